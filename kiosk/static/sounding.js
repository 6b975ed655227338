// Sentences as sound, one after the other, stopped at once. The hub renders them; Web Audio plays
// them, as a page's policy allows no address of its own making.

const AGAIN_AFTER_MS = 2000;
const BLOCKED_AFTER_MS = 600;

/**
 * `silent` is called when there is no sound, `blocked` when the browser waits for a key or a touch
 * before it lets a page sound, `speaking` as each sentence begins and again while it lasts.
 */
export class Sounding {
  constructor(address, csrf, { silent, blocked, speaking }) {
    this.address = address;
    this.csrf = csrf;
    this.silent = silent;
    this.blocked = blocked;
    this.speaking = speaking;
    this.level = 1;
    this.turn = 0;
    this.waiting = [];
    this.busy = false;
    this.isBlocked = false;
  }

  /** Say these now and nothing else. */
  say(sentences) {
    this.stop();
    this.add(sentences);
  }

  /** Say these after what is being said. */
  add(sentences) {
    this.waiting.push(...sentences);
    if (!this.busy && this.waiting.length) this.run(this.turn);
  }

  stop() {
    this.turn += 1;
    this.waiting = [];
    this.busy = false;
    this.asking?.abort();
    this.source?.stop();
    this.source = undefined;
  }

  /** From 0 to 1. */
  set loudness(level) {
    this.level = level;
    if (this.gain) this.gain.gain.value = level;
  }

  /** A key was pressed: a browser that waited for one may sound now. */
  wake() {
    this.context?.resume();
  }

  async run(turn) {
    this.busy = true;
    this.asking = new AbortController();
    const { signal } = this.asking;
    const take = () => {
      const text = turn === this.turn ? this.waiting.shift() : undefined;
      const sound = text && this.fetched(text, signal);
      sound?.catch(() => undefined); // told when its turn comes
      return sound;
    };
    try {
      await this.open();
      for (let next = take(); next; ) {
        const sound = await next;
        next = take(); // is made while this one is heard
        if (turn === this.turn) await this.play(sound);
        next ??= take();
      }
    } catch {
      if (turn === this.turn) {
        this.waiting = [];
        this.silent();
      }
    }
    if (turn === this.turn) this.busy = false;
  }

  async open() {
    if (!this.context) {
      this.context = new AudioContext();
      this.gain = this.context.createGain();
      this.gain.gain.value = this.level;
      this.gain.connect(this.context.destination);
    }
    if (this.context.state === "running") return;
    const waited = setTimeout(() => {
      this.isBlocked = true;
      this.blocked();
    }, BLOCKED_AFTER_MS);
    await this.context.resume();
    clearTimeout(waited);
    this.isBlocked = false;
  }

  async fetched(text, signal, tries = 2) {
    const answer = await fetch(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": this.csrf },
      body: JSON.stringify({ text }),
      signal,
    });
    if (answer.status === 429 && tries > 1) {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      return this.fetched(text, signal, tries - 1);
    }
    if (!answer.ok) throw new Error(`no sound: ${answer.status}`);
    return this.context.decodeAudioData(await answer.arrayBuffer());
  }

  play(sound) {
    return new Promise((resolve) => {
      const source = this.context.createBufferSource();
      source.buffer = sound;
      source.connect(this.gain);
      const lasts = setInterval(this.speaking, 4000);
      source.onended = () => {
        clearInterval(lasts);
        resolve();
      };
      this.source = source;
      source.start();
      this.speaking();
    });
  }
}
