// The calls of the main board. Only a new call moves: cards gliding to their new places would hide
// the numbers that others are looking for.

import { fill, inOrder, inTheirLanguage, say, showOther, standOut, text } from "./wall.js";
import { aroundWindow } from "./words.js";

export class Calls {
  #list = document.getElementById("calls");
  #template = document.getElementById("call");
  #cards = new Map();

  constructor() {
    for (const card of this.#list.children) this.#cards.set(card.dataset.number, card);
  }

  show(calls, news) {
    const shown = inOrder(calls);
    this.#drop(new Set(shown.map((call) => call.number)));
    shown.forEach((call, at) => {
      const card = this.#card(call.number);
      write(card, call, news.of(call.number, call.window));
      // Moving an element starts its animations again, so only what changes place is moved.
      if (this.#list.children[at] !== card) this.#list.insertBefore(card, this.#list.children[at]);
    });
  }

  #card(number) {
    let card = this.#cards.get(number);
    if (!card) {
      card = this.#template.content.firstElementChild.cloneNode(true);
      this.#cards.set(number, card);
    }
    return card;
  }

  #drop(kept) {
    for (const [number, card] of this.#cards) {
      if (kept.has(number)) continue;
      card.remove();
      this.#cards.delete(number);
    }
  }
}

function write(card, call, news) {
  card.dataset.number = call.number;
  card.dataset.state = call.state;
  sayWhere(card);
  fill(card, "number", call.number).toggleAttribute("data-long", call.number.length > 4);
  fill(card, "window", call.window).toggleAttribute("data-long", call.window > 999);
  fill(card, "zone", text(call.zone));
  fill(card, "state", call.state === "serving" ? say("Being served") : "");
  const fresh = call.state === "called" && news !== undefined;
  const other = fresh ? inTheirLanguage(news) : undefined;
  standOut(card, fresh ? news : undefined);
  card.classList.toggle("has-other", other !== undefined);
  showOther(card.querySelector('[data-slot="other"]'), other);
}

// Where a language has the word for it: before the number or after.
function sayWhere(card) {
  const { before, after } = aroundWindow();
  fill(card, "word", before || after);
  if (card.classList.contains("word-first") === Boolean(before)) return;
  card.classList.toggle("word-first", Boolean(before));
  card.querySelector('[data-slot="window"]')[before ? "before" : "after"](card.querySelector(".call-where"));
}
