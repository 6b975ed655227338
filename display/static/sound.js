// The loudspeaker of a screen: chime, then the voice in each language. Calls wait for each other.

const TOO_LATE_MS = 30_000;
const FETCH_MS = 6_000;
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
  #audio = new AudioContext();
  #turn = Promise.resolve();
  #now;
  #wanted;

  // `now` gives the hub's time, `wanted` says whether a call is still to be made when its turn
  // comes. The button shows while the browser refuses sound; any touch or
  // key on the page will do.
  constructor(button, now, wanted) {
    this.#now = now;
    this.#wanted = wanted;
    const show = () => (button.hidden = this.#audio.state === "running");
    const wake = () => this.#audio.resume();
    this.#audio.addEventListener("statechange", show);
    document.addEventListener("pointerup", wake);
    document.addEventListener("keydown", wake);
    wake();
    // Browsers that allow sound start within a moment; the button need not flicker there.
    setTimeout(show, 500);
  }

  say(call) {
    // What could not be heard when it was made is not made up for later.
    if (this.#audio.state !== "running") return;
    const voices = call.speech.filter((said) => said.sound).map((said) => this.#fetch(said.sound));
    this.#turn = this.#turn.then(() => this.#announce(call, voices));
  }

  async #announce(call, voices) {
    if (this.#now() - new Date(call.at) > TOO_LATE_MS || !this.#wanted(call)) return;
    await this.#chime();
    for (const voice of voices) {
      const sound = await voice;
      if (sound) await this.#play(sound);
    }
  }

  // The sound, or null: without a voice the chime still calls.
  async #fetch(address) {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(FETCH_MS) });
      return answer.ok ? await this.#audio.decodeAudioData(await answer.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  #chime() {
    const start = this.#audio.currentTime + 0.02;
    for (const tone of CHIME) {
      for (const { times, loud } of PARTIALS) {
        this.#strike(tone.hertz * times, loud, start + tone.at, tone.lasts / times);
      }
    }
    return wait(CHIME_SECONDS);
  }

  #strike(hertz, loud, at, lasts) {
    const tone = new OscillatorNode(this.#audio, { frequency: hertz });
    const volume = new GainNode(this.#audio, { gain: 0 });
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(loud, at + 0.008);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + lasts);
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(at);
    tone.stop(at + lasts);
  }

  #play(sound) {
    const source = new AudioBufferSourceNode(this.#audio, { buffer: sound });
    source.connect(this.#audio.destination);
    source.start();
    const ended = new Promise((resolve) => source.addEventListener("ended", resolve));
    // A device that is taken away never ends a sound, and must not silence the calls after it.
    return Promise.race([ended, wait(sound.duration + 1)]);
  }
}

function wait(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
