// Finding a service: by its name in any language, by its code, by its department.

import { $, button, make } from "../making.js";
import { page, say, text } from "../words.js";

const SHOWN = 40;
let queues = new Map();
let chosen = () => {};
let without = new Set();

// `choose` is told the service's code; those `already` chosen are not offered.
export function find(choose, already = []) {
  chosen = choose;
  without = new Set(already);
  $("find-for").textContent = already.length
    ? say("Choose another service, to be done after this one")
    : say("Choose a service");
  $("search").value = "";
  $("department").value = "";
  list();
}

// The board says how many wait for each.
export function showFound(board) {
  queues = new Map(board.queues.map((queue) => [queue.letter, queue]));
  for (const at of document.querySelectorAll("[data-waits-in]")) {
    at.textContent = waits(at.dataset.waitsIn);
  }
}

function list() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const department = $("department").value;
  const found = page.services.filter(
    (service) =>
      !without.has(service.code) &&
      (!department || service.department === department) &&
      words.every((word) => service.found_by.includes(word)),
  );
  $("services").replaceChildren(...found.slice(0, SHOWN).map(row));
  $("services").scrollTop = 0;
  $("services-line").textContent = lineOf(found.length);
}

function lineOf(count) {
  if (count === 0) return say("No service is called that.");
  if (count <= SHOWN) return "";
  return say("Only the first {count} are shown. Type more of the name.", { count: SHOWN });
}

function row(service) {
  const waiting = make("span.service-waits", waits(service.queue));
  waiting.dataset.waitsIn = service.queue;
  const made = button("service", "", () => chosen(service.code));
  made.dataset.service = service.code;
  made.append(
    make("span.service-name", text(service.name)),
    make("span.service-of", text(page.departments[service.department])),
    make("span.service-queue", say("Queue {queue}", { queue: service.queue })),
    waiting,
  );
  return make("li", made);
}

function waits(letter) {
  return say("Waiting: {count}", { count: queues.get(letter)?.waiting ?? 0 });
}

$("search").addEventListener("input", list);
$("department").addEventListener("change", list);
