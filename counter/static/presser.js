// From a press to its move: one at a time, and a double press is one.

import { newId, send } from "./moves.js";
import { say } from "./words.js";

// The same key or button again so soon is the same press: by then it may mean the next move
// already, sooner than anybody can have read so.
export const DOUBLE_PRESS_MS = 300;

export class Presser {
  #told = document.getElementById("told");
  #busy = false;
  #last = { source: null, at: -Infinity };
  #unsure = null;

  // `settled(move, situation)` is awaited after a move is done, while its button still shows that it works.
  constructor(settled) {
    this.settled = settled;
  }

  // `source` is the key or button that was pressed; `situation` names what the move is about:
  // who is at the window and in which state; `ticket` is whom it is meant for, if anybody.
  async press(button, source, window, move, situation, ticket) {
    if (this.#double(source) || this.#busy) return;
    this.#busy = true;
    button.setAttribute("aria-busy", "true");
    try {
      await this.#send(window, move, situation, ticket);
    } finally {
      button.removeAttribute("aria-busy");
      this.#busy = false;
    }
  }

  #double(source) {
    const last = this.#last;
    this.#last = { source, at: performance.now() };
    return last.source === source && this.#last.at - last.at < DOUBLE_PRESS_MS;
  }

  async #send(window, move, situation, ticket) {
    const id = this.#idFor(move, situation);
    const words = ticket ? { command_id: id, ticket } : { command_id: id };
    const answer = await send(window, move, words, (attempt) => this.#trying(attempt));
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
