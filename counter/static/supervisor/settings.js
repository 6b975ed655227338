// The form of the hall's settings. The hall checks the numbers; what it refuses is said here.

import { Asker } from "../asking.js";
import { $ } from "../making.js";
import { say } from "../words.js";
import { changeSettings } from "./change.js";

const form = $("settings");
const asker = new Asker($("told"));

function wished() {
  const settings = { preset: form.elements.preset.value, weights: {} };
  for (const input of form.querySelectorAll("[data-setting]")) {
    settings[input.name] = valueOf(input);
  }
  for (const input of form.querySelectorAll("[data-weight]")) {
    const { weight, part } = input.dataset;
    settings.weights[weight] = { ...settings.weights[weight], [part]: numberOf(input) };
  }
  return settings;
}

function valueOf(input) {
  if (input.type === "checkbox") return input.checked;
  return input.type === "number" ? numberOf(input) : input.value;
}

// What is no number is sent as null, and refused.
function numberOf(input) {
  return Number.isNaN(input.valueAsNumber) ? null : input.valueAsNumber;
}

// The hall names the first place it does not take: settings.grace_minutes, settings.weights.
function refusedIn(sentence) {
  const name = /settings\.(\w+)/.exec(sentence)?.[1];
  if (name === "weights") return [...form.querySelectorAll("[data-weight]")].find(outside);
  return name && form.querySelector(`[data-setting][name="${name}"]`);
}

function outside(input) {
  const { least, most, above } = input.dataset;
  const number = input.valueAsNumber;
  const tooSmall = above === undefined ? number < Number(least) : number <= Number(least);
  return Number.isNaN(number) || tooSmall || number > Number(most);
}

function mark(input) {
  const { least, most, above } = input.dataset;
  const label = input.labels[0]?.textContent ?? input.closest("tr").cells[0].textContent;
  const words =
    above === undefined
      ? "{label}: a number from {least} to {most} is needed."
      : "{label}: a number above {least} and up to {most} is needed.";
  asker.tell(say(words, { label: label.trim(), least, most }), "fault");
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  const answer = await changeSettings(asker, $("save"), wished());
  if (answer?.done) asker.tell(say("The settings are changed."), "good");
  const input = answer?.code === "malformed" && refusedIn(answer.sentence);
  if (input) mark(input);
});
