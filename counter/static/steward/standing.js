// Where a number stands and why, kept up to date while it is shown.

import { Asker, read } from "../asking.js";
import { $, make, slot } from "../making.js";
import { hour, say, text, waited } from "../words.js";
import { offerChanges } from "./changes.js";
import { classOf, minutesOf, stateOf, windowsOf } from "./telling.js";
import { hallNow } from "./times.js";

const AGAIN_AFTER_MS = 2_000;
const STEPS = { done: "done", now: "now", "to-come": "to come", dropped: "not done" };
const LANES = { first: "Sent first by a window", back: "Back after a miss" };
const asker = new Asker($("standing-told"));
const card = $("shown");
let asked = "";
let due = null;

export async function lookUp(number, words = "", kind = "good") {
  asked = number.trim().toUpperCase();
  $("look-number").value = asked.replace(/^\d{8}-/, "");
  if (!asked) return;
  const answer = await read(`/tickets/${encodeURIComponent(asked)}`);
  if (answer === null) {
    asker.tell(say("The hall does not answer. Press again: it will be done once."), "fault");
    return;
  }
  card.hidden = !answer.done;
  asker.tell(answer.done ? words : answer.sentence, answer.done ? kind : "fault");
  if (answer.done) show(answer.content);
}

// The hall has moved: ask again about what is shown, but not for every move.
export function hallMoved() {
  if (card.hidden || due !== null) return;
  due = setTimeout(async () => {
    due = null;
    if (card.hidden || $("standing").hidden) return;
    const of = asked;
    const answer = await read(`/tickets/${encodeURIComponent(of)}`);
    if (answer?.done && of === asked) show(answer.content);
  }, AGAIN_AFTER_MS);
}

function show(ticket) {
  const waits = ticket.state === "waiting";
  const begun = new Date(ticket.since) <= hallNow();
  card.dataset.state = ticket.state;
  fill("number", ticket.number);
  fill("state", stateOf(ticket.state));
  const booked = ticket.booked_for ? hour(ticket.booked_for) : "";
  fill("class", classOf({ ...ticket, booked }));
  slot(card, "class").classList.toggle("tag-green", ticket.class === "green");
  fill("service", text(ticket.service));
  fact("ahead", waits && ticket.ahead);
  fact("minutes", waits && minutesOf(ticket.minutes));
  fact("waited", waits && begun && waited(ticket.since, hallNow()));
  fact("until", ticket.back_until && hour(ticket.back_until));
  fact("windows", windowsOf(ticket.window ? [ticket.window] : ticket.windows));
  items("why", ticket.why.map((words) => make("li", text(words))));
  items("before", ticket.before.map(beforeRow));
  items("visit", ticket.visit.map((at) => make("li", `${text(at.service)} (${say(STEPS[at.state])})`)));
  offerChanges(ticket, lookUp);
}

function beforeRow(other) {
  const tags = [
    other.class !== "ordinary" && make("span.tag", classOf(other)),
    other.lane && make("span.tag", say(LANES[other.lane])),
  ];
  if (tags[0] && other.class === "green") tags[0].classList.add("tag-green");
  return make("li", make("strong.figures", other.number), ...tags);
}

function fill(name, words) {
  slot(card, name).textContent = words;
}

// A fact that does not hold now is not shown.
function fact(name, words) {
  const none = words === false || words === null;
  card.querySelector(`[data-fact="${name}"]`).hidden = none;
  fill(name, none ? "" : words);
}

function items(name, made) {
  card.querySelector(`[data-part="${name}"]`).hidden = made.length === 0;
  slot(card, name).replaceChildren(...made);
}

$("look").addEventListener("submit", (event) => {
  event.preventDefault();
  lookUp($("look-number").value);
});
