// No way out of the kiosk's pages by accident or by play: no menu, no zoom, no selection, no dragging,
// no keys of the browser. (The browser itself is started so that it has no bar; see README.md.)
// The way out is the hall's mark, pressed five times, and then a PIN.

import { goTo } from "./going.js";

const PRESSES = 5;
const WITHIN_MS = 4000;
const KEYS_LEFT = new Set([
  "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight",
  "Enter", "Tab", "Escape", " ", "Backspace", "Shift",
]);

const stop = (event) => event.preventDefault();

function stopKeys(event) {
  const combined = event.ctrlKey || event.altKey || event.metaKey;
  const typed = event.key.length === 1 || KEYS_LEFT.has(event.key);
  if (combined || !typed) event.preventDefault();
}

/** Two fingers zoom or turn; nothing here is meant for them. */
const stopTwoFingers = (event) => event.touches.length > 1 && event.cancelable && stop(event);

function wayOut(mark) {
  let presses = [];
  mark.addEventListener("pointerdown", () => {
    const now = performance.now();
    presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
    if (presses.length >= PRESSES) goTo(mark.dataset.wayOut);
  });
}

export function keepInside() {
  for (const kind of ["contextmenu", "selectstart", "dragstart", "dragover", "drop", "copy", "cut",
    "paste", "gesturestart", "auxclick"]) {
    document.addEventListener(kind, stop, true);
  }
  window.addEventListener("keydown", stopKeys, true);
  const active = { capture: true, passive: false };
  window.addEventListener("wheel", (event) => event.ctrlKey && stop(event), active);
  window.addEventListener("touchstart", stopTwoFingers, active);
  window.addEventListener("touchmove", stopTwoFingers, active);
  for (const kind of ["mousedown", "mouseup"]) {
    window.addEventListener(kind, (event) => event.button > 1 && stop(event), true); // back, forward
  }
  window.open = () => null;
  window.print = () => undefined;
  // A page that a browser kept in memory is not shown again.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.querySelectorAll("[data-way-out]").forEach(wayOut);
}
