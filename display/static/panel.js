// The panel over one window.

import { hallName, hang, inTheirLanguage, say, showOther, text } from "./wall.js";

const CAME = { called: "Please come to this window", serving: "Being served" };
const OPEN = { open: "This window is open", closed: "This window is closed" };

const $ = (id) => document.getElementById(id);

hang((panel, news) => {
  const { ticket } = panel;
  const called = ticket?.state === "called";
  const fresh = called ? news.of(ticket.number, panel.window) : undefined;
  $("seat").dataset.state = ticket?.state ?? panel.state;
  $("seat").classList.toggle("is-new", fresh !== undefined);
  $("zone").textContent = text(panel.zone);
  $("department").textContent = panel.department ? text(panel.department) : hallName();
  showNumber(ticket?.number ?? "");
  $("state").textContent = say(ticket ? CAME[ticket.state] : OPEN[panel.state]);
  $("service").textContent = ticket ? text(ticket.service) : advice(panel.state);
  showOther($("other"), inTheirLanguage(fresh));
  $("queues").replaceChildren(...panel.queues.map(queueName));
});

function showNumber(number) {
  $("number").hidden = !number;
  $("number").textContent = number;
  $("number").toggleAttribute("data-long", number.length > 4);
}

function advice(state) {
  return state === "open" ? say("Please wait until your number is called.") : "";
}

function queueName(queue) {
  const item = document.createElement("li");
  const letter = document.createElement("b");
  letter.textContent = queue.letter;
  item.append(letter, ` ${text(queue.name)}`);
  return item;
}
