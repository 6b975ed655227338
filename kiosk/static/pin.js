// Typing the PIN; the glass shows dots.

import { listenToKeys, pressed } from "./typing.js";

function start() {
  const form = document.getElementById("pin");
  if (!form || form.dataset.listening) return;
  form.dataset.listening = "yes";
  listenToKeys(form, (key) => {
    form.elements.pin.value = pressed(form.elements.pin.value, key, Number(form.dataset.longest));
    form.querySelector("output").textContent = "•".repeat(form.elements.pin.value.length);
  });
}

start();
document.addEventListener("kiosk:shown", start);
