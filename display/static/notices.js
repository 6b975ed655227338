// The notices of the main board, two at once; more of them take turns, without any movement.

import { language, say, turns } from "./wall.js";

const AT_ONCE = 2;

export class Notices {
  #list = document.getElementById("notices");
  #said = "";

  show(notices) {
    const said = JSON.stringify([language(), notices]);
    if (said === this.#said) return this.#turn();
    this.#said = said;
    const pairs = [];
    for (let at = 0; at < notices.length; at += AT_ONCE) {
      pairs.push(pair(notices.slice(at, at + AT_ONCE)));
    }
    this.#list.replaceChildren(...pairs);
    this.#list.hidden = pairs.length === 0;
    this.#turn();
    dispatchEvent(new Event("resize")); // other queues fit below it
  }

  #turn() {
    const pairs = [...this.#list.children];
    const shown = turns.page(pairs.length);
    pairs.forEach((each, at) => each.classList.toggle("is-shown", at === shown));
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
  const own = notice[language()];
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
