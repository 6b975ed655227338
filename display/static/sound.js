// The loudspeaker of a screen: plays what the hub sends, in the order in which it comes. A chime is
// made here and comes first, whatever becomes of the recordings; nothing is cut by what follows.

import { Played } from "./played.js";

const FETCH_MS = 6_000;
const LOOK_MS = 2_000;
const ANEW_MS = 10_000;
const STILL_LOOKS = 2;
const CHIME = [
  { hertz: 659.3, at: 0, lasts: 0.9 },
  { hertz: 523.3, at: 0.45, lasts: 1.3 },
];
const CHIME_SECONDS = 1.5;
const PARTIALS = [
  { times: 1, loud: 0.32 },
  { times: 2, loud: 0.09 },
  { times: 3, loud: 0.03 },
];

export class Loudspeaker {
  #button;
  #now;
  #changed;
  #played;
  #output = new Output();
  #turn = Promise.resolve();
  #state = "";

  // `now` gives the hub's time; `changed` is called when `state` is another. The button shows while
  // the browser refuses sound; any touch or key on the page will do.
  constructor(room, button, now, changed) {
    this.#played = new Played(room);
    this.#button = button;
    this.#now = now;
    this.#changed = changed;
    const wake = () => this.#output.wake(() => this.#look());
    document.addEventListener("pointerup", wake);
    document.addEventListener("keydown", wake);
    wake();
    // Browsers that allow sound start within a moment; the button need not flicker there.
    setTimeout(() => setInterval(() => this.#look(), LOOK_MS), 500);
  }

  // on; refused until the page is touched; failed where the device plays nothing.
  get state() {
    return this.#output.state;
  }

  play(saying) {
    // What could not be heard when it was said is not made up for later.
    if (this.state === "refused" || !this.#isYoung(saying) || !this.#played.isNew(saying)) return;
    const voices = saying.speech.filter(({ sound }) => sound).map(({ sound }) => fetched(sound));
    this.#turn = this.#turn.then(() => this.#say(saying, voices));
  }

  async #say(saying, voices) {
    if (!this.#isYoung(saying)) return;
    try {
      const volume = this.#output.volume(saying.volume);
      await this.#output.chime(volume);
      for (const voice of voices) await this.#output.play(await voice, volume);
      volume.disconnect();
    } catch {
      // the device was lost, or opened anew meanwhile; the next saying is another try
    }
    this.#look();
  }

  #isYoung({ expires_at }) {
    return this.#now() < new Date(expires_at);
  }

  #look() {
    this.#output.look();
    this.#button.hidden = this.state !== "refused";
    if (this.state === this.#state) return;
    this.#state = this.state;
    this.#changed();
  }
}

// The recording's bytes, or null: without a voice the chime still calls.
async function fetched(address) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), FETCH_MS);
  try {
    const answer = await fetch(address, { signal: stop.signal });
    return answer.ok ? await answer.arrayBuffer() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
}

// The browser's way to the sound device. A device is taken to have failed when its time stands
// still, or when it does not end what it was given; then it is opened anew.
class Output {
  #audio = null;
  #failed = false;
  #openedAt = 0;
  #lookedAt = 0;
  #before = -1; // the device's time when it was looked at last
  #still = 0; // and how often that was the same

  constructor() {
    this.#open();
  }

  get state() {
    if (this.#failed) return "failed";
    return this.#audio.state === "running" ? "on" : "refused";
  }

  #open() {
    this.#openedAt = performance.now();
    this.#before = -1;
    this.#still = 0;
    try {
      this.#audio?.close();
      this.#audio = new AudioContext();
      this.#audio.addEventListener("error", () => (this.#failed = true));
    } catch {
      this.#failed = true;
    }
  }

  wake(then) {
    this.#audio?.resume().then(then, then);
  }

  look() {
    const now = performance.now();
    if (this.#failed && now - this.#openedAt > ANEW_MS) {
      this.#open();
      this.wake(() => {});
    } else if (this.#audio?.state === "running" && now - this.#lookedAt >= LOOK_MS / 2) {
      const time = this.#audio.currentTime;
      this.#still = time === this.#before ? this.#still + 1 : 0;
      if (this.#before >= 0) this.#failed = this.#still >= STILL_LOOKS;
      this.#before = time;
      this.#lookedAt = now;
    }
  }

  volume(loud) {
    const gain = new GainNode(this.#audio, { gain: loud });
    gain.connect(this.#audio.destination);
    return gain;
  }

  chime(volume) {
    const start = this.#audio.currentTime + 0.02;
    for (const tone of CHIME) {
      for (const { times, loud } of PARTIALS) {
        this.#strike(tone.hertz * times, loud, start + tone.at, tone.lasts / times, volume);
      }
    }
    return wait(CHIME_SECONDS);
  }

  #strike(hertz, loud, at, lasts, volume) {
    const tone = new OscillatorNode(this.#audio, { frequency: hertz });
    const swell = new GainNode(this.#audio, { gain: 0 });
    swell.gain.setValueAtTime(0, at);
    swell.gain.linearRampToValueAtTime(loud, at + 0.008);
    swell.gain.exponentialRampToValueAtTime(0.0001, at + lasts);
    tone.connect(swell).connect(volume);
    tone.start(at);
    tone.stop(at + lasts);
  }

  // Resolves when it was heard to its end; at once where there is nothing that can be played.
  async play(bytes, volume) {
    const sound = bytes && (await this.#audio.decodeAudioData(bytes).catch(() => null));
    if (!sound) return;
    const source = new AudioBufferSourceNode(this.#audio, { buffer: sound });
    source.connect(volume);
    source.start();
    const ended = new Promise((resolve) => source.addEventListener("ended", () => resolve(true)));
    // A device that is taken away never ends a sound, and must not silence the calls after it.
    this.#failed = !(await Promise.race([ended, wait(sound.duration + 1)]));
  }
}

function wait(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
