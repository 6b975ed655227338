// What every page of the kiosk gains from a script: a button that answers at once, a clock that
// runs, and the way back to the first page when nobody is there any more.

import { keepAwake } from "./idle.js";
import { goTo } from "./leave.js";

const CLOCK_EVERY_MS = 1000;

/** The form is sent once; the button says so before the answer comes. */
function sendOnce(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    (event.submitter ?? form.querySelector("[type=submit]")).setAttribute("aria-busy", "true");
  });
}

/** A link that was touched stays marked until the next page is there. */
function markGoing(event) {
  event.target.closest("a[href].tile, a[href].greeting")?.classList.add("is-going");
}

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

document.querySelectorAll("form[data-once]").forEach(sendOnce);
document.querySelectorAll("[data-clock]").forEach(runClock);
document.addEventListener("click", markGoing);

const idle = document.getElementById("idle");
if (idle) keepAwake(idle, () => goTo(idle.dataset.home));
