// Cases of bad ratings: what was said with the citizen, and what was done. The page is made anew
// after each, and says when there are others.

import { watch } from "/static/room.js";
import { Asker } from "../asking.js";
import { $ } from "../making.js";
import { page, say } from "../words.js";

for (const form of document.querySelectorAll(".case-do")) {
  const asker = new Asker(form.querySelector(".told"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { value: act } = event.submitter;
    const { case: id } = form.closest("[data-case]").dataset;
    const words = { note: form.querySelector("textarea").value };
    const answer = await asker.ask(event.submitter, `/cases/${id}/${act}`, words);
    if (answer?.done) location.reload();
  });
}

watch("overview", {
  board({ cases }) {
    $("other-cases").hidden = cases === page.open;
    $("other-cases").textContent = cases === page.open ? "" : say("There are other cases now.");
  },
});
