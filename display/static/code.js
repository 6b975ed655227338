// The code that lets phones take a number, in a corner of the main board: another one each minute,
// none where the hall gives none to phones, and none that has grown old.

const SOONEST_MS = 1_000;
const EVERY_MS = 20_000; // how soon the screen knows that the hall's settings were changed
const OLD_MS = 90_000;
const ADDRESS = "/display/code.svg";

export function showCode(place) {
  const picture = place.querySelector("img");
  let shownAt = -Infinity;
  renew();

  async function renew() {
    let next = EVERY_MS;
    try {
      const answer = await fetch(ADDRESS, { cache: "no-store" });
      if (answer.ok) {
        picture.src = `data:image/svg+xml,${encodeURIComponent(await answer.text())}`;
        shownAt = performance.now();
        const left = Number(answer.headers.get("X-Seconds-Left")) * 1_000;
        next = Math.min(EVERY_MS, Math.max(SOONEST_MS, left + 200));
      } else if (answer.status < 500) {
        shownAt = -Infinity;
      }
    } catch {
      next = EVERY_MS / 4;
    }
    const hidden = performance.now() - shownAt > OLD_MS;
    if (place.hidden !== hidden) {
      place.hidden = hidden;
      dispatchEvent(new Event("resize")); // fewer queues fit above it
    }
    setTimeout(renew, next);
  }
}
