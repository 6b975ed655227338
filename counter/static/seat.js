// Who is at the window: number, state, for how long; nobody, and who comes next; or the pause.

import { showCase, tagsOf } from "./case.js";
import { fill, put } from "./elements.js";
import { PAUSES } from "./names.js";
import { hour, say, stopwatch, text, waited } from "./words.js";

const LEVELS = { usual: "", long: "Longer than usual", double: "Twice as long as usual" };
const $ = (id) => document.getElementById(id);
let spoken = null;

export function showSeat(board) {
  const { ticket, next } = board;
  const state = stateOf(board);
  $("seat").dataset.state = state;
  $("number").textContent = ticket?.number ?? "";
  $("state").textContent = wordsOf(board, state);
  $("case").hidden = !ticket;
  $("free").hidden = state !== "free";
  $("pause").hidden = state !== "paused";
  $("timer").hidden = state === "free";
  if (ticket) showCase(ticket);
  if (state === "free") showNext(next);
  if (state === "paused") showPause(board.pause);
  sayAloud(board, state);
}

function stateOf({ ticket, state }) {
  if (ticket) return ticket.state;
  return state === "paused" ? "paused" : "free";
}

function wordsOf({ ticket }, state) {
  if (state === "serving") return say("Being served");
  if (state === "paused") return say("Paused");
  if (state === "free") return say("Nobody is at the window");
  if (ticket.calls > 1) return say("Called {count} times", { count: ticket.calls });
  return say("Has been called");
}

function showNext(next) {
  put($("free-word"), next ? "" : say("Nobody is waiting."));
  $("next").hidden = !next;
  if (!next) return;
  $("next-number").textContent = next.number;
  $("next-service").textContent = text(next.service);
  $("next-tags").replaceChildren(...tagsOf(next));
  put($("next-note"), next.note);
  fill($("next-why"), next.why.map(text));
}

function showPause({ reason, since, until }) {
  $("pause-reason").textContent = say(PAUSES[reason]);
  $("pause-times").textContent = until
    ? say("Since {time}, until {until}", { time: hour(since), until: hour(until) })
    : say("Since {time}", { time: hour(since) });
}

function sayAloud(board, state) {
  const { ticket } = board;
  const words = ticket
    ? `${ticket.number} ${wordsOf(board, state)} ${text(ticket.service)}`
    : wordsOf(board, state);
  if (words !== spoken) $("aloud").textContent = words;
  spoken = words;
}

// Each second: how long the citizen has been called or served, or the pause has lasted.
export function tickSeat(board, now) {
  const { ticket, next } = board;
  if (next && !ticket) $("next-waited").textContent = waited(next.since, now);
  put($("itself"), byItself(board, now));
  const from = beganAt(board);
  if (!from) return;
  const ms = now - new Date(from);
  const level = ticket?.state === "serving" ? levelOf(ms, ticket.minutes) : "usual";
  $("time").textContent = stopwatch(ms);
  $("timer").dataset.level = level;
  $("timer-word").textContent = LEVELS[level] && say(LEVELS[level]);
}

function beganAt({ ticket, pause }) {
  if (!ticket) return pause?.since;
  return ticket.state === "serving" ? ticket.started_at : ticket.called_at;
}

// That the window will call without a press, and when.
function byItself({ armed, automatic_seconds: pause, free_since: since, next, state, ticket }, now) {
  if (ticket || state !== "open") return "";
  if (armed) return say("Whoever comes is called at once.");
  if (pause === null || !since) return "";
  if (!next) return say("Calls by itself as soon as somebody comes.");
  const seconds = Math.max(0, Math.ceil(pause - (now - new Date(since)) / 1000));
  return say("Calls by itself in {seconds} s.", { seconds });
}

function levelOf(ms, minutes) {
  const typical = minutes * 60_000;
  if (ms > 2 * typical) return "double";
  return ms > typical ? "long" : "usual";
}
