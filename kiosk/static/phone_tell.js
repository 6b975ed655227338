// A call that cannot be missed: sound after one touch, vibration, a title that changes slowly, and
// a screen that stays on where the phone allows it.

const CHIME = [
  { hertz: 659.3, at: 0, lasts: 0.9 },
  { hertz: 523.3, at: 0.45, lasts: 1.3 },
];
const TIMES = 3; // the chime sounds
const EVERY_SECONDS = 2.4;
const SHAKES_MS = [600, 300, 600, 300, 600, 1500, 600, 300, 600];
const TITLE_MS = 1_500;

export class Tell {
  constructor(place, number) {
    this.number = number;
    this.place = place;
    this.audio = null;
    this.lock = null;
    this.wanted = false;
    this.title = 0;
    this.window = null;
    const button = place.querySelector("button");
    button.addEventListener("click", () => {
      this.wanted = !this.wanted;
      button.setAttribute("aria-pressed", String(this.wanted));
      document.getElementById("telling").hidden = !this.wanted;
      if (this.wanted) this.wake();
      else this.sleep();
    });
    document.addEventListener("visibilitychange", () => this.keepOn());
  }

  // Offered while there is a call to come.
  offer(coming) {
    this.place.hidden = !coming || !(window.AudioContext || window.webkitAudioContext);
  }

  // The touch that lets the page sound; it is heard once, so that its volume can be set.
  wake() {
    if (!this.audio) this.audio = new (window.AudioContext || window.webkitAudioContext)();
    this.audio.resume();
    this.chime(0);
    this.keepOn();
  }

  sleep() {
    if (this.lock) this.lock.release().catch(() => undefined);
    this.lock = null;
  }

  // A lock ends whenever the page is not seen.
  async keepOn() {
    if (!this.wanted || document.hidden || !navigator.wakeLock) return;
    try {
      this.lock = await navigator.wakeLock.request("screen");
    } catch {
      this.lock = null; // a phone that saves its battery refuses
    }
  }

  called(window) {
    this.window = window;
    if (navigator.vibrate) navigator.vibrate(SHAKES_MS);
    if (this.wanted && this.audio) {
      this.audio.resume();
      for (let time = 0; time < TIMES; time += 1) this.chime(time * EVERY_SECONDS);
    }
    const usual = document.title;
    const urgent = `→ ${window} · ${this.number}`;
    clearInterval(this.title);
    document.title = urgent;
    this.title = setInterval(() => {
      document.title = document.title === urgent ? usual : urgent;
    }, TITLE_MS);
  }

  // The call is answered, or was taken back.
  rest() {
    clearInterval(this.title);
    if (this.window !== null && navigator.vibrate) navigator.vibrate(0);
    this.window = null;
  }

  chime(after) {
    const start = this.audio.currentTime + 0.05 + after;
    for (const { hertz, at, lasts } of CHIME) {
      const tone = this.audio.createOscillator();
      const volume = this.audio.createGain();
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0, start + at);
      volume.gain.linearRampToValueAtTime(0.6, start + at + 0.01);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + at + lasts);
      tone.connect(volume);
      volume.connect(this.audio.destination);
      tone.start(start + at);
      tone.stop(start + at + lasts);
    }
  }
}
