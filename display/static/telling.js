// What a screen tells the hub of itself: at once when the line comes up, every ten seconds what has
// changed, every thirty that nothing has. Three hundred idle screens would else keep the hub busy.
//
//   const telling = new Telling(line, () => ({ room, seq, version, sound }));
//   telling.begin();   // the line came up
//   telling.tell();    // something changed that should not wait

const TELL_MS = 10_000;
const UNCHANGED_TIMES = 3;

export class Telling {
  #line;
  #showing;
  #told = "";
  #same = 0;

  constructor(line, showing) {
    this.#line = line;
    this.#showing = showing;
    setInterval(() => this.tell(), TELL_MS);
  }

  // A hub that was started anew knows nothing of this screen.
  begin() {
    this.#told = "";
    this.tell();
  }

  tell() {
    const showing = this.#showing();
    const words = JSON.stringify(showing);
    this.#same = words === this.#told ? this.#same + 1 : 0;
    if (this.#same % UNCHANGED_TIMES !== 0) return;
    this.#told = words;
    this.#line.tell("showing", showing);
  }
}
