// What takes turns on a wall: at each beat another page of what does not fit at once, and another
// of the screen's languages.

const BEAT_MS = 8_000;

export class Turns {
  #languages;
  #listeners = [];
  #beat = 0;

  constructor(languages) {
    this.#languages = languages;
    setInterval(() => this.next(), BEAT_MS);
  }

  on(listener) {
    this.#listeners.push(listener);
  }

  next() {
    this.#beat += 1;
    for (const listener of this.#listeners) listener();
  }

  get language() {
    return this.#languages[this.#beat % this.#languages.length];
  }

  // Which of so many pages is shown now. Pages and languages that come round together slip by one,
  // so that in time every page is shown in every language.
  page(pages) {
    if (pages < 2) return 0;
    const round = leastCommonMultiple(pages, this.#languages.length);
    const slip = round < pages * this.#languages.length ? Math.floor(this.#beat / round) : 0;
    return (this.#beat + slip) % pages;
  }
}

function leastCommonMultiple(a, b) {
  let [x, y] = [a, b];
  while (y) [x, y] = [y, x % y];
  return (a * b) / x;
}
