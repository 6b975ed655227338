// Keeps the hall at a glance live. The page shows the same figures without it, as of its loading.

import { watch } from "./room.js";

const WAITS_EVERY_MS = 10_000;
const RED_AFTER_MS = 2_000;
const words = JSON.parse(document.getElementById("words").textContent);
const glance = document.querySelector("[data-room]");
const line = glance.querySelector("[data-line]");
const openTag = glance.querySelector("[data-open]");
const rows = byKey("[data-queue]", "queue");
const windows = byKey("[data-window]", "window");
let latest = null;

function byKey(selector, name) {
  return new Map([...glance.querySelectorAll(selector)].map((at) => [at.dataset[name], at]));
}

function put(element, text) {
  if (element.textContent !== String(text)) element.textContent = text;
}

function show(board) {
  latest = board;
  put(openTag, board.open ? words.open : words.closed);
  openTag.classList.toggle("tag-open", board.open);
  for (const [name, count] of Object.entries(board.totals)) {
    const total = glance.querySelector(`[data-total="${name}"]`);
    if (total) put(total, count);
  }
  for (const queue of board.queues) showQueue(queue);
  for (const seat of board.windows) showWindow(seat);
  showWaits();
}

function showQueue(queue) {
  const row = rows.get(queue.letter);
  if (!row) return;
  put(field(row, "waiting"), queue.waiting);
  put(field(row, "windows"), `${queue.windows_open} / ${queue.windows}`);
  put(field(row, "served"), queue.served);
}

function showWindow(seat) {
  const place = windows.get(String(seat.window));
  if (!place) return;
  place.dataset.state = seat.ticket_state ?? seat.state;
  const said = { open: words.windowOpen, paused: words.windowPaused };
  put(place.querySelector(".window-now"), seat.ticket ?? said[seat.state] ?? "–");
}

function showWaits() {
  if (!latest) return;
  for (const { letter, longest_since: since } of latest.queues) {
    const row = rows.get(letter);
    if (row) put(field(row, "longest"), since ? waited(since) : "–");
  }
}

function waited(since) {
  const minutes = Math.max(0, Math.floor((live.now() - new Date(since)) / 60_000));
  return words.minutes.replace("{minutes}", minutes);
}

function field(row, name) {
  return row.querySelector(`[data-field="${name}"]`);
}

const live = watch("overview", {
  board: show,
  state({ up, error }) {
    line.classList.toggle("is-down", !up);
    put(line, up ? words.live : error || words.down);
  },
});
live.also("screens", { board: ({ red }) => showRed(red) });
setInterval(showWaits, WAITS_EVERY_MS);

// A screen that loads its page anew is away for a moment: that is nothing to look at.
let redSoon = 0;

function showRed(count) {
  clearTimeout(redSoon);
  redSoon = setTimeout(() => {
    put(glance.querySelector("[data-red]"), count ? words.red.replace("{count}", count) : "");
    glance.querySelector("[data-red-line]").hidden = !count;
  }, RED_AFTER_MS);
}
