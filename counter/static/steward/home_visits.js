// Home visits on the tablet: assigned, done, cancelled, and entered for whoever telephones.

import { ask } from "../ask.js";
import { Asker } from "../asking.js";
import * as field from "../fields.js";
import { $, button, make } from "../making.js";
import { page, say, text } from "../words.js";
import { find, showFound } from "./find.js";
import { listing } from "./listing.js";
import { tablet, view } from "./tablet.js";
import { hallNow, today } from "./times.js";
import { finishing, homeVisitRow } from "./home_visit_rows.js";

const REASONS = ["The citizen has called", "Could be settled by telephone", "Nobody was at home"];
const asker = new Asker($("list-told"));
const entering = new Asker($("ask-told"));
const form = $("home-visit-form");
const services = new Map(page.services.map((service) => [service.code, service]));
let service = "";

function draw(found) {
  $("home-visits").replaceChildren(...found.map((each) => homeVisitRow(each, hallNow(), asker, buttonsOf(each))));
  $("no-home-visit").hidden = found.length > 0;
}

function buttonsOf(each) {
  const assign = button("button.button-main", say("Assign"), () => assigned(assign, each));
  const cancel = button("button", say("Cancel it"), () => cancelled(cancel, each));
  if (each.assigned_to) assign.className = "button";
  assign.dataset.act = "assign";
  cancel.dataset.act = "cancel";
  const done = each.assigned_to && finishing(each, asker, () => list.again());
  return [done, assign, cancel].filter(Boolean);
}

async function assigned(pressed, each) {
  const people = page.people.map(({ account, name }) => ({ value: account, label: name, code: account }));
  const who = field.few(people)
    ? field.choice("to", say("Who goes"), people, { chosen: each.assigned_to })
    : field.pick("to", say("Who goes"), people);
  const values = await ask(say("Assign: {service}", { service: text(each.service) }), say("Assign"), [
    who,
    field.date("on", say("On which day"), {
      value: each.on ?? each.wanted ?? today(),
      min: today(),
    }),
  ]);
  if (!values) return;
  const answer = await asker.ask(pressed, `/home-visits/${each.id}/assign`, values);
  const name = page.people.find((person) => person.account === values.to)?.name;
  if (answer?.done) asker.tell(say("{name} goes there.", { name }), "good");
  list.again();
}

async function cancelled(pressed, each) {
  const usual = REASONS.map((words) => ({ value: say(words), label: say(words) }));
  const own = { label: say("Or in your own words") };
  const values = await ask(say("Cancel {number}", { number: text(each.service) }), say("Cancel the home visit"), [
    field.choice("reason", say("Reason, kept in the journal"), usual, { own }),
  ]);
  if (!values) return;
  const answer = await asker.ask(pressed, `/home-visits/${each.id}/cancel`, values);
  if (answer?.done) asker.tell(say("The home visit is cancelled."), "good");
  list.again();
}

function step(name) {
  for (const part of document.querySelectorAll("[data-step]")) {
    part.hidden = part.dataset.step !== name;
  }
}

function begin() {
  form.reset();
  entering.tell("");
  find((code) => {
    service = code;
    $("home-visit-for").textContent = text(services.get(code).name);
    step("home-visit");
  });
  step("find");
}

async function enter() {
  const { name, phone, place, wanted, language } = form.elements;
  const words = { service, name: name.value, phone: phone.value, place: place.value };
  if (wanted.value) words.wanted = wanted.value;
  const answer = await entering.ask($("home-visit-enter"), "/home-visits", {
    ...words,
    language: language.value,
  });
  if (!answer?.done) return;
  begin();
  view("list");
  asker.tell(say("The home visit is entered."), "good");
  list.again();
}

const list = listing(() => "/home-visits", draw);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  enter();
});
$("home-visit-again").addEventListener("click", begin);
begin();
tablet({
  show(board) {
    showFound(board);
    list.moved();
  },
});
list.again();
