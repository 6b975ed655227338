// What takes turns beside the calls on a screen of large type: queues, notices, the code. Each part
// says how many pages it needs in the room it has now, and shows one of them.

import { keepDigits } from "./code.js";
import { fill, language, say, text } from "./words.js";

const CODE_HIGH = 2.5; // at least, in sizes of type, beside or above its words

const $ = (id) => document.getElementById(id);

export class QueuePages {
  heading = "People waiting";
  #list = $("queues");
  #template = $("queue");
  #pages = [];

  // `serving`: with the numbers that are at windows, as many as fit beside each other.
  write({ queues }, serving) {
    const rows = this.#list.children;
    while (rows.length > queues.length) rows[rows.length - 1].remove();
    while (rows.length < queues.length) {
      this.#list.append(this.#template.content.firstElementChild.cloneNode(true));
    }
    queues.forEach((queue, at) => {
      fill(rows[at], "letter", queue.letter);
      fill(rows[at], "name", text(queue.name));
      fill(rows[at], "waiting", queue.waiting);
      fill(rows[at], "serving", serving ? queue.serving.slice(0, serving).join("  ") : "");
    });
  }

  // Rows are as high as their names need: a page has as many lines of them as fit. Where not even
  // one fits, it says less.
  count() {
    const rows = [...this.#list.children];
    for (const row of rows) row.hidden = false;
    const room = this.#list.clientHeight + 1;
    for (const words of ["all", "name", "letter"]) {
      this.#list.dataset.words = words;
      if (rows.every((row) => row.offsetHeight <= room)) break;
    }
    this.#pages = [];
    let top = 0;
    for (const row of rows) {
      const page = this.#pages[this.#pages.length - 1];
      if (page && row.offsetTop + row.offsetHeight - top <= room) {
        page.push(row);
      } else {
        top = row.offsetTop;
        this.#pages.push([row]);
      }
    }
    return this.#pages.length;
  }

  show(at) {
    const shown = new Set(this.#pages[at]);
    for (const row of this.#list.children) row.hidden = !shown.has(row);
  }
}

// Each notice begins a page, and flows on to further ones where it is long: the browser breaks it
// into columns as wide as the screen, of which one is in sight.
export class NoticePages {
  heading = "Notices";
  #place = $("notices");
  #said = "";

  write({ notices }) {
    const said = JSON.stringify([language(), notices]);
    if (said === this.#said) return;
    this.#said = said;
    this.#place.replaceChildren(...notices.map(line));
  }

  count() {
    if (!this.#place.children.length) return 0;
    return Math.round(this.#place.scrollWidth / this.#place.clientWidth);
  }

  show(at) {
    this.#place.scrollLeft = at * this.#place.clientWidth;
  }
}

function line(notice) {
  const made = document.createElement("p");
  const own = notice[language()];
  made.textContent = own || notice.zh;
  if (own) return made;
  made.lang = "zh";
  const only = document.createElement("span");
  only.lang = language();
  only.textContent = ` ${say("(Chinese only)")}`;
  made.append(only);
  return made;
}

export class CodePage {
  heading = "";
  #code = null;

  constructor(changed) {
    keepDigits((code) => {
      this.#code = code;
      changed();
    });
  }

  write() {
    if (!this.#code) return;
    const { picture, digits } = this.#code;
    if ($("code").src !== picture) $("code").src = picture;
    $("digits").textContent = `${digits.slice(0, 3)} ${digits.slice(3)}`;
  }

  count() {
    return this.#code ? 1 : 0;
  }

  // Where it does not fit, the digits say enough.
  show() {
    $("how").hidden = false;
    const words = $("how").parentElement;
    const fits = words.scrollHeight <= words.clientHeight + 1 && words.scrollWidth <= words.clientWidth;
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    $("how").hidden = !fits || $("code").clientHeight < CODE_HIGH * size;
  }
}
