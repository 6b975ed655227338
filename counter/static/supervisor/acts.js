// What a supervisor may do with the chosen window: pause it, go on, hand it over, close it.

import { Asker } from "../asking.js";
import { $, option } from "../making.js";
import { PAUSES } from "../names.js";
import { minutesSince, page, say, text } from "../words.js";
import { nameOf } from "./windows.js";

const STATES = { called: "Has been called", serving: "Being served" };
const asker = new Asker($("window-told"));
let number = null;
let offered = "";

export function offerActs(board, chosen, now) {
  const window = board.windows.find((each) => each.window === chosen);
  if (!window) return;
  if (number !== chosen) asker.tell("");
  number = chosen;
  $("window-title").textContent = say("Window {window}", { window: number });
  $("window-hint").hidden = true;
  $("window-acts").hidden = false;
  $("window-now").textContent = described(window, now);
  const closed = window.state === "closed";
  $("pause-form").hidden = closed || window.state === "paused";
  $("end-pause").hidden = window.state !== "paused";
  $("hand-form").hidden = closed;
  $("close").hidden = closed;
  offerColleagues(board);
}

function described(window, now) {
  const { clerk, pause, ticket, ticket_state: state, since, zone } = window;
  if (!clerk) return `${text(zone)} · ${say("This window is closed")}`;
  const what = ticket
    ? `${ticket} ${say(STATES[state])}`
    : pause
      ? say("Pauses: {reason}", { reason: say(PAUSES[pause]) })
      : say("Nobody is at the window");
  const parts = [text(zone), nameOf(clerk), what, since && minutesSince(since, now)];
  return parts.filter(Boolean).join(" · ");
}

// Those who may sit there and have no window; the list is made anew only where it changes, so that
// a choice stays chosen.
function offerColleagues(board) {
  const seated = new Set(board.windows.map((window) => window.clerk));
  const owner = page.owners[number];
  const free = page.staff.filter((person) => !seated.has(person.account) && belongs(person, owner));
  const wanted = `${number} ${free.map((person) => person.account).join()}`;
  if (wanted === offered) return;
  offered = wanted;
  const options = free.map(({ account, name }) => option(account, name));
  if (!free.length) options.push(option("", say("No colleague is free")));
  $("hand-to").replaceChildren(...options);
  $("hand-over").disabled = !free.length;
}

// At a window of no department everybody; stewards nowhere else.
function belongs({ department, role }, owner) {
  return !owner || (role !== "steward" && (!department || owner === department));
}

async function act(button, move, words, done, values = {}) {
  const window = number;
  const answer = await asker.ask(button, `/windows/${window}/${move}`, words);
  if (answer?.done) asker.tell(say(done, { window, ...values }), "good");
}

$("pause-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = { reason: $("pause-reason").value, until: $("pause-until").value };
  act(event.submitter, "pause", words, "Window {window} pauses now.");
});
$("hand-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const to = $("hand-to").value;
  act(event.submitter, "hand-over", { to }, "Window {window} is {clerk}'s now.", {
    clerk: nameOf(to),
  });
});
$("end-pause").addEventListener("click", () =>
  act($("end-pause"), "end-pause", {}, "Window {window} is open again."),
);
$("close").addEventListener("click", () =>
  act($("close"), "close", {}, "Window {window} is closed now."),
);
