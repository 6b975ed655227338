// The notices of the main board, two at once; more of them take turns, without any movement.

import { language, say } from "./wall.js";

const TURN_MS = 10_000;
const AT_ONCE = 2;

export class Notices {
  #list = document.getElementById("notices");
  #said = "";
  #turn = 0;

  constructor() {
    setInterval(() => this.#show(this.#turn + 1), TURN_MS);
  }

  show(notices) {
    const said = JSON.stringify(notices);
    if (said === this.#said) return;
    this.#said = said;
    const pairs = [];
    for (let at = 0; at < notices.length; at += AT_ONCE) {
      pairs.push(pair(notices.slice(at, at + AT_ONCE)));
    }
    this.#list.replaceChildren(...pairs);
    this.#list.hidden = pairs.length === 0;
    this.#show(0);
    dispatchEvent(new Event("resize")); // other queues fit below it
  }

  #show(turn) {
    const pairs = [...this.#list.children];
    this.#turn = pairs.length ? turn % pairs.length : 0;
    pairs.forEach((each, at) => each.classList.toggle("is-shown", at === this.#turn));
  }
}

function pair(notices) {
  const made = document.createElement("li");
  made.className = "notices-pair";
  made.append(...notices.map(line));
  return made;
}

function line(notice) {
  const made = document.createElement("p");
  const own = notice[language];
  made.textContent = own || "";
  if (own) return made;
  const chinese = document.createElement("span");
  chinese.lang = "zh";
  chinese.textContent = notice.zh;
  const only = document.createElement("span");
  only.className = "notice-only";
  only.textContent = say("(Chinese only)");
  made.replaceChildren(chinese, " ", only);
  return made;
}
