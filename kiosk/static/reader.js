// A reader of cards or codes is a keyboard that types very fast and ends with Enter. What it types is
// told apart by its speed; what a person types goes on as the event `kiosk:key`, whose `detail` is
// the character. What was read is sent to the hub, which says what it means, and is kept nowhere but
// in the form that takes a number.

import { answerOfHub, goTo } from "./going.js";

const FAST_MS = 45; // between two characters
const SHORTEST = 5;

let typed = "";
let timer;

export function listenToReader() {
  document.addEventListener("keydown", collect, true);
  const read = document.getElementById("read");
  if (read) read.querySelector("button").addEventListener("click", () => read.close());
}

function collect(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof Element && event.target.matches("input, textarea, select")) return; // it types for itself
  if (event.key === "Enter" && typed.length >= SHORTEST) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = typed;
    typed = "";
    clearTimeout(timer);
    take(text);
    return;
  }
  if (event.key === " " && !typed) return; // presses the button that has the focus
  if (event.key.length !== 1) {
    pass();
    return;
  }
  event.preventDefault();
  typed += event.key;
  clearTimeout(timer);
  timer = setTimeout(pass, FAST_MS);
}

/** It was a person. */
function pass() {
  clearTimeout(timer);
  const keys = typed;
  typed = "";
  for (const key of keys) document.dispatchEvent(new CustomEvent("kiosk:key", { detail: key }));
}

async function take(text) {
  const dialog = document.getElementById("read");
  const fields = new URLSearchParams({
    _csrf: document.querySelector("meta[name=csrf]").content,
    command_id: newId(),
    text,
  });
  const answer = await answerOfHub(dialog.dataset.scanned, fields);
  if (!answer.ok) return;
  const meaning = await answer.json();
  if (meaning.go) goTo(meaning.go);
  else if (meaning.identity) keep(text, dialog);
  else say(dialog, meaning.sentence);
}

/** The number of a document goes into the form that takes a number, where there is one. */
function keep(text, dialog) {
  const form = document.querySelector("form[data-identity]");
  const field = form && form.querySelector("[data-read]");
  if (!field) {
    say(dialog, dialog.dataset.first);
    return;
  }
  field.value = text.trim();
  const told = form.querySelector(".card-read");
  if (told) told.hidden = false;
  document.dispatchEvent(new CustomEvent("kiosk:card"));
}

function say(dialog, sentence) {
  dialog.querySelector("h2").textContent = sentence;
  if (!dialog.open) dialog.showModal();
}

/** Random enough to be no other command's; `crypto.randomUUID` needs HTTPS, which a hall may lack. */
function newId() {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return `read-${[...numbers].map((each) => each.toString(16).padStart(8, "0")).join("")}`;
}
