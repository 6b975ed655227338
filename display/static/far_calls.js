// The calls on a screen of large type. A card that stays keeps its element, so that nothing moves
// but a new call.

import { standOut } from "./wall.js";
import { aroundWindow, fill, text } from "./words.js";

export class FarCalls {
  #list = document.getElementById("calls");
  #template = document.getElementById("call");
  #cards = new Map();

  constructor() {
    for (const card of this.#list.children) this.#cards.set(card.dataset.number, card);
  }

  // In rows of this height.
  show(calls, newsOf, height) {
    const numbers = new Set(calls.map((call) => call.number));
    for (const [number, card] of this.#cards) {
      if (numbers.has(number)) continue;
      card.remove();
      this.#cards.delete(number);
    }
    calls.forEach((call, at) => {
      const card = this.#card(call.number);
      write(card, call, newsOf(call));
      if (this.#list.children[at] !== card) this.#list.insertBefore(card, this.#list.children[at]);
    });
    const longest = calls.map((call) => `${call.number}${call.window}`.length);
    this.#list.style.setProperty("--figures", Math.max(5, ...longest));
    this.#list.style.gridAutoRows = `${height}px`;
    this.#list.style.height = `${height * calls.length}px`;
  }

  #card(number) {
    let card = this.#cards.get(number);
    if (!card) {
      card = this.#template.content.firstElementChild.cloneNode(true);
      this.#cards.set(number, card);
    }
    return card;
  }
}

function write(card, call, news) {
  card.dataset.number = call.number;
  card.dataset.state = call.state;
  fill(card, "number", call.number);
  fill(card, "window", call.window);
  const { before, after } = aroundWindow();
  fill(card, "before", before);
  fill(card, "after", after);
  fill(card, "zone", text(call.zone));
  standOut(card, news);
}
