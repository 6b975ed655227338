// The hall beside the steward's work: who missed a call and may come back, and every queue.

import { Asker } from "../asking.js";
import { $, button, heading, make } from "../making.js";
import { hour, minutesSince, say, text } from "../words.js";

const asker = new Asker($("missed-told"));
let shown = "";

export function showLive(board, now, look) {
  const missed = board.missed.filter((each) => new Date(each.until) > now);
  // Made anew only where somebody was added or is gone, so that nothing moves under a finger.
  const ids = missed.map((each) => each.id).join();
  if (ids !== shown) $("missed").replaceChildren(...missed.map((each) => row(each, look)));
  shown = ids;
  $("missed-count").textContent = missed.length || "";
  $("nobody-missed").hidden = missed.length > 0;
  $("queues").replaceChildren(...board.queues.map((queue) => queueRow(queue, now)));
}

function row(each, look) {
  const number = button("missed-number", each.number, () => look(each.number));
  const place = each.window ? say("Window {window}", { window: each.window }) : "";
  const back = button("button.button-main", say("Bring back"), () => bringBack(back, each));
  back.setAttribute("aria-label", `${say("Bring back")} ${each.number}`);
  back.dataset.back = each.number;
  const until = say("Until {time}", { time: hour(each.until) });
  return make(
    "li",
    number,
    make(
      "p.missed-words",
      make("span.missed-service", text(each.service)),
      make("span.soft.figures", [place, until].filter(Boolean).join(" · ")),
    ),
    back,
  );
}

async function bringBack(pressed, { id, number }) {
  const answer = await asker.ask(pressed, `/tickets/${id}/requeue`);
  if (answer?.done) asker.tell(say("{number} is in line again.", { number }), "good");
}

function queueRow(queue, now) {
  const made = make(
    "tr",
    make("td.letter", queue.letter),
    heading(text(queue.name)),
    make("td.figures", queue.waiting),
    make("td.figures", minutesSince(queue.longest_since, now)),
    make("td.figures", `${queue.windows_open} / ${queue.windows}`),
  );
  made.dataset.queue = queue.letter;
  return made;
}
