// One notice in one language, on as many pages as it takes: on walls, and in the preview of who
// writes it. Whatever a notice says is put in as text.

const SHORTEST_S = 8;
const LONGEST_S = 40;
const PICTURE_MS = 5_000; // a picture that takes longer is left out
const BEGIN_S = 3;
const SIGNS_A_SECOND = 5; // Chinese ones; a letter counts for a third
const LONG = 18;
const LONGER = 34;
const SIZES = ["large", "larger", ""];
const LEAST_BESIDE = 26; // in sizes of type: how wide a place is whose half is wide enough for a text
const LEAST_UNDER = 14;
const LEAST_TEXT = 3; // lines
const TIGHT = 13; // in sizes of type: a place that is no higher has none to lose

export class Reading {
  #place;
  #words;
  #parts = {};
  #body;
  #pictures = [];
  #said = ["", ""];
  #textPages = 0;
  #pages = [];
  #showing = 0;

  // `words`: {say(english, values), group(name), date(at)} in the language that is shown.
  constructor(place, words) {
    this.#place = place;
    this.#words = words;
    this.#body = place.querySelector(".reading-body");
    for (const each of place.querySelectorAll("[data-slot]")) this.#parts[each.dataset.slot] = each;
  }

  // Resolves to the number of pages once its pictures are there, or to 0 where another notice was
  // shown meanwhile. Pictures that do not come are left out.
  async show(notice, language) {
    this.#showing += 1;
    const mine = this.#showing;
    const pictures = await Promise.all(notice.pictures.map((each) => load(each, language)));
    if (mine !== this.#showing) return 0;
    this.#pictures = pictures.filter(Boolean);
    this.#write(notice, language);
    this.lay();
    return this.#pages.length;
  }

  // Work out the pages anew: the place may have another size now.
  lay() {
    this.#place.removeAttribute("data-kind");
    this.#parts.title.hidden = false;
    this.#place.toggleAttribute("data-tight", this.#place.clientHeight < this.#em * TIGHT);
    this.#begin();
    const says = this.#parts.text.textContent !== "";
    this.#lay(says);
    const alone = says && this.#parts.title.textContent && this.#body.clientHeight < this.#em * LEAST_TEXT;
    if (alone) {
      this.#parts.title.hidden = true;
      this.#lay(says);
      this.#pages.unshift({ layout: "title" });
    }
    this.turn(0);
    return this.#pages.length;
  }

  // What has no text stands in the middle; where it is too long for that it is read as a text.
  #begin() {
    const { title, text } = this.#parts;
    [title.textContent, text.textContent] = this.#said;
    if (text.textContent || this.#pictures.length) return;
    this.#place.dataset.kind = "short";
    this.#body.dataset.layout = "title";
    if (this.#place.scrollHeight <= this.#place.clientHeight) return;
    this.#place.removeAttribute("data-kind");
    [title.textContent, text.textContent] = ["", this.#said[0]];
    text.lang = title.lang;
    title.hidden = true;
  }

  turn(number) {
    const page = this.#pages[Math.min(number, this.#pages.length - 1)];
    if (this.#pages[0].layout === "title") this.#parts.title.hidden = page.layout !== "title";
    this.#body.dataset.layout = page.layout;
    this.#parts.picture.replaceChildren(...(page.picture ? [page.picture] : []));
    const step = this.#parts.text.clientWidth + this.#gap;
    this.#parts.text.scrollLeft = (page.text ?? 0) * step;
    this.#parts.page.textContent = this.#pages.length > 1 ? `${number + 1}/${this.#pages.length}` : "";
  }

  #write(notice, language) {
    const { group, date, title, text, only } = this.#parts;
    const ofText = notice.text[language] ? language : "zh";
    const ofTitle = (notice.title.zh ? notice.title : notice.text)[language] ? language : "zh";
    group.textContent = this.#words.group(notice.group);
    date.textContent = notice.title.zh ? this.#words.date(notice.since) : "";
    title.textContent = (notice.title.zh ? notice.title : notice.text)[ofTitle] ?? "";
    title.lang = ofTitle;
    const size = weight(title.textContent);
    if (size > LONG) title.dataset.length = size > LONGER ? "longer" : "long";
    else delete title.dataset.length;
    text.textContent = notice.title.zh ? (notice.text[ofText] ?? "") : "";
    text.lang = ofText;
    this.#said = [title.textContent, text.textContent];
    const chinese = language !== "zh" && (ofTitle === "zh" || (text.textContent && ofText === "zh"));
    only.textContent = chinese ? this.#words.say("(Chinese only)") : "";
  }

  #lay(says) {
    const together = says && this.#pictures.length ? this.#together() : "";
    this.#body.dataset.layout = together || (says ? "text" : this.#pictures.length ? "picture" : "title");
    this.#textPages = says ? this.#fit() : 0;
    const texts = Array.from({ length: this.#textPages }, (_, text) => ({ layout: "text", text }));
    if (together) {
      const many = Math.max(this.#textPages, this.#pictures.length);
      this.#pages = Array.from({ length: many }, (_, at) => ({
        layout: together,
        text: at % this.#textPages,
        picture: this.#pictures[at % this.#pictures.length],
      }));
      return;
    }
    const alone = this.#pictures.map((picture) => ({ layout: "picture", picture }));
    this.#pages = [...texts, ...alone];
    if (!this.#pages.length) this.#pages = [{ layout: "text", text: 0 }];
  }

  // Whether pictures stand beside or under the text: where both are large enough then.
  #together() {
    const { clientWidth, clientHeight } = this.#body;
    if (clientWidth >= this.#em * LEAST_BESIDE) return "beside";
    return clientHeight >= this.#em * LEAST_UNDER ? "under" : "";
  }

  // The largest size in which the text fits on one page, else the usual one; gives its pages.
  #fit() {
    const { text } = this.#parts;
    for (const size of SIZES) {
      text.dataset.size = size;
      text.style.columnWidth = `${text.clientWidth}px`;
      const pages = Math.round((text.scrollWidth + this.#gap) / (text.clientWidth + this.#gap));
      if (pages <= 1 || !size) return Math.max(1, pages);
    }
    return 1;
  }

  get #em() {
    return parseFloat(getComputedStyle(this.#place).fontSize);
  }

  get #gap() {
    return parseFloat(getComputedStyle(this.#parts.text).columnGap) || 0;
  }
}

// How long a page is in sight, of a notice that has so many.
export function secondsOf(notice, language, pages) {
  const said = [notice.title, notice.text].map((by) => by[language] ?? by.zh ?? "").join("");
  const needed = BEGIN_S + weight(said) / SIGNS_A_SECOND / Math.max(1, pages);
  return Math.min(LONGEST_S, Math.max(SHORTEST_S, needed));
}

// The languages in which a notice is read out of those a screen shows: Chinese where it has none.
export function readIn(notice, languages) {
  const said = notice.title.zh ? notice.title : notice.text;
  const having = languages.filter((code) => said[code]);
  return having.length ? having : languages.slice(0, 1);
}

function weight(said) {
  let sum = 0;
  for (const sign of said) sum += sign.charCodeAt(0) > 0x2e80 ? 1 : 1 / 3;
  return sum;
}

function load(picture, language) {
  const made = new Image();
  made.alt = picture.text[language] ?? picture.text.zh ?? "";
  made.src = `/pictures/${encodeURIComponent(picture.name)}`;
  const late = new Promise((over) => setTimeout(over, PICTURE_MS, null));
  return Promise.race([made.decode().then(() => made).catch(() => null), late]);
}
