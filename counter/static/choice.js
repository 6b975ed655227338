// Opening a window.

import { Presser } from "./presser.js";

const presser = new Presser(() => location.assign("/counter"));

for (const button of document.querySelectorAll("[data-window]")) {
  const { window } = button.dataset;
  button.addEventListener("click", () => presser.press(button, button, window, "open", window));
}
