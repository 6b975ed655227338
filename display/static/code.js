// The code that lets phones take a number: another one each minute, none where the hall gives none
// to phones, and none that has grown old.

const SOONEST_MS = 1_000;
const EVERY_MS = 20_000; // how soon the screen knows that the hall's settings were changed
const OLD_MS = 90_000;
const ADDRESS = "/display/code.svg";

// In a corner of the main board.
export function showCode(place) {
  const picture = place.querySelector("img");
  keepCode(ADDRESS, (code) => {
    if (code) picture.src = code.picture;
    if (place.hidden === !code) return;
    place.hidden = !code;
    dispatchEvent(new Event("resize")); // fewer queues fit above it
  });
}

// With its digits as text, for pages that write them large.
export const keepDigits = (show) => keepCode(`${ADDRESS}?digits=apart`, show);

// `show({picture, digits})` whenever there is another one, `show(null)` while there is none.
function keepCode(address, show) {
  let code = null;
  let shownAt = -Infinity;
  renew();

  async function renew() {
    let next = EVERY_MS;
    try {
      const answer = await fetch(address, { cache: "no-store" });
      if (answer.status === 200) {
        const digits = answer.headers.get("X-Digits");
        code = { picture: `data:image/svg+xml,${encodeURIComponent(await answer.text())}`, digits };
        shownAt = performance.now();
        const left = Number(answer.headers.get("X-Seconds-Left")) * 1_000;
        next = Math.min(EVERY_MS, Math.max(SOONEST_MS, left + 200));
      } else if (answer.status < 500) {
        shownAt = -Infinity;
      }
    } catch {
      next = EVERY_MS / 4;
    }
    show(performance.now() - shownAt > OLD_MS ? null : code);
    setTimeout(renew, next);
  }
}
