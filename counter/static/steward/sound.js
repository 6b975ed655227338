// A short sound of two tones. Browsers let a page be heard once somebody has touched it; the button
// says whether it can be heard, and switches it off and on.

const TONES = [660, 880];
const TONE_SECONDS = 0.18;
const sign = document.getElementById("sound");
const Audio = window.AudioContext ?? window.webkitAudioContext;
let context = null;
let muted = false;

const heard = () => context?.state === "running" && !muted;

async function unlock() {
  if (!Audio) return;
  context ??= new Audio();
  await context.resume().catch(() => {});
  show();
}

function show() {
  sign.setAttribute("aria-pressed", heard());
  sign.textContent = heard() ? sign.dataset.on : sign.dataset.off;
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
  muted = heard();
  unlock();
  show();
});
sign.hidden = !Audio;
