// From a press to its move: one at a time, a double press is one, and a press without a line is
// kept until the line is back or the clerk withdraws it.

import { newId } from "./hall.js";
import { send } from "./moves.js";
import { say } from "./words.js";

// The same key or button again so soon is the same press: by then it may mean the next move
// already, sooner than anybody can have read so.
export const DOUBLE_PRESS_MS = 300;
const PAUSES_MS = [500, 1_000, 2_000, 3_000, 4_000];
const WITHDRAWN = "Withdrawn. Look at what the window shows: it may have been done already.";
const MOVED_ON = "The window has moved on since. This press is not sent any more.";

export class Presser {
  #told = document.getElementById("told");
  #withdraw = document.getElementById("withdraw");
  #last = { source: null, at: -Infinity };
  #kept = null;
  #unsure = null;
  busy = false;

  // `settled(wish)` is awaited after a move is done, while its button still shows that it works.
  // `still(wish)` is asked before a kept press is sent again: true, false where the window has
  // moved on, null where the hall cannot be asked.
  constructor({ settled, still = async () => true }) {
    this.settled = settled;
    this.still = still;
    this.#withdraw.addEventListener("click", () => this.#kept?.("withdrawn"));
  }

  // `source` is the key or button that was pressed.
  double(source) {
    const last = this.#last;
    this.#last = { source, at: performance.now() };
    return last.source === source && this.#last.at - last.at < DOUBLE_PRESS_MS;
  }

  // A wish: `button` that was pressed, `path` and `words` of its move, `label` as people call it,
  // `situation`: what it was pressed in.
  async press(wish) {
    if (this.busy) {
      this.another();
      return;
    }
    this.busy = true;
    wish.button.setAttribute("aria-busy", "true");
    this.tell(say("Sending…"));
    try {
      await this.#send(wish);
    } finally {
      wish.button.removeAttribute("aria-busy");
      this.#withdraw.hidden = true;
      this.busy = false;
    }
  }

  // A press while another is kept is refused, so that nobody thinks it will be done too.
  another() {
    if (this.#kept) this.tell(say("One press is kept already. Withdraw it to press another."), "care");
  }

  async #send(wish) {
    const id = this.#idFor(wish);
    const words = { command_id: id, ...wish.words };
    const answer = await send(wish.path, words, (attempt) => this.#again(wish, attempt));
    this.#unsure = answer.ended === "withdrawn" ? { ...wish, id } : null;
    if (answer.done) {
      await this.settled(wish);
      this.tell("");
    } else if (answer.ended) {
      this.tell(say(answer.ended === "withdrawn" ? WITHDRAWN : MOVED_ON), "fault");
    } else {
      this.tell(answer.sentence, "fault");
      if (answer.signedOut) setTimeout(() => location.reload(), 2_000);
    }
  }

  // A move that was withdrawn may have been done already: the same wish in the same situation
  // goes out under its id, so that it is done once.
  #idFor({ path, words, situation }) {
    const last = this.#unsure;
    const same =
      last?.path === path &&
      last.situation === situation &&
      JSON.stringify(last.words) === JSON.stringify(words);
    return same ? last.id : newId();
  }

  // Waits until it makes sense to send again. Says why not, where not.
  async #again(wish, attempt) {
    this.tell(say("{move}: kept, and sent once when the line is back.", { move: wish.label }), "care");
    this.#withdraw.hidden = false;
    for (let look = attempt; ; look += 1) {
      const ended = await this.#pause(PAUSES_MS[Math.min(look, PAUSES_MS.length) - 1]);
      if (ended) return ended;
      const still = await this.still(wish);
      if (still === false) return "moved-on";
      if (still) return null;
    }
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const done = (ended) => {
        clearTimeout(timer);
        this.#kept = null;
        resolve(ended);
      };
      const timer = setTimeout(done, ms, null);
      this.#kept = done;
    });
  }

  // The line is back: a kept press need not wait any longer.
  lineIsBack() {
    this.#kept?.(null);
  }

  tell(words, kind = "") {
    this.#told.textContent = words;
    this.#told.dataset.kind = kind;
  }
}
