// The panel over one window.

import { showInTurn } from "./panel_far.js";
import { fill, hallName, hang, inTheirLanguage, say, showOther, standOut, text, time } from "./wall.js";
import { aroundWindow, wall } from "./words.js";

const CAME = { called: "Please come to this window", serving: "Being served" };
const OPEN = {
  open: "This window is open",
  paused: "Service paused",
  closed: "This window is closed",
};
const PAUSES = {
  rest: "Short break",
  meal: "Meal break",
  meeting: "Meeting",
  system: "System maintenance",
};

const $ = (id) => document.getElementById(id);

hang(show);

function show(panel, news, now) {
  const { ticket } = panel;
  const called = ticket?.state === "called";
  const fresh = called ? news.of(ticket.number, panel.window) : undefined;
  $("seat").dataset.state = ticket?.state ?? panel.state;
  standOut($("seat"), fresh);
  showNumber(ticket?.number ?? "");
  const words = {
    state: say(ticket ? CAME[ticket.state] : OPEN[panel.state]),
    advice: ticket ? text(ticket.service) : advice(panel, now),
    department: panel.department ? text(panel.department) : hallName(),
    badge: panel.badge && say("Clerk {badge}", { badge: panel.badge }),
  };
  if (wall.measured) showFar(panel, words, fresh);
  else showNear(panel, words, fresh);
}

function showNear(panel, words, fresh) {
  const { before, after } = aroundWindow();
  fill($("desk"), "before", before);
  fill($("desk"), "after", after);
  $("zone").textContent = text(panel.zone);
  $("department").textContent = words.department;
  $("badge").textContent = words.badge;
  $("state").textContent = words.state;
  $("service").textContent = words.advice;
  showOther($("other"), inTheirLanguage(fresh));
  $("queues").replaceChildren(...panel.queues.map(queueName));
}

function showFar(panel, words, fresh) {
  $("desk").textContent = say("Window {window}", { window: panel.window });
  const queues = panel.ticket ? [] : panel.queues.map(({ letter, name }) => `${letter} ${text(name)}`);
  const lines = [words.state, words.advice, words.badge, words.department, ...queues];
  // While a number is new, only what to do.
  showInTurn(fresh ? lines.slice(0, 1) : lines);
}

function showNumber(number) {
  $("number").hidden = !number;
  $("number").textContent = number;
  $("number").toggleAttribute("data-long", number.length > 4);
}

function advice({ state, pause }, now) {
  if (state === "open") return say("Please wait until your number is called.");
  if (!pause) return "";
  const reason = PAUSES[pause.reason];
  return [...(reason ? [say(reason)] : []), goesOn(pause, now)].join(" · ");
}

// Who promised 10:30 and is late is not held to it on the wall.
function goesOn({ since, until }, now) {
  if (!until) return say("Since {time}", { time: time(since) });
  if (new Date(until) <= now) return say("Goes on in a moment");
  return say("Goes on at {time}", { time: time(until) });
}

function queueName(queue) {
  const item = document.createElement("li");
  const letter = document.createElement("b");
  letter.textContent = queue.letter;
  item.append(letter, ` ${text(queue.name)}`);
  return item;
}
