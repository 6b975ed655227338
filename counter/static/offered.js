// Which moves can be done now, and what their buttons say.

import { PRESSES } from "./names.js";
import { say, stopwatch } from "./words.js";

const TAKES_TURNS = new Set(["next", "start", "finish", "end-pause"]);
const WITH_SOMEBODY = new Set(["finish-as", "hold", "transfer"]);
const WHERE_DECLARED = new Set(["confirm", "ordinary"]);
const WITH_NOBODY = new Set(["call", "resume", "walk-in"]);
let resting = null;
let shown = null;

const buttons = () => document.querySelectorAll("[data-move]");
const button = (move) => document.querySelector(`[data-move="${move}"]`);

const MAY = {
  next: ({ free }) => free,
  call: ({ free, waiting }) => free && waiting.length > 0,
  resume: ({ free, held }) => free && held.length > 0,
  "walk-in": ({ free }) => free,
  arm: ({ free }) => free,
  start: ({ called }) => called,
  recall: ({ called }) => called,
  miss: ({ called, ticket, now }) => called && missedOffered(ticket, now),
  finish: ({ serving }) => serving,
  "finish-as": ({ serving }) => serving,
  hold: ({ serving }) => serving,
  transfer: ({ ticket }) => Boolean(ticket),
  class: (board) => forClass(board).length > 0,
  confirm: ({ ticket }) => ticket?.class === "green" && !ticket.confirmed,
  ordinary: ({ ticket }) => ticket?.class === "green" && !ticket.confirmed,
  cancel: (board) => forCancel(board).length > 0,
  pause: ({ ticket, state }) => !ticket && state === "open",
  "end-pause": ({ state }) => state === "paused",
  close: ({ ticket }) => !ticket,
  "hand-over": () => true,
  queues: () => true,
  automatic: () => true,
  help: () => true,
  undo: ({ undo, now }) => undo !== null && new Date(undo.until) > now,
};

// Whose green channel may be given or withdrawn: who is here, and who waits in an own queue.
export function forClass({ ticket, waiting, queues, window }) {
  const own = new Set(queues.filter((queue) => queue.help_after === null).map(({ letter }) => letter));
  const near = waiting.filter((other) => own.has(other.queue) || other.for_window === window);
  return [ticket, ...near].filter((other) => other && other.class !== "appointment");
}

export function forCancel({ ticket, held }) {
  return [ticket?.state === "called" && ticket, ...held].filter(Boolean);
}

// The hall leaves it to the console when *missed* is offered.
function missedOffered({ calls, recalls_needed: needed, missed_from: from }, now) {
  return calls - 1 >= needed || new Date(from) <= now;
}

export function offer(board, now) {
  const { ticket, state } = board;
  const at = {
    ...board,
    now,
    free: state === "open" && !ticket,
    called: ticket?.state === "called",
    serving: ticket?.state === "serving",
  };
  shown = { board, now };
  for (const each of buttons()) {
    const { move } = each.dataset;
    const may = MAY[move](at);
    const turns = TAKES_TURNS.has(move);
    each.disabled = !may || (turns && resting !== null);
    if (turns || move === "undo" || WHERE_DECLARED.has(move)) each.hidden = !may;
    if (WITH_SOMEBODY.has(move)) each.hidden = !ticket;
    if (WITH_NOBODY.has(move)) each.hidden = Boolean(ticket);
  }
  const more = {
    miss: missWhen(at),
    finish: thenWhat(ticket),
    undo: undoWhat(board.undo, now),
    help: helpWhat(board.help),
  };
  for (const [move, words] of Object.entries(more)) {
    const place = button(move).querySelector("[data-more]");
    if (place.textContent !== words) place.textContent = words;
  }
  button("help").setAttribute("aria-pressed", board.help !== null);
  button("arm").setAttribute("aria-pressed", board.armed);
  button("automatic").setAttribute("aria-pressed", board.automatic_seconds !== null);
}

function missWhen({ called, ticket, now }) {
  if (!called || missedOffered(ticket, now)) return "";
  const count = ticket.recalls_needed - ticket.calls + 1;
  const time = stopwatch(new Date(ticket.missed_from) - now + 999);
  if (count === 1) return say("after 1 recall or {time}", { time });
  return say("after {count} recalls or {time}", { count, time });
}

function thenWhat(ticket) {
  const follows = ticket?.visit.some((step) => step.state === "to-come");
  return follows ? say("then the next step of the visit") : "";
}

function helpWhat(help) {
  if (!help) return "";
  return help.state === "asked" ? say("called") : say("on the way");
}

function undoWhat(undo, now) {
  if (!undo) return "";
  const seconds = Math.max(0, Math.ceil((new Date(undo.until) - now) / 1000));
  return say(PRESSES[undo.press], { number: undo.number, seconds });
}

// For so long the next great move cannot be pressed in the place of the one just pressed.
export function rest(move, ms) {
  if (!TAKES_TURNS.has(move)) return;
  clearTimeout(resting);
  resting = setTimeout(() => {
    resting = null;
    offer(shown.board, shown.now);
  }, ms);
  if (shown) offer(shown.board, shown.now);
}

// The great move of a board: what space means.
export function greatMove({ ticket, state }) {
  if (state === "paused") return "end-pause";
  if (!ticket) return "next";
  return ticket.state === "serving" ? "finish" : "start";
}
