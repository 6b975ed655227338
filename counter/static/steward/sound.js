// A short sound of two tones. Browsers let a page be heard once somebody has touched it.

const TONES = [660, 880];
const TONE_SECONDS = 0.18;
const sign = document.getElementById("sound");
const Audio = window.AudioContext ?? window.webkitAudioContext;
let context = null;

async function unlock() {
  if (!Audio) return;
  context ??= new Audio();
  await context.resume().catch(() => {});
  sign.hidden = context.state === "running";
}

export function chime() {
  if (context?.state !== "running") return;
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

for (const touch of ["pointerup", "keydown"]) document.addEventListener(touch, unlock);
sign.hidden = !Audio;
