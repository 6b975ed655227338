// Missed appointments: excused with a reason; the page is made anew after each.

import { Asker } from "../asking.js";
import { $ } from "../making.js";

const asker = new Asker($("told"));

for (const form of document.querySelectorAll(".excuse")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { booking } = form.closest("[data-booking]").dataset;
    const words = { reason: form.querySelector("input").value };
    const button = form.querySelector("button");
    const answer = await asker.ask(button, `/appointments/${booking}/excuse`, words);
    if (answer?.done) location.reload();
  });
}
