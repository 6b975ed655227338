// The calls of the main board: cards that keep their element while they move.

import { fill, inTheirLanguage, say, showOther, text } from "./wall.js";

const MOVE_MS = 450;
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Calls {
  #list = document.getElementById("calls");
  #template = document.getElementById("call");
  #cards = new Map();

  constructor() {
    for (const card of this.#list.children) this.#cards.set(card.dataset.number, card);
  }

  show(calls, news) {
    const before = new Map([...this.#cards].map(([number, card]) => [number, place(card)]));
    const shown = inOrder(calls);
    this.#drop(new Set(shown.map((call) => call.number)));
    shown.forEach((call, at) => {
      const card = this.#card(call.number);
      write(card, call, news.of(call.number, call.window));
      // Moving an element starts its animations again, so only what changes place is moved.
      if (this.#list.children[at] !== card) this.#list.insertBefore(card, this.#list.children[at]);
    });
    if (!still.matches) for (const [number, from] of before) glide(this.#cards.get(number), from);
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

// Those who have not come yet before those who sit at a window; the newest first in both.
function inOrder(calls) {
  return [...calls].sort((a, b) => (b.state === "called") - (a.state === "called"));
}

function write(card, call, news) {
  card.dataset.number = call.number;
  card.dataset.state = call.state;
  fill(card, "number", call.number).toggleAttribute("data-long", call.number.length > 4);
  fill(card, "window", call.window).toggleAttribute("data-long", call.window > 999);
  fill(card, "zone", text(call.zone));
  fill(card, "state", call.state === "serving" ? say("Being served") : "");
  const fresh = call.state === "called" && news !== undefined;
  const other = fresh ? inTheirLanguage(news) : undefined;
  card.classList.toggle("is-new", fresh);
  card.classList.toggle("has-other", other !== undefined);
  showOther(card.querySelector('[data-slot="other"]'), other);
}

function place(card) {
  return { left: card.offsetLeft, top: card.offsetTop };
}

function glide(card, from) {
  if (!card) return;
  const x = from.left - card.offsetLeft;
  const y = from.top - card.offsetTop;
  if (!x && !y) return;
  card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
    duration: MOVE_MS,
    easing: "ease-out",
  });
}
