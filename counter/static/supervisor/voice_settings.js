// How loud at which time of day, and in which voice: the rest of the settings stays as it is.

import { Asker } from "../asking.js";
import { $ } from "../making.js";
import { say } from "../words.js";
import { changeSettings } from "./change.js";
import { renew } from "./voice.js";

const form = $("voice-settings");
const asker = new Asker($("settings-told"));

class Missing extends Error {
  constructor(sentence, field) {
    super(sentence);
    this.field = field;
  }
}

// Raises Missing.
function hours() {
  const times = new Set();
  return [...$("hours").children].map((row) => {
    const since = row.querySelector("[data-since]");
    const percent = row.querySelector("[data-percent]");
    const wrong =
      !since.value || times.has(since.value) ? since : percent.checkValidity() && percent.value ? null : percent;
    if (wrong) {
      throw new Missing("Each time of day needs a time and a loudness of its own.", wrong);
    }
    times.add(since.value);
    return { since: `${since.value.slice(0, 5)}:00`, percent: percent.valueAsNumber };
  });
}

function voices() {
  const chosen = {};
  for (const part of form.querySelectorAll("[data-language]")) {
    const name = part.querySelector("[data-kind]").value;
    if (name) chosen[part.dataset.language] = name;
  }
  return chosen;
}

function removable(row) {
  row.querySelector("[data-remove]").addEventListener("click", () => {
    row.remove();
    $("add-hour").focus();
  });
}

for (const row of $("hours").children) removable(row);
$("add-hour").addEventListener("click", () => {
  const row = $("hour").content.firstElementChild.cloneNode(true);
  removable(row);
  $("hours").append(row);
  row.querySelector("[data-since]").focus();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  let changes;
  try {
    changes = { voice_hours: hours(), voices: voices() };
  } catch (missing) {
    if (!(missing instanceof Missing)) throw missing;
    asker.tell(say(missing.message), "fault");
    missing.field.focus();
    return;
  }
  const answer = await changeSettings(asker, $("save"), changes);
  if (!answer?.done) return;
  asker.tell(say("The settings are changed."), "good");
  renew();
});
