// Making an appointment for whoever calls or stands here, and moving one: service, day, time, then
// name and phone.

import { Asker, read } from "../asking.js";
import { $, button, make, slot } from "../making.js";
import { dayName, hour, page, say, text } from "../words.js";
import { find } from "./find.js";

const form = $("book-form");
const asker = new Asker($("book-told"));
const services = new Map(page.services.map((service) => [service.code, service]));
let changed = () => {};
let service = "";
let moving = null;
let days = [];
let time = "";

// `then` is called once something has been booked or moved.
export function beginBooking(then = changed) {
  changed = then;
  moving = null;
  service = "";
  form.reset();
  find(chooseTime);
  step("find");
}

export function beginMoving(booking) {
  moving = booking;
  chooseTime(booking.service_code);
}

async function chooseTime(code) {
  service = code;
  time = "";
  const name = moving ? text(moving.service) : text(services.get(code).name);
  $("book-for").textContent = moving
    ? say("Instead of {time}: {service}", { time: hour(moving.starts_at), service: name })
    : name;
  $("book-who").hidden = Boolean(moving);
  for (const input of [form.elements.phone, form.elements.name]) input.disabled = Boolean(moving);
  $("book-it").textContent = say(moving ? "Change the appointment" : "Book");
  asker.tell("");
  step("times");
  await readTimes();
}

async function readTimes() {
  const asked = service;
  const answer = await read(`/services/${encodeURIComponent(asked)}/slots`);
  if (asked !== service) return;
  if (!answer?.done) asker.tell(answer?.sentence ?? say("The hall does not answer."), "fault");
  days = answer?.done ? answer.content : [];
  $("no-time").hidden = days.length > 0 || !answer?.done;
  $("days").replaceChildren(...days.map(dayButton));
  showDay(days[0]?.day ?? "");
}

function dayButton({ day }) {
  const made = button("button", dayName(day), () => showDay(day));
  made.dataset.day = day;
  return made;
}

function showDay(day) {
  time = "";
  for (const each of $("days").children) each.setAttribute("aria-pressed", each.dataset.day === day);
  const slots = days.find((each) => each.day === day)?.slots ?? [];
  $("times").replaceChildren(...slots.map(timeButton));
  $("book-it").disabled = true;
}

function timeButton({ starts_at: at, free }) {
  const made = button("button.time", "", () => {
    time = at;
    for (const each of $("times").children) each.setAttribute("aria-pressed", each === made);
    $("book-it").disabled = false;
  });
  made.append(make("strong.figures", hour(at)), make("span.figures", say("{count} free", { count: free })));
  made.dataset.time = at;
  made.setAttribute("aria-pressed", "false");
  return made;
}

function step(name) {
  for (const part of document.querySelectorAll("[data-step]")) {
    part.hidden = part.dataset.step !== name;
  }
}

async function book() {
  const words = moving
    ? { starts_at: time }
    : {
        service,
        starts_at: time,
        language: form.elements.language.value,
        phone: form.elements.phone.value,
        name: form.elements.name.value,
      };
  const path = moving ? `/appointments/${moving.id}/move` : "/appointments";
  const answer = await asker.ask($("book-it"), path, words);
  if (answer?.done) showBooked(answer.content);
  // Somebody may have been quicker.
  else if (answer?.code === "slot-full" || answer?.code === "unknown") {
    const { sentence } = answer;
    await readTimes();
    asker.tell(sentence, "fault");
  }
}

function showBooked(booked) {
  const fill = (name, words) => (slot($("booked"), name).textContent = words);
  fill("code", booked.code.replace(/(\d{4})(?=\d)/g, "$1 "));
  fill("when", `${dayName(booked.starts_at)} ${hour(booked.starts_at)}`);
  fill("service", text(moving ? moving.service : services.get(service).name));
  step("booked");
  $("book-next").focus({ preventScroll: true });
  changed();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  book();
});
$("book-again").addEventListener("click", () => beginBooking());
$("book-next").addEventListener("click", () => beginBooking());
