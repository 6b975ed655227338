// Taking a number for somebody: the services of their visit, class, language; then the answer.

import { Asker, read } from "../asking.js";
import { $, button, make, slot } from "../making.js";
import { hour, page, say, text } from "../words.js";
import { find } from "./find.js";
import { classOf, minutesOf, windowsOf } from "./telling.js";
import { instantToday } from "./times.js";

const asker = new Asker($("take-told"));
const services = new Map(page.services.map((service) => [service.code, service]));
const form = $("choose");
let visit = [];
let look = () => {};

export function leadTo(lookUp) {
  look = lookUp;
}

export function beginAgain() {
  visit = [];
  form.reset();
  asker.tell("");
  showClass();
  askForService();
}

function askForService() {
  $("find-back").hidden = visit.length === 0;
  find((code) => {
    visit.push(code);
    showVisit();
    step("choose");
  }, visit);
  step("find");
}

function step(name) {
  for (const part of document.querySelectorAll("[data-step]")) {
    part.hidden = part.dataset.step !== name;
  }
}

function showVisit() {
  $("visit").replaceChildren(
    ...visit.map((code) => {
      const name = text(services.get(code).name);
      const out = button("visit-out", "×", () => takeOut(code));
      out.setAttribute("aria-label", say("Take out {service}", { service: name }));
      return make("li", make("span", name), out);
    }),
  );
}

function takeOut(code) {
  visit = visit.filter((each) => each !== code);
  showVisit();
  if (visit.length === 0) askForService();
}

function showClass() {
  const chosen = form.elements.class.value;
  $("needs").hidden = chosen !== "green";
  $("booked-field").hidden = chosen !== "appointment";
  $("booked").required = chosen === "appointment";
}

async function take() {
  const answer = await asker.ask($("take-it"), "/tickets", wish());
  if (answer?.done) showTaken(answer.content);
}

function wish() {
  const chosen = form.elements.class.value;
  const words = { service: visit[0], language: form.elements.language.value, class: chosen };
  if (visit.length > 1) words.then = visit.slice(1);
  if (chosen === "green") words.need = form.elements.need.value;
  if (chosen === "appointment") words.booked_for = instantToday($("booked").value);
  const identity = form.elements.identity.value.trim();
  if (identity) words.identity = identity;
  return words;
}

async function showTaken(taken) {
  const fill = (name, words) => (slot($("taken"), name).textContent = words);
  const place = page.ways[taken.windows[0]];
  fill("number", taken.number);
  fill("service", visit.map((code) => text(services.get(code).name)).join(" → "));
  fill("ahead", taken.ahead);
  fill("minutes", minutesOf(taken.wait_minutes));
  fill("windows", windowsOf(taken.windows));
  fill("zone", place ? text(place.zone) : text(taken.zone));
  fill("way", place ? text(place.way) : "");
  const given = await classGiven(taken);
  fill("class", classOf(given));
  slot($("taken"), "class").classList.toggle("tag-green", given.class === "green");
  $("taken").dataset.number = taken.number;
  $("code").src = `/counter/steward/code/${taken.status.split("/").pop()}`;
  step("taken");
  $("taken-next").focus({ preventScroll: true });
}

// Whoever comes too late to an appointment is given an ordinary number.
async function classGiven({ ticket }) {
  const asked = { class: form.elements.class.value, need: form.elements.need.value };
  if (asked.class !== "appointment") return asked;
  const answer = await read(`/tickets/${ticket}`);
  if (!answer?.done) return asked;
  const { booked_for: booked } = answer.content;
  return { ...answer.content, booked: booked && hour(booked) };
}

form.addEventListener("change", showClass);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take();
});
$("add").addEventListener("click", askForService);
$("find-back").addEventListener("click", () => step("choose"));
$("begin-again").addEventListener("click", beginAgain);
$("taken-next").addEventListener("click", beginAgain);
$("taken-standing").addEventListener("click", () => {
  const { number } = $("taken").dataset;
  beginAgain();
  look(number);
});
