// Who is at the window: number, state, for how long, what to check, what can be done.

import { page, say, stopwatch, text, waited } from "./words.js";

const NEEDS = {
  elderly: "Elderly person",
  disabled: "Person with a disability",
  pregnant: "Pregnant woman",
  infant: "With a small child",
  serviceman: "Serviceman or veteran",
  urgent: "Urgent matter",
};
const LEVELS = { usual: "", long: "Longer than usual", double: "Twice as long as usual" };
const MOVES = {
  free: ["next", "close"],
  called: ["start", "recall", "miss"],
  serving: ["finish"],
};
const TAKES_TURNS = new Set(["next", "start", "finish"]);
const $ = (id) => document.getElementById(id);
let spoken = null;
let offered = [];
let resting = null;

export function showSeat({ ticket, next }) {
  const state = ticket?.state ?? "free";
  $("seat").dataset.state = state;
  $("number").textContent = ticket?.number ?? "";
  $("state").textContent = ticket ? stateOf(ticket) : say("Nobody is at the window");
  $("case").hidden = !ticket;
  $("free").hidden = Boolean(ticket);
  $("timer").hidden = !ticket;
  if (ticket) showCase(ticket);
  else showNext(next);
  offer(MOVES[state]);
  sayAloud(ticket);
}

function showCase(ticket) {
  $("service").textContent = text(ticket.service);
  const tags = [
    ticket.class === "green" && ["green", green(ticket.need)],
    ["", page.languages[ticket.language] ?? ticket.language],
    ["", promise(ticket)],
    ["", say("Usually {minutes} min", { minutes: ticket.minutes })],
  ];
  $("tags").replaceChildren(...tags.filter(Boolean).map(([kind, words]) => tag(kind, words)));
  const materials = ticket.materials[document.documentElement.lang] ?? ticket.materials.zh ?? [];
  const words = materials.length ? materials : [say("No documents needed")];
  $("materials").replaceChildren(...words.map((word) => item(word)));
}

function green(need) {
  const channel = say("Green channel");
  return need ? `${channel} · ${say(NEEDS[need])}` : channel;
}

function promise({ kind, promised_days: days }) {
  return kind === "instant" ? say("Done on the spot") : say("Within working days: {days}", { days });
}

function tag(kind, words) {
  const made = item(words);
  made.className = kind ? `tag tag-${kind}` : "tag";
  return made;
}

function item(words) {
  const made = document.createElement("li");
  made.textContent = words;
  return made;
}

function showNext(next) {
  $("free-word").hidden = Boolean(next);
  $("free-word").textContent = say("Nobody is waiting.");
  $("next").hidden = !next;
  if (!next) return;
  const fill = (slot, words) => ($("next").querySelector(`[data-slot="${slot}"]`).textContent = words);
  fill("number", next.number);
  fill("service", text(next.service));
}

// The three great moves take turns in one place; the others stay where they are.
function offer(moves) {
  offered = moves;
  for (const button of document.querySelectorAll("[data-move]")) {
    const { move } = button.dataset;
    const turns = TAKES_TURNS.has(move);
    button.disabled = !moves.includes(move) || (turns && resting !== null);
    if (turns) button.hidden = !moves.includes(move);
  }
}

// For so long the next great move cannot be pressed in the place of the one just pressed.
export function rest(move, ms) {
  if (!TAKES_TURNS.has(move)) return;
  clearTimeout(resting);
  resting = setTimeout(() => {
    resting = null;
    offer(offered);
  }, ms);
}

function sayAloud(ticket) {
  const words = ticket
    ? `${ticket.number} ${stateOf(ticket)} ${text(ticket.service)}`
    : say("Nobody is at the window");
  if (words !== spoken) $("aloud").textContent = words;
  spoken = words;
}

// Once a second: how long the citizen has been called or served.
export function tickSeat({ ticket, next }, now) {
  if (next && !ticket) {
    $("next").querySelector('[data-slot="waited"]').textContent = waited(next.since, now);
  }
  if (!ticket) return;
  const serving = ticket.state === "serving";
  const ms = now - new Date(serving ? ticket.started_at : ticket.called_at);
  const level = serving ? levelOf(ms, ticket.minutes) : "usual";
  $("time").textContent = stopwatch(ms);
  $("timer").dataset.level = level;
  $("timer-word").textContent = LEVELS[level] && say(LEVELS[level]);
}

function levelOf(ms, minutes) {
  const typical = minutes * 60_000;
  if (ms > 2 * typical) return "double";
  return ms > typical ? "long" : "usual";
}

function stateOf({ state, calls }) {
  if (state === "serving") return say("Being served");
  return calls > 1 ? say("Called {count} times", { count: calls }) : say("Has been called");
}
