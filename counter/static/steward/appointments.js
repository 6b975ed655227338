// Appointments of a day: who comes when, checked in, changed, cancelled.

import { ask } from "../ask.js";
import { Asker } from "../asking.js";
import * as field from "../fields.js";
import { $, button, make, slot } from "../making.js";
import { hour, page, say, text } from "../words.js";
import { beginBooking, beginMoving } from "./book.js";
import { showFound } from "./find.js";
import { listing } from "./listing.js";
import { personalOf } from "./personal.js";
import { tablet, view } from "./tablet.js";
import { windowsOf } from "./telling.js";
import { today } from "./times.js";

const STATES = { arrived: "Checked in", cancelled: "Cancelled", "no-show": "Did not come" };
const REASONS = ["The citizen has called", "Wrong service", "Booked twice"];
const asker = new Asker($("list-told"));
let all = [];

function draw(found) {
  all = found;
  filter();
}

function filter() {
  const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = all.filter(
    (each) =>
      ($("ended-too").checked || each.state === "booked") &&
      words.every((word) => foundBy(each).includes(word)),
  );
  $("appointments").replaceChildren(...shown.map(row));
  $("no-appointment").hidden = shown.length > 0;
}

function foundBy({ code, service, number, starts_at: at }) {
  return [code, number, hour(at), ...Object.values(service)].join(" ").toLowerCase();
}

function row(each) {
  const open = each.state === "booked";
  const [look, personal] = personalOf("booking", each.id, asker);
  const made = make(
    "li.appointment",
    make("time.appointment-time.figures", hour(each.starts_at)),
    make(
      "div.call-words",
      make("strong", text(each.service)),
      make(
        "span.call-tags",
        make("span.figures.soft", say("Code {code}", { code: each.code })),
        make("span.tag", page.languages[each.language] ?? each.language),
        !open && make("span.tag", say(STATES[each.state])),
        each.number && make("span.tag.tag-open.figures", each.number),
      ),
      personal,
    ),
    make("div.buttons", ...(open ? buttonsOf(each) : []), look),
  );
  made.dataset.booking = each.id;
  for (const act of made.querySelectorAll("button")) {
    act.setAttribute("aria-label", `${act.textContent}: ${hour(each.starts_at)} ${text(each.service)}`);
  }
  return made;
}

function buttonsOf(each) {
  const arrive = button("button.button-main", say("Check in"), () => checkIn(arrive, each));
  const move = button("button", say("Change"), () => {
    view("book");
    beginMoving(each);
  });
  const cancel = button("button", say("Cancel it"), () => cancelled(cancel, each));
  arrive.dataset.act = "check-in";
  move.dataset.act = "move";
  cancel.dataset.act = "cancel";
  return [$("day").value === today().replace(/-/g, "") && arrive, move, cancel].filter(Boolean);
}

async function checkIn(pressed, { id }) {
  const answer = await asker.ask(pressed, `/appointments/${id}/check-in`);
  if (!answer?.done) return;
  const { number, ahead, windows, status } = answer.content;
  const fill = (name, words) => (slot($("arrived"), name).textContent = words);
  fill("number", number);
  fill("ahead", ahead);
  fill("windows", windowsOf(windows));
  $("arrived-code").src = `/counter/steward/code/${status.split("/").pop()}`;
  $("arrived").showModal();
  list.again();
}

async function cancelled(pressed, { id, service, starts_at: at }) {
  const what = `${hour(at)} ${text(service)}`;
  const usual = REASONS.map((words) => ({ value: say(words), label: say(words) }));
  const own = { label: say("Or in your own words") };
  const values = await ask(say("Cancel {number}", { number: what }), say("Cancel the appointment"), [
    field.choice("reason", say("Reason, kept in the journal"), usual, { own }),
  ]);
  if (!values) return;
  const answer = await asker.ask(pressed, `/appointments/${id}/cancel`, values);
  if (answer?.done) asker.tell(say("{number} is cancelled.", { number: what }), "good");
  list.again();
}

const list = listing(() => `/appointments?day=${$("day").value}`, draw);
$("day").addEventListener("change", () => list.again());
$("filter").addEventListener("input", filter);
$("ended-too").addEventListener("change", filter);
$("arrived-close").addEventListener("click", () => $("arrived").close());
beginBooking(() => list.again());
tablet({
  show(board) {
    showFound(board);
    list.moved();
  },
});
list.again();
