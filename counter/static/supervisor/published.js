// The list of announcements: one can be ended. The page is made anew after that.

import { Asker } from "../asking.js";
import { $ } from "../making.js";

const list = new Asker($("list-told"));

for (const row of document.querySelectorAll("[data-notice]")) {
  const end = row.querySelector('[data-act="end"]');
  end?.addEventListener("click", async () => {
    const answer = await list.ask(end, `/notices/${row.dataset.notice}/withdraw`);
    if (answer?.done) location.reload();
  });
}
