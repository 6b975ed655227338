// A home visit in a list, on the tablet and among a clerk's own.

import { ask } from "../ask.js";
import * as field from "../fields.js";
import { button, make } from "../making.js";
import { dayName, page, say, text, waited } from "../words.js";
import { personalOf } from "./personal.js";
import { today } from "./times.js";

const STATES = {
  asked: "Nobody assigned yet",
  assigned: "Assigned",
  done: "Done",
  cancelled: "Cancelled",
};
const OLD_MS = 2 * 86_400_000;
const DAY_MS = 86_400_000;

export function homeVisitRow(each, now, asker, buttons) {
  const open = each.state === "asked" || each.state === "assigned";
  const late = open && isLate(each, now);
  const [look, personal] = personalOf("home-visit", each.id, asker);
  const made = make(
    "li.home-visit",
    make(
      "div.call-words",
      make("strong", text(each.service)),
      make("span.call-tags", ...tagsOf(each, now, late)),
      each.note && make("p.soft", each.note),
      personal,
    ),
    make("div.buttons", look, ...(open ? buttons : [])),
  );
  Object.assign(made.dataset, { homeVisit: each.id, state: each.state });
  made.classList.toggle("call-old", late);
  for (const act of made.querySelectorAll("button")) {
    act.setAttribute("aria-label", `${act.textContent}: ${text(each.service)}`);
  }
  return made;
}

// Its day is over, or nobody has taken it up for two days.
function isLate(each, now) {
  if (each.on) return each.on < today();
  return now - new Date(each.asked_at) > OLD_MS;
}

function tagsOf(each, now, late) {
  const state = each.assigned_name && each.state === "assigned" ? each.assigned_name : say(STATES[each.state]);
  return [
    make("span.tag", state),
    each.on && make("span.tag.figures", dayName(each.on)),
    each.wanted && make("span.figures.soft", say("Wished for: {day}", { day: dayName(each.wanted) })),
    make("span.figures.soft", say("Asked {ago} ago", { ago: ageOf(each.asked_at, now) })),
    make("span.soft", page.languages[each.language] ?? each.language),
    late && make("strong.tag.tag-care", say("! Waits long")),
  ];
}

function ageOf(at, now) {
  const days = Math.floor((now - new Date(at)) / DAY_MS);
  const hours = Math.floor((now - new Date(at)) / 3_600_000);
  if (days >= 2) return say("{days} days", { days });
  return hours >= 2 ? say("{hours} hours", { hours }) : waited(at, now);
}

// The button of a visit that was made; it asks what there was to note.
export function finishing(each, asker, then) {
  const done = button("button.button-green", say("Visit made"), async () => {
    const values = await ask(say("Visit made: {service}", { service: text(each.service) }), say("Visit made"), [
      field.words("note", say("What was done, if you like")),
    ]);
    if (!values) return;
    const answer = await asker.ask(done, `/home-visits/${each.id}/finish`, values);
    if (answer?.done) asker.tell(say("The visit is noted as made."), "good");
    then();
  });
  done.dataset.act = "done";
  return done;
}
