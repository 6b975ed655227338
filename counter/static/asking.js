// Asking the hall for anything but a window's moves: a wish is sent until it is answered, always
// under one id, so that the hall does it once even where only its answer was lost.

import { get, newId, post, refused } from "./hall.js";
import { say } from "./words.js";

const PAUSES_MS = [500, 1_000, 2_000, 3_000, 4_000, 4_000, 4_000];

export class Asker {
  #told;
  #busy = false;
  #unsure = null;

  // `told` is the element that says what becomes of a wish.
  constructor(told) {
    this.#told = told;
  }

  // The hall's answer: {done: true, content}, {done: false, code, sentence} where it refuses,
  // {done: false, unsure: true} where it never answered. Null while another wish is on its way.
  async ask(button, path, words = {}) {
    if (this.#busy) return null;
    this.#busy = true;
    button.setAttribute("aria-busy", "true");
    try {
      return await this.#send(path, words);
    } finally {
      button.removeAttribute("aria-busy");
      this.#busy = false;
    }
  }

  // A wish that was never answered keeps its id until the very same is wished again.
  async #send(path, words) {
    const wish = `${path} ${JSON.stringify(words)}`;
    const id = this.#unsure?.wish === wish ? this.#unsure.id : newId();
    const answer = await persist(path, { ...words, command_id: id }, (at) => this.#trying(at));
    this.#unsure = answer.unsure ? { wish, id } : null;
    if (answer.done) this.tell("");
    else if (answer.unsure) {
      this.tell(say("The hall does not answer. Press again: it will be done once."), "fault");
    } else this.tell(answer.sentence, "fault");
    if (answer.signedOut) setTimeout(() => location.reload(), 2_000);
    return answer;
  }

  #trying(attempt) {
    const words = attempt === 1 ? say("Sending…") : say("Sending… attempt {attempt}", { attempt });
    this.tell(words, attempt === 1 ? "" : "care");
  }

  // `kind` is care, fault, good or nothing.
  tell(words, kind = "") {
    this.#told.textContent = words;
    this.#told.dataset.kind = kind;
  }
}

async function persist(path, words, trying) {
  for (let attempt = 1; ; attempt += 1) {
    trying(attempt);
    const answer = await post(path, words);
    if (answer?.ok) return { done: true, content: answer.content };
    if (answer && answer.status < 500) return refused(answer);
    if (attempt > PAUSES_MS.length) return { done: false, unsure: true };
    await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[attempt - 1]));
  }
}

// Reads: {done: true, content}, {done: false, code, sentence}, or null where nobody answers.
export async function read(path) {
  const answer = await get(path);
  if (!answer) return null;
  return answer.ok ? { done: true, content: answer.content } : refused(answer);
}
