// The queues of the main board. What does not fit at once is shown page by page.

import { fill, say, text, turns } from "./wall.js";

const SERVING_SHOWN = 6;
const SIZES = [1.6, 1.35, 1.15, 1]; // the largest that has room for all, so that few are read from afar

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
    const fit = this.#fit(rows.length);
    const pages = Math.max(1, Math.ceil(rows.length / fit));
    const page = turns.page(pages);
    rows.forEach((row, at) => (row.hidden = Math.floor(at / fit) !== page));
    this.#label.hidden = pages === 1;
    this.#label.textContent = say("Page {number} of {of}", {
      number: page + 1,
      of: pages,
    });
  }

  // How many rows fit at once.
  #fit(wanted) {
    let fit = 1;
    for (const size of SIZES) {
      this.#list.style.setProperty("--size", size);
      const style = getComputedStyle(this.#list);
      const columns = Number(style.getPropertyValue("--columns"));
      fit = columns * Math.max(1, Math.floor(this.#list.clientHeight / parseFloat(style.gridAutoRows)));
      if (fit >= wanted) break;
    }
    return fit;
  }
}

function write(row, queue) {
  fill(row, "letter", queue.letter);
  fill(row, "name", text(queue.name));
  fill(row, "waiting", queue.waiting);
  fill(row, "serving", queue.serving.slice(0, SERVING_SHOWN).join("  "));
}
