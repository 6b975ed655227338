// Loans: what the hall lends and how many pieces are left; what is out, since when, given back.

import { ask } from "../ask.js";
import { Asker } from "../asking.js";
import * as field from "../fields.js";
import { $, button, make } from "../making.js";
import { minutesSince, page, say, text } from "../words.js";
import { tablet } from "./tablet.js";

const LONG_MS = 2 * 3_600_000;
const asker = new Asker($("loans-told"));
let drawn = "";

function show({ loans }) {
  const wanted = JSON.stringify(loans);
  if (wanted === drawn) return;
  drawn = wanted;
  $("items").replaceChildren(...page.items.map((item) => itemRow(item, loans)));
  $("loans").replaceChildren(...[...loans].sort((a, b) => (a.at < b.at ? -1 : 1)).map(loanRow));
  $("nothing-lent").hidden = loans.length > 0;
}

function itemRow(item, loans) {
  const left = Math.max(0, item.pieces - loans.filter((loan) => loan.code === item.code).length);
  const made = button("item", "", () => lend(made, item));
  made.append(
    make("strong", text(item.name)),
    make("span.figures", say("{left} of {pieces} left", { left, pieces: item.pieces })),
  );
  made.disabled = left === 0;
  made.dataset.item = item.code;
  return make("li", made);
}

function loanRow(loan) {
  const name = text(loan.item);
  const back = button("button.button-main", say("Given back"), () => giveBack(back, loan));
  back.setAttribute("aria-label", `${say("Given back")}: ${name} ${loan.tag}`);
  const made = make(
    "li.loan",
    make(
      "div.call-words",
      make("strong", [name, loan.tag].filter(Boolean).join(" · ")),
      make(
        "span.call-tags",
        loan.number && make("span.tag.figures", say("Number {number}", { number: loan.number })),
        make("time.figures"),
        make("strong.tag.tag-care.loan-long", say("! Out for long")),
      ),
    ),
    back,
  );
  Object.assign(made.dataset, { loan: loan.id, since: loan.at });
  return made;
}

async function lend(pressed, item) {
  const name = text(item.name);
  const values = await ask(say("Lend: {item}", { item: name }), say("Lend"), [
    field.words("tag", say("Number on the piece, if it has one"), { maxLength: 20 }),
    field.words("ticket", say("The citizen's number, if they have one"), { maxLength: 16 }),
  ]);
  if (!values) return;
  const answer = await asker.ask(pressed, "/loans", { item: item.code, ...values });
  if (answer?.done) asker.tell(say("Lent: {item}", { item: name }), "good");
}

async function giveBack(pressed, loan) {
  const answer = await asker.ask(pressed, `/loans/${loan.id}/return`);
  if (answer?.done) asker.tell(say("Given back: {item}", { item: text(loan.item) }), "good");
}

function tick(now) {
  for (const made of document.querySelectorAll("[data-loan]")) {
    made.querySelector("time").textContent = minutesSince(made.dataset.since, now);
    const long = now - new Date(made.dataset.since) > LONG_MS;
    made.querySelector(".loan-long").hidden = !long;
    made.classList.toggle("call-old", long);
  }
}

tablet({ show, tick });
