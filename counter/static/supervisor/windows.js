// The windows by zone, each a button that says what goes on there and since when.

import { $, button, make } from "../making.js";
import { minutesSince, page, say, text } from "../words.js";

const names = new Map(page.staff.map((person) => [person.account, person.name]));
const tiles = new Map();
let chosen = null;
let arranged = "";

export function chosenWindow() {
  return chosen;
}

export function nameOf(account) {
  return names.get(account) ?? account;
}

export function showWindows(board, now) {
  const closedToo = $("closed-too").checked;
  const shown = board.windows.filter((window) => closedToo || window.state !== "closed");
  arrange(shown);
  for (const window of shown) showTile(tiles.get(window.window), window, now);
  $("no-window").hidden = shown.length > 0;
}

// Tiles are made once, so that none moves under a finger; they are put in order again only where
// a window is added or gone.
function arrange(shown) {
  const wanted = shown.map((window) => window.window).join();
  if (wanted === arranged) return;
  arranged = wanted;
  const zones = new Map();
  for (const window of shown) {
    const zone = text(window.zone);
    zones.set(zone, [...(zones.get(zone) ?? []), window]);
  }
  $("windows").replaceChildren(
    ...[...zones].flatMap(([zone, windows]) => [
      make("h3.zone", zone),
      make("ul.windows", ...windows.map((window) => make("li", tileOf(window.window)))),
    ]),
  );
}

function tileOf(number) {
  if (!tiles.has(number)) {
    const made = button("window", "", () => choose(number));
    made.dataset.window = number;
    tiles.set(number, made);
  }
  return tiles.get(number);
}

function showTile(tile, window, now) {
  tile.dataset.state = window.ticket_state ?? window.state;
  tile.setAttribute("aria-pressed", window.window === chosen);
  tile.replaceChildren(
    make("span.window-number", window.window),
    make("span.window-now", nowAt(window)),
    make("span.window-since.figures", window.since ? minutesSince(window.since, now) : ""),
  );
}

function nowAt({ ticket, state }) {
  if (ticket) return ticket;
  return { closed: "–", paused: say("pauses"), open: say("free") }[state];
}

function choose(number) {
  chosen = number;
  $("windows").dispatchEvent(new Event("chosen"));
}
