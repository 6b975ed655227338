// What is kept on the phone for the time without a line: this number's page and its last state,
// until its day ends. Only where the browser has a service worker, which needs HTTPS.
//
// A phone may have kept its state before this program was renewed. A state that has not all FIELDS
// is as good as none; where one of them comes to mean something else, or the page does not go with
// its scripts any more, NUMBERS takes a new number, here and in phone_worker.js.

const NUMBERS = "hall-phone-numbers-2";
const FIELDS = [
  "number",
  "state",
  "window",
  "ahead",
  "minutes",
  "mark",
  "room",
  "help",
  "notices",
  "at",
  "now",
  "acts",
];
const EVERY_MS = 5_000;

const phone = JSON.parse(document.getElementById("phone").textContent);
const here = phone.page;
let written = 0;
let timer = 0;
let newest = null;

export function withWorker() {
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker
    .register("/t/worker.js", { scope: "/t/" })
    .then(() => navigator.serviceWorker.ready)
    .then(() => keepPage())
    .catch(() => undefined);
}

// The page itself: what opened it came before there was a worker.
async function keepPage() {
  const numbers = await caches.open(NUMBERS);
  const page = await fetch(here, { cache: "no-store" });
  if (page.ok && !page.redirected) await numbers.put(here, page);
}

// Write a state down, at most every five seconds, the newest one in any case.
export function keep(state) {
  if (!navigator.serviceWorker || !window.caches) return;
  newest = state;
  if (timer) return;
  timer = setTimeout(() => {
    timer = 0;
    write(newest);
  }, Math.max(0, written + EVERY_MS - Date.now()));
}

async function write(state) {
  written = Date.now();
  const words = FIELDS.map((name) => [name, name in state ? state[name] : null]);
  const answer = new Response(JSON.stringify(Object.fromEntries(words)), {
    headers: { "Content-Type": "application/json", "X-Day-Ends": phone.ends },
  });
  try {
    await (await caches.open(NUMBERS)).put(`${here}/kept`, answer);
  } catch {
    written = 0; // a full or private phone keeps nothing
  }
}

// The last state that was kept, whole, or null.
export async function kept() {
  if (!navigator.serviceWorker || !window.caches) return null;
  try {
    const answer = await (await caches.open(NUMBERS)).match(`${here}/kept`);
    if (!answer || new Date(answer.headers.get("X-Day-Ends")) < new Date()) return null;
    const state = await answer.json();
    return FIELDS.every((name) => name in state) ? state : null;
  } catch {
    return null;
  }
}
