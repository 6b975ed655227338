// Typing who takes the number: two fields, of which the keys fill the one that was touched.

import { listenToKeys, pressed } from "./typing.js";

const form = document.getElementById("who");
const fields = form ? [...form.querySelectorAll("[name=field]")] : [];
let field = fields.find((each) => each.getAttribute("aria-pressed") === "true") || fields[0];

function show(each) {
  each.querySelector("output").textContent = form.elements[each.value].value;
}

function choose(chosen) {
  field = chosen;
  for (const each of fields) each.setAttribute("aria-pressed", String(each === chosen));
}

function type(key) {
  if (field.value === "phone" && /^[A-Z]$/.test(key)) return;
  const input = form.elements[field.value];
  input.value = pressed(input.value, key, Number(field.dataset.longest));
  show(field);
}

if (form) {
  listenToKeys(form, type, (key) => key.toUpperCase());
  for (const each of fields) {
    each.addEventListener("click", (event) => {
      event.preventDefault();
      choose(each);
    });
  }
  document.addEventListener("kiosk:card", () => fields.forEach(show));
}
