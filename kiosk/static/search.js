// What was found is there while somebody types.

import { composed } from "./hangul.js";
import { listenToKeys, pressed } from "./typing.js";

const AFTER_MS = 200;

const form = document.getElementById("keys");
const field = form.elements.q;
let timer;
let asked = 0;

const byLatin = new Map([...form.querySelectorAll("[data-latin]")].map((key) => [key.dataset.latin, key.value]));
listenToKeys(form, type, (key) => byLatin.get(key) || byLatin.get(key.toLowerCase()) || key);

function type(key) {
  field.value = pressed(field.value, key, Number(form.dataset.longest));
  document.getElementById("typed").textContent = composed(field.value);
  document.getElementById("hint").hidden = field.value !== "";
  clearTimeout(timer);
  timer = setTimeout(() => find().catch(() => undefined), AFTER_MS);
}

async function find() {
  const address = new URL(form.action);
  address.searchParams.set("q", field.value);
  if (form.elements.letters) address.searchParams.set("letters", form.elements.letters.value);
  const mine = (asked += 1);
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["found", "pager"]) {
    document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  }
  for (const link of document.querySelectorAll(".bar-languages a")) {
    const other = page.querySelector(`.bar-languages a[lang="${link.lang}"]`);
    if (other) link.href = other.href;
  }
}
