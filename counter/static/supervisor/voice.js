// Say this, say the last once more, and what was said lately, kept live.

import { watch } from "/static/room.js";
import { ask } from "../ask.js";
import { Asker } from "../asking.js";
import { $, make } from "../making.js";
import { page, say } from "../words.js";

const RENEW_MS = 1_500;
const EACH_MINUTE_MS = 60_000;
const form = $("say-form");
const asker = new Asker($("say-told"));
let renewing = null;

watch(page.room, { call: renewSoon });
setInterval(renewSoon, EACH_MINUTE_MS); // another hour may be louder

function typed() {
  const words = [...form.querySelectorAll("[data-text]")].map((field) => [
    field.dataset.text,
    field.value.trim(),
  ]);
  return Object.fromEntries(words.filter(([, text]) => text));
}

// In the whole hall everybody hears it: that is asked once more, with what will be said.
async function isSure(title, ...lines) {
  if ($("where").value) return true;
  const shown = make("div.sure", ...lines);
  const field = { name: "sure", element: shown, sure: true, focus() {}, value: () => true };
  return Boolean(await ask(say(title), say("Say it"), [field]));
}

function line(language, words) {
  const made = make("p", words);
  made.lang = language;
  return made;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = typed();
  if (!text.zh) {
    asker.tell(say("Please write what is to be said in Chinese."), "fault");
    form.elements["text-zh"].focus();
    return;
  }
  const lines = Object.entries(text).map(([language, words]) => line(language, words));
  if (!(await isSure("Say this in the whole hall?", ...lines))) return;
  const words = { text, zone: $("where").value };
  if (await done(asker.ask($("say"), "/announcements", words))) form.reset();
});

$("repeat").addEventListener("click", async () => {
  if (!(await isSure("Say the last once more in the whole hall?"))) return;
  await done(asker.ask($("repeat"), "/announcements/repeat", { zone: $("where").value }));
});

async function done(asked) {
  const answer = await asked;
  if (!answer?.done) return false;
  await renew();
  if ($("loudness").dataset.silent === "True") asker.tell(say("It is not said: the loudspeakers are silent at this hour."), "care");
  else asker.tell(say("It is said as soon as the loudspeakers are free."), "good");
  return true;
}

for (const chosen of form.querySelectorAll("[data-ready]")) {
  chosen.addEventListener("click", () => {
    const words = page.ready[chosen.dataset.ready];
    for (const field of form.querySelectorAll("[data-text]")) {
      field.value = words[field.dataset.text] ?? "";
    }
    form.elements["text-zh"].focus();
  });
}

// What was said and how loud it is now is made by the page; many calls in a moment ask for it once.
function renewSoon() {
  renewing ??= setTimeout(renew, RENEW_MS);
}

export async function renew() {
  clearTimeout(renewing);
  renewing = null;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [lately, loudness] = ["lately", "loudness"].map((id) => made.getElementById(id));
  if (!lately || !loudness) return; // signed out meanwhile
  $("lately").replaceChildren(...lately.children);
  $("loudness").dataset.silent = loudness.dataset.silent;
  if ($("loudness").textContent !== loudness.textContent) {
    $("loudness").textContent = loudness.textContent;
  }
}
