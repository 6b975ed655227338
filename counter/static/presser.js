// From a press to its move: one at a time, and a double press is one.

import { newId, send } from "./moves.js";
import { say } from "./words.js";

// A second press so soon is the same one: by then the button may already mean the next move.
const DOUBLE_PRESS_MS = 500;

export class Presser {
  #told = document.getElementById("told");
  #busy = false;
  #pressed = -Infinity;
  #unsure = null;

  // `settled(move, situation)` is awaited after a move is done, while its button still shows that it works.
  constructor(settled) {
    this.settled = settled;
  }

  // `situation` names what the move is about: who is at the window and in which state.
  async press(button, window, move, situation) {
    const now = performance.now();
    if (this.#busy || now - this.#pressed < DOUBLE_PRESS_MS) return;
    this.#pressed = now;
    this.#busy = true;
    button.setAttribute("aria-busy", "true");
    try {
      await this.#send(window, move, situation);
    } finally {
      button.removeAttribute("aria-busy");
      this.#busy = false;
    }
  }

  async #send(window, move, situation) {
    const id = this.#idFor(move, situation);
    const answer = await send(window, move, id, (attempt) => this.#trying(attempt));
    this.#unsure = answer.unsure ? { move, situation, id } : null;
    if (answer.done) {
      await this.settled(move, situation);
      this.tell("");
    } else if (answer.unsure) {
      this.tell(say("The hall does not answer. Press again: it will be done once."), "fault");
    } else {
      this.tell(answer.sentence, "fault");
      if (answer.signedOut) setTimeout(() => location.reload(), 2_000);
    }
  }

  // A move whose answer never came is asked for again under its id, unless the window has moved
  // on since: then it was done, and this is a new one.
  #idFor(move, situation) {
    const same = this.#unsure?.move === move && this.#unsure.situation === situation;
    return same ? this.#unsure.id : newId();
  }

  #trying(attempt) {
    const words = attempt === 1 ? say("Sending…") : say("Sending… attempt {attempt}", { attempt });
    this.tell(words, attempt === 1 ? "" : "care");
  }

  tell(words, kind = "") {
    this.#told.textContent = words;
    this.#told.dataset.kind = kind;
  }
}
