// Opening a window.

import { Presser } from "./presser.js";

const presser = new Presser({ settled: () => location.assign("/counter") });

for (const button of document.querySelectorAll("[data-window]")) {
  const { window } = button.dataset;
  const label = button.querySelector(".desk-window").textContent;
  button.addEventListener("click", () => {
    if (presser.double(button)) return;
    presser.press({ button, path: `windows/${window}/open`, words: {}, label, situation: window });
  });
}
