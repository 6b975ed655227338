// The queues of the main board. What does not fit at once is shown page by page.

import { fill, say, text, turns } from "./wall.js";

const SERVING_SHOWN = 6;

export class Queues {
  #list = document.getElementById("queues");
  #template = document.getElementById("queue");
  #label = document.getElementById("page");

  constructor() {
    addEventListener("resize", () => this.#turn());
    this.#turn();
  }

  show(queues) {
    const rows = this.#list.children;
    while (rows.length > queues.length) rows[rows.length - 1].remove();
    while (rows.length < queues.length) {
      this.#list.append(this.#template.content.firstElementChild.cloneNode(true));
    }
    queues.forEach((queue, at) => write(rows[at], queue));
    this.#turn();
  }

  #turn() {
    const rows = [...this.#list.children];
    const fit = this.#fit();
    const pages = Math.max(1, Math.ceil(rows.length / fit));
    const page = turns.page(pages);
    rows.forEach((row, at) => (row.hidden = Math.floor(at / fit) !== page));
    this.#label.hidden = pages === 1;
    this.#label.textContent = say("Page {number} of {of}", {
      number: page + 1,
      of: pages,
    });
  }

  #fit() {
    const style = getComputedStyle(this.#list);
    const columns = Number(style.getPropertyValue("--columns"));
    return columns * Math.max(1, Math.floor(this.#list.clientHeight / parseFloat(style.gridAutoRows)));
  }
}

function write(row, queue) {
  fill(row, "letter", queue.letter);
  fill(row, "name", text(queue.name));
  fill(row, "waiting", queue.waiting);
  fill(row, "serving", queue.serving.slice(0, SERVING_SHOWN).join("  "));
}
