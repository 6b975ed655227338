// What several parts of the tablet say of a number.

import { page, say } from "../words.js";

export function stateOf(state) {
  return say(page.states[state]);
}

export function classOf({ class: class_, need, booked }) {
  if (class_ === "ordinary") return say("Ordinary");
  if (class_ === "appointment") {
    return booked ? say("Appointment for {time}", { time: booked }) : say("Appointment");
  }
  return need ? `${say("Green channel")} · ${say(page.needs[need])}` : say("Green channel");
}

export function minutesOf(minutes) {
  if (minutes === null) return say("Waiting for windows to open");
  return minutes === 0 ? say("Very soon") : say("{minutes} min", { minutes });
}

// 1, 2, 3 and 7 are 1–3, 7.
export function windowsOf(windows) {
  const spans = [];
  for (const window of windows) {
    const last = spans.at(-1);
    if (last && window === last[1] + 1) last[1] = window;
    else spans.push([window, window]);
  }
  const names = spans.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  if (windows.length === 1) return say("Window {window}", { window: windows[0] });
  return say("Windows {windows}", { windows: names.join(", ") });
}
