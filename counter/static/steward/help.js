// Calls for help: who needs a steward where and for how long, taken and closed.

import { ask } from "../ask.js";
import { Asker } from "../asking.js";
import * as field from "../fields.js";
import { $, button, make } from "../making.js";
import { page, say, stopwatch } from "../words.js";
import { placeOf, reasonOf } from "./calls.js";
import { tablet } from "./tablet.js";

const OLD_MS = 3 * 60_000;
const DONE = ["Question answered", "Taken to the window", "Something was lent", "Nobody was there"];
const asker = new Asker($("help-told"));
let drawn = "";

// Drawn anew only where a call has come, was taken or is gone, so that nothing moves under a finger.
function show({ help }) {
  const wanted = JSON.stringify(help);
  if (wanted !== drawn) $("calls").replaceChildren(...help.map(row));
  drawn = wanted;
  $("nobody-called").hidden = help.length > 0;
}

function row(call) {
  const taken = call.state === "taken";
  const made = make(
    "li.call",
    make("time.call-age.figures"),
    make(
      "div.call-words",
      make("strong.call-reason", reasonOf(call)),
      make("span.call-place", placeOf(call)),
      make(
        "span.call-tags",
        make("span.tag", page.languages[call.language] ?? call.language),
        taken && make("span.tag.tag-open", say("{name} is on the way", { name: nameOf(call.taken_by) })),
        make("strong.tag.tag-care.call-late", say("! Waits long")),
      ),
    ),
    make("div.buttons", ...buttonsOf(call, taken)),
  );
  Object.assign(made.dataset, { call: call.id, since: call.at, state: call.state });
  return made;
}

function buttonsOf(call, taken) {
  const take = button("button.button-main", say("I am going"), () => going(take, call));
  take.dataset.act = "take";
  take.setAttribute("aria-label", `${say("I am going")}: ${reasonOf(call)}, ${placeOf(call)}`);
  const end = button(taken ? "button.button-green" : "button", say("Helped"), () => ended(end, call));
  end.dataset.act = "close";
  end.setAttribute("aria-label", `${say("Helped")}: ${reasonOf(call)}, ${placeOf(call)}`);
  return taken ? [end] : [take, end];
}

function nameOf(account) {
  return page.names[account] ?? account;
}

async function going(pressed, call) {
  const answer = await asker.ask(pressed, `/help/${call.id}/take`);
  if (answer?.done) asker.tell(say("You are on the way: {place}", { place: placeOf(call) }), "good");
}

async function ended(pressed, call) {
  const usual = DONE.map((words) => ({ value: say(words), label: say(words) }));
  const own = { label: say("Or in your own words") };
  const values = await ask(`${reasonOf(call)}, ${placeOf(call)}`, say("Helped"), [
    field.choice("note", say("What was done, if you like"), usual, { own, required: false }),
  ]);
  if (!values) return;
  const answer = await asker.ask(pressed, `/help/${call.id}/close`, values);
  if (answer?.done) asker.tell(say("Closed."), "good");
}

function tick(now) {
  for (const made of document.querySelectorAll("[data-since]")) {
    const ms = now - new Date(made.dataset.since);
    made.querySelector(".call-age").textContent = stopwatch(ms);
    const late = made.dataset.state === "asked" && ms > OLD_MS;
    made.classList.toggle("call-old", late);
    made.querySelector(".call-late").hidden = !late;
  }
}

tablet({ show, tick, everyMs: 1_000 });
