// Finds the hub again when its address was changed.
//
// While the line is up this keeps the hub's other addresses and a passport. After 20 seconds
// without word it asks each of the addresses whether the hub is there, and goes to the one that
// answers. shared/hub/static/room.js says whether the line is up.

const KEPT = "hall-passport";
const LOST_AFTER_MS = 20_000;
const AGAIN_MS = 5_000;
const ANSWER_MS = 3_000;
const RENEW_MS = 24 * 3_600_000;

const rendered = document.querySelector('meta[name="also-at"]').content;
let timer = null;
let up = false;

addEventListener("line", ({ detail }) => {
  clearTimeout(timer);
  up = detail.up;
  if (up) learn();
  else timer = setTimeout(look, LOST_AFTER_MS);
});
setInterval(learn, RENEW_MS);

async function learn() {
  const answer = await fetch("/display/passport", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return; // a page of the staff's, or no line after all
  const { also_at: addresses, passport } = await answer.json();
  keep({ addresses, passport });
  // What a page may ask is said when it is loaded, so one that was loaded before the hub had these
  // addresses is loaded anew.
  if (addresses.join(" ") !== rendered) location.reload();
}

async function look() {
  const { addresses, passport } = kept();
  for (const address of addresses) {
    if (address === location.origin) continue;
    const there = await isHub(address);
    if (up) return; // the line came back meanwhile
    if (there) {
      location.replace(`${address}/display/arrive#${passport}`);
      return;
    }
  }
  timer = setTimeout(look, AGAIN_MS);
}

async function isHub(address) {
  const gone = new AbortController();
  const late = setTimeout(() => gone.abort(), ANSWER_MS);
  try {
    const request = { cache: "no-store", credentials: "omit", signal: gone.signal };
    const answer = await fetch(`${address}/health`, request);
    return answer.ok && (await answer.json()).ok === true;
  } catch {
    return false;
  } finally {
    clearTimeout(late);
  }
}

// A browser may refuse to keep anything: then the screen is found by its code at the new address.
function keep(what) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(what));
  } catch {
    // see above
  }
}

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT));
    if (found) return found;
  } catch {
    // see above
  }
  return { addresses: rendered.split(" ").filter(Boolean), passport: "" };
}
