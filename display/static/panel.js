// The panel over one window.

import { hallName, hang, inTheirLanguage, say, showOther, text, time } from "./wall.js";

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

hang(show, (panel) => (panel.ticket ? [{ ...panel.ticket, window: panel.window }] : []));

function show(panel, news, now) {
  const { ticket } = panel;
  const called = ticket?.state === "called";
  const fresh = called ? news.of(ticket.number, panel.window) : undefined;
  $("seat").dataset.state = ticket?.state ?? panel.state;
  $("seat").classList.toggle("is-new", fresh !== undefined);
  $("zone").textContent = text(panel.zone);
  $("department").textContent = panel.department ? text(panel.department) : hallName();
  showNumber(ticket?.number ?? "");
  $("state").textContent = say(ticket ? CAME[ticket.state] : OPEN[panel.state]);
  $("service").textContent = ticket ? text(ticket.service) : advice(panel, now);
  showOther($("other"), inTheirLanguage(fresh));
  $("queues").replaceChildren(...panel.queues.map(queueName));
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
