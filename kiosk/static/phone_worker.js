// Keeps a number's page for the time without a line: the page, its last state (which the page puts
// beside it) and the files it is made of. Asks the hall first, always. Keeps the numbers whose pages
// were opened on this phone, and forgets each when its day ends or when the hall no longer knows it.

const FILES = "hall-phone-files-1";
const NUMBERS = "hall-phone-numbers-2"; // see phone_kept.js
const OFFLINE = "/t/offline";
const ANSWER_MS = 6_000;
const PAGE = /^\/t\/[^/]+(\/guide)?$/;
const PARTS = [
  "/static/tokens.css",
  "/static/base.css",
  "/static/pieces.css",
  "/static/mark.svg",
  "/static/room.js",
  "/static/vendor/socket.io.esm.min.js",
  "/kiosk/static/phone.css",
  "/kiosk/static/phone.js",
  "/kiosk/static/phone_kept.js",
  "/kiosk/static/phone_line.js",
  "/kiosk/static/phone_plain.js",
  "/kiosk/static/phone_show.js",
  "/kiosk/static/phone_tell.js",
];

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then((files) => files.addAll([OFFLINE, ...PARTS])));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    forgetEarlier()
      .then(forgetOld)
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "POST") {
    event.respondWith(fetch(request).catch(() => withoutLine(pathname)));
  } else if (request.method !== "GET") {
    return;
  } else if (request.mode === "navigate") {
    event.respondWith(page(request, pathname));
  } else if (PARTS.includes(pathname)) {
    event.respondWith(part(request, pathname));
  }
});

async function page(request, pathname) {
  await forgetOld();
  try {
    const answer = await inTime(request);
    const numbers = await caches.open(NUMBERS);
    if (answer.status === 404) await forget(pathname);
    else if (answer.ok && PAGE.test(pathname) && answer.headers.has("X-Day-Ends")) {
      await numbers.put(pathname, answer.clone());
    }
    return answer;
  } catch {
    return withoutLine(pathname);
  }
}

// The page as it was, or that of its number; else the page that says that there is nothing.
async function withoutLine(pathname) {
  const numbers = await caches.open(NUMBERS);
  const [, , key] = pathname.split("/");
  return (
    (await numbers.match(pathname)) ||
    (await numbers.match(`/t/${key}`)) ||
    (await (await caches.open(FILES)).match(OFFLINE)) ||
    Response.error()
  );
}

async function part(request, pathname) {
  const files = await caches.open(FILES);
  try {
    const answer = await inTime(request);
    if (answer.ok) await files.put(pathname, answer.clone());
    return answer;
  } catch {
    return (await files.match(pathname)) || Response.error();
  }
}

function inTime(request) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("too late")), ANSWER_MS);
    fetch(request).then(resolve, reject);
  });
}

// What a phone kept for an earlier form of these pages.
async function forgetEarlier() {
  for (const name of await caches.keys()) {
    if (name.startsWith("hall-phone-") && ![FILES, NUMBERS].includes(name)) await caches.delete(name);
  }
}

async function forgetOld() {
  const numbers = await caches.open(NUMBERS);
  for (const request of await numbers.keys()) {
    const answer = await numbers.match(request);
    const ends = answer && answer.headers.get("X-Day-Ends");
    if (!ends || new Date(ends) <= new Date()) await numbers.delete(request);
  }
}

async function forget(pathname) {
  const [, , key] = pathname.split("/");
  const numbers = await caches.open(NUMBERS);
  for (const request of await numbers.keys()) {
    if (new URL(request.url).pathname.split("/")[2] === key) await numbers.delete(request);
  }
}
