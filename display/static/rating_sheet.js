// What the tablet shows: one of its states, in one of its languages, and the time that is left.

const $ = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];

export class Sheet {
  #page;
  #board = null;
  #asked = null;
  #level = null;
  #ticking = 0;
  #ends = 0;

  constructor(page, { choose, send, change }) {
    this.#page = page;
    this.language = page.language;
    for (const button of all(".level")) {
      button.addEventListener("click", () => choose(button.value));
    }
    for (const button of all(".reason")) {
      button.addEventListener("click", () => press(button, !pressed(button)));
    }
    for (const button of all("[data-language]")) {
      button.addEventListener("click", () => this.speak(button.dataset.language));
    }
    $("send").addEventListener("click", send);
    $("change").addEventListener("click", change);
    this.show(all("[data-when]").find((part) => !part.hidden).dataset.when);
  }

  // The window and whom it serves.
  about(board) {
    this.#board = board;
    this.#write();
  }

  ask(rating) {
    this.#asked = rating;
    this.show("levels");
    this.#write();
  }

  choose(level) {
    this.#level = level;
    this.show("reasons");
    this.#write();
  }

  rating() {
    const reasons = all(".reason").filter(pressed).map((button) => button.value);
    return { level: this.#level, reasons };
  }

  thank(bad) {
    $("looked-into").hidden = !bad;
    this.show("thanks");
  }

  tell(sentence) {
    $("told").textContent = sentence;
    this.show("told");
  }

  busy(is) {
    $("send").disabled = is;
    $("send").setAttribute("aria-busy", String(is));
  }

  // The next citizen finds the tablet as the hall has set it up.
  show(state) {
    document.body.dataset.state = state;
    for (const part of all("[data-when]")) part.hidden = part.dataset.when !== state;
    if (state === "idle" || state === "levels") {
      all(".reason").forEach((button) => press(button, false));
      this.#level = null;
    }
    if (state === "idle") this.speak(this.#page.language);
    scrollTo(0, 0);
  }

  get asks() {
    return document.body.dataset.state === "levels";
  }

  line(up) {
    $("down").hidden = up;
  }

  // A bar for the time left, of `whole`; none where `whole` is 0.
  runOut(ms, whole) {
    clearInterval(this.#ticking);
    $("left").hidden = !whole;
    if (!whole) return;
    this.#ends = performance.now() + ms;
    $("bar").getAnimations().forEach((running) => running.cancel());
    const from = Math.min(1, ms / whole);
    $("bar").animate([{ transform: `scaleX(${from})` }, { transform: "scaleX(0)" }], {
      duration: Math.max(0, ms),
      fill: "forwards",
    });
    this.#ticking = setInterval(() => this.#count(), 250);
    this.#count();
  }

  speak(language) {
    this.language = language;
    document.documentElement.lang = language;
    for (const place of all("[data-say]")) place.textContent = this.#say(place.dataset.say);
    for (const button of all("[data-language]")) {
      button.hidden = button.dataset.language === language;
    }
    this.#write();
    this.#count();
  }

  #write() {
    const board = this.#board;
    if (!board) return;
    const window = this.#say("Window {window}", { window: board.window });
    document.title = `${this.#say("Ratings")} · ${window}`;
    $("window").textContent = window;
    const department = document.querySelector('[data-text="department"]');
    if (board.department) department.textContent = this.#text(board.department);
    document.querySelector('[data-text="zone"]').textContent = this.#text(board.zone);
    $("queues").replaceChildren(...board.queues.map((queue) => this.#queue(queue)));
    $("state").textContent = this.#say(STATES[board.state]);
    if (this.#asked) {
      $("number").textContent = this.#say("Number {number}", { number: this.#asked.number });
      $("service").textContent = this.#text(this.#asked.service);
    }
    if (this.#level) $("level").textContent = this.#say(this.#page.levels[this.#level]);
  }

  #queue({ letter, name }) {
    const item = document.createElement("li");
    const bold = document.createElement("b");
    bold.textContent = letter;
    item.append(bold, ` ${this.#text(name)}`);
    return item;
  }

  #count() {
    const seconds = Math.max(0, Math.ceil((this.#ends - performance.now()) / 1_000));
    const english = this.#level
      ? "Your rating is sent in {seconds} seconds."
      : "This question closes in {seconds} seconds.";
    $("left-words").textContent = this.#say(english, { seconds });
  }

  #say(english, values = {}) {
    const sentence = this.#page.words[this.language][english];
    return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  #text(by) {
    return by[this.language] ?? by.zh;
  }
}

const STATES = {
  open: "After your service you can rate it here.",
  paused: "Service paused",
  closed: "This window is closed",
};

function pressed(button) {
  return button.getAttribute("aria-pressed") === "true";
}

function press(button, is) {
  button.setAttribute("aria-pressed", String(is));
}
