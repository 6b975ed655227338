// All paired screens and speaker stations, live, the red ones first; shutting one out.

import { watch } from "/static/room.js";
import { Asker } from "../asking.js";
import { $, slot } from "../making.js";
import { dayName, hour, page, say } from "../words.js";

const RED = new Set(["away", "silent", "behind"]);
const SIGNS = { ok: "✓", never: "○" };
const ORDER = ["away", "silent", "behind", "never", "ok"];
const DAY_MS = 20 * 3_600_000;
const asker = new Asker($("told"));

const live = watch("screens", {
  board: show,
  state({ up, since, error }) {
    $("line").hidden = up;
    $("line").textContent = up ? "" : error || say("Connection lost since {time}", { time: hour(since) });
  },
});
show(page.board);

function show({ screens }) {
  const known = screens.every(({ device, name }) => page.devices[device]?.name === (name || device));
  const all = Object.values(page.devices).filter(({ kind }) => kind !== "kiosk").length;
  if (!known || all !== screens.length) {
    // Somebody let one in, named or shut one out: what it shows stands in the page.
    setTimeout(() => location.reload(), 500);
    return;
  }
  const sorted = [...screens].sort(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || nameOf(a).localeCompare(nameOf(b)),
  );
  const rows = new Map([...$("screens").children].map((row) => [row.dataset.device, row]));
  sorted.forEach((screen, at) => {
    const row = rows.get(screen.device) ?? made(screen);
    fill(row, screen);
    if ($("screens").children[at] !== row) $("screens").insertBefore(row, $("screens").children[at] ?? null);
  });
  $("none").hidden = sorted.length > 0;
}

function nameOf({ device }) {
  return page.devices[device].name;
}

function made(screen) {
  const row = $("row").content.firstElementChild.cloneNode(true);
  const { id, kind, name, shows, gone } = page.devices[screen.device];
  row.dataset.device = id;
  slot(row, "name").textContent = name;
  slot(row, "id").textContent = name === id ? "" : id;
  slot(row, "shows").textContent = shows;
  slot(row, "gone").hidden = !gone;
  const open = slot(row, "open");
  open.href = `/counter/screens/${encodeURIComponent(id)}`;
  open.setAttribute("aria-label", `${open.textContent}: ${name}`);
  open.hidden = kind !== "display";
  const revoke = slot(row, "revoke");
  revoke?.setAttribute("aria-label", `${revoke.textContent}: ${name}`);
  revoke?.addEventListener("click", () => shut(revoke, id, name));
  return row;
}

function fill(row, screen) {
  row.dataset.state = screen.state;
  put(slot(row, "sign"), RED.has(screen.state) ? "▲" : SIGNS[screen.state]);
  put(slot(row, "state"), stateOf(screen));
  put(slot(row, "sound"), screen.sound === "on" ? say("Sound on") : screen.speaker ? soundOf(screen) : "–");
  put(slot(row, "version"), screen.version || "–");
}

function stateOf({ state, since, sound }) {
  if (state === "away") return say("Away since {time}", { time: when(since) });
  if (state === "silent") return soundOf({ sound });
  if (state === "behind") return say("Behind: it shows an old state");
  return say(state === "never" ? "Not seen yet" : "Running");
}

function soundOf({ sound }) {
  if (sound === "refused") return say("Sound refused: touch the screen once");
  return sound === "failed" ? say("Sound failed") : "–";
}

// The hour, and the day where that was not today.
function when(at) {
  const old = live.now() - new Date(at) > DAY_MS;
  return old ? `${dayName(at)} ${hour(at)}` : hour(at);
}

function put(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

function shut(button, device, name) {
  const dialog = $("shut");
  $("shut-words").textContent = say("Shut out {name}? It shows a code again.", { name });
  dialog.returnValue = "no";
  dialog.addEventListener(
    "close",
    async () => {
      if (dialog.returnValue !== "yes") return;
      const path = `/devices/${encodeURIComponent(device)}/revoke`;
      const answer = await asker.ask(button, path);
      if (answer?.done) location.reload();
    },
    { once: true },
  );
  dialog.showModal();
}

for (const button of document.querySelectorAll("[data-revoke]")) {
  button.addEventListener("click", () => shut(button, button.dataset.revoke, button.dataset.name));
}
