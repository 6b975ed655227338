// What a wall says, in the language whose turn it is.

import { Turns } from "./turns.js";

export const wall = JSON.parse(document.getElementById("wall").textContent);
export const turns = new Turns(wall.languages);

export const language = () => document.documentElement.lang;

export function say(english, values = {}) {
  return wall.words[language()][english].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function text(by) {
  return by[language()] ?? by.zh;
}

export const hallName = () => text(wall.hall);

const hours = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: wall.zone,
});

export const time = (at) => hours.format(new Date(at));

// The words before a window's number and those after it.
export function aroundWindow() {
  const [before, after] = say("Window {window}", { window: "\n" }).split("\n");
  return { before: before.trim(), after: after.trim() };
}

export function fill(element, slot, words) {
  const place = element.querySelector(`[data-slot="${slot}"]`);
  if (place.textContent !== String(words)) place.textContent = words;
  return place;
}

// The next language: what stands in the page from the beginning is said anew here; what follows
// from a board, by whoever shows it.
export function changeLanguage() {
  if (wall.languages.length < 2) return;
  document.documentElement.lang = turns.language;
  for (const place of document.querySelectorAll("[data-say]")) {
    place.textContent = say(place.dataset.say, place.dataset);
  }
  for (const place of document.querySelectorAll("[data-say-label]")) {
    place.setAttribute(place.matches("img") ? "alt" : "aria-label", say(place.dataset.sayLabel));
  }
  for (const place of document.querySelectorAll("[data-hall]")) place.textContent = hallName();
}
