// What a steward may change about a number: its class, with a reason; its end; its way back.

import { Asker } from "../asking.js";
import { $, button } from "../making.js";
import { page, say } from "../words.js";

const OFFERED = {
  give: (ticket) => ticket.class === "ordinary" && inTheHall(ticket),
  withdraw: (ticket) => ticket.class === "green" && inTheHall(ticket),
  requeue: (ticket) => ticket.state === "missed",
  cancel: (ticket) => ["waiting", "called", "held", "missed"].includes(ticket.state),
};
const TITLES = {
  give: "Green channel for {number}",
  withdraw: "Withdraw the green channel from {number}",
  cancel: "Cancel {number}",
};
const DONE = {
  give: "{number} is green channel now.",
  withdraw: "{number} is an ordinary number now.",
  requeue: "{number} is in line again.",
  cancel: "{number} is cancelled.",
};
const REASONS = {
  give: [],
  withdraw: ["No proof was shown", "Given by mistake"],
  cancel: ["The citizen has left", "Taken by mistake", "The citizen has two numbers"],
};
const dialog = $("change");
const form = $("change-form");
const asker = new Asker($("change-told"));
const standing = new Asker($("standing-told"));
let ticket = null;
let change = "";
let changed = () => {};

// `then` is called with the number and what became of it.
export function offerChanges(shown, then) {
  ticket = dialog.open ? ticket : shown;
  changed = then;
  for (const offered of document.querySelectorAll("[data-change]")) {
    offered.hidden = !OFFERED[offered.dataset.change](shown);
  }
}

function inTheHall(shown) {
  return ["waiting", "called", "serving"].includes(shown.state);
}

function open(name) {
  change = name;
  asker.tell("");
  form.reset();
  $("change-title").textContent = say(TITLES[name], { number: ticket.number });
  $("change-needs").hidden = name !== "give";
  $("reasons").replaceChildren(
    ...REASONS[name].map((words) => button("button", say(words), () => reason(say(words)))),
  );
  if (name === "give") reasonOfNeed();
  dialog.showModal();
}

function reason(words) {
  $("reason").value = words;
}

// The need is the usual reason; it may be written over.
function reasonOfNeed() {
  reason(say(page.needs[form.elements["change-need"].value]));
}

async function requeue(pressed) {
  const { id, number } = ticket;
  const answer = await standing.ask(pressed, `/tickets/${id}/requeue`);
  if (answer?.done) changed(number, say(DONE.requeue, { number }));
}

async function confirm() {
  const { id, number } = ticket;
  const [path, words] = wishes();
  const answer = await asker.ask($("change-do"), `/tickets/${id}/${path}`, words);
  if (!answer?.done) return;
  dialog.close();
  changed(number, say(DONE[change], { number }));
}

function wishes() {
  const words = { reason: $("reason").value };
  if (change === "cancel") return ["cancel", words];
  if (change === "withdraw") return ["class", { ...words, class: "ordinary" }];
  return ["class", { ...words, class: "green", need: form.elements["change-need"].value }];
}

for (const offered of document.querySelectorAll("[data-change]")) {
  const name = offered.dataset.change;
  offered.addEventListener("click", () => (name === "requeue" ? requeue(offered) : open(name)));
}
$("change-needs").addEventListener("change", reasonOfNeed);
$("change-back").addEventListener("click", () => dialog.close());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  confirm();
});
