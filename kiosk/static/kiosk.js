// What every page of the kiosk gains from a script: it answers at once, survives a hub that is away,
// is reached with arrow keys, reads cards and codes, keeps people in, and goes back to the first
// page when nobody is there any more.

import { steerWithArrows } from "./arrows.js";
import { goByLinks, goTo, sendForms } from "./going.js";
import { keepAwake } from "./idle.js";
import { keepInside } from "./lock.js";
import { listenToReader } from "./reader.js";

const CLOCK_EVERY_MS = 1000;

function runClock(clock) {
  const [hours, minutes, seconds] = clock.dataset.clock.split(":").map(Number);
  const started = performance.now();
  const atStart = (hours * 60 + minutes) * 60 + seconds;
  setInterval(() => {
    const now = Math.floor((atStart + (performance.now() - started) / 1000) / 60) % 1440;
    const text = `${String(Math.floor(now / 60)).padStart(2, "0")}:${String(now % 60).padStart(2, "0")}`;
    if (clock.textContent !== text) clock.textContent = text;
  }, CLOCK_EVERY_MS);
}

keepInside();
goByLinks();
sendForms();
steerWithArrows();
listenToReader();
document.querySelectorAll("[data-clock]").forEach(runClock);

const idle = document.getElementById("idle");
if (idle) keepAwake(idle, () => goTo(idle.dataset.home));
