// A short sound of two tones. Whether somebody wants it is kept while the tablet's pages follow each
// other; browsers let a page be heard once somebody has touched it, and the button asks for that
// only where it is wanted.

const TONES = [660, 880];
const TONE_SECONDS = 0.18;
const KEPT = "hall-steward-sound";
const sign = document.getElementById("sound");
const Audio = window.AudioContext ?? window.webkitAudioContext;
let context = null;
let wanted = kept() !== "off";

const heard = () => context?.state === "running" && wanted;

function kept() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEPT, wanted ? "on" : "off");
  } catch {
    return;
  }
}

function unlock() {
  if (!Audio || !wanted) return;
  if (!context) {
    context = new Audio();
    context.addEventListener("statechange", show);
  }
  context.resume().catch(() => {});
}

function show() {
  const state = heard() ? "on" : wanted ? "touch" : "off";
  sign.dataset.state = state;
  sign.textContent = sign.dataset[state];
}

export function chime() {
  if (!heard()) return;
  TONES.forEach((tone, at) => {
    const begins = context.currentTime + at * TONE_SECONDS;
    const loud = context.createGain();
    loud.gain.setValueAtTime(0.0001, begins);
    loud.gain.exponentialRampToValueAtTime(0.4, begins + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, begins + TONE_SECONDS);
    const tongue = context.createOscillator();
    tongue.frequency.value = tone;
    tongue.connect(loud).connect(context.destination);
    tongue.start(begins);
    tongue.stop(begins + TONE_SECONDS);
  });
}

for (const touch of ["pointerup", "keydown"]) {
  document.addEventListener(touch, ({ target }) => target === sign || unlock());
}
sign.addEventListener("click", () => {
  wanted = !heard();
  keep();
  unlock();
  show();
});
sign.hidden = !Audio;
if (kept() === "on") unlock(); // some browsers remember the touch on the page before
show();
