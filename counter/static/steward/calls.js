// New calls for help, on whichever page of the tablet: a sentence that is read aloud, and a sound.

import { $, make } from "../making.js";
import { page, say, text } from "../words.js";
import { chime } from "./sound.js";

let known = null;

export function reasonOf(call) {
  return say(page.help_reasons[call.reason]);
}

// Where somebody waits for a steward, as far as the hall knows.
export function placeOf({ kiosk, number, window, zone }) {
  const at = kiosk
    ? say("Kiosk {code}", { code: kiosk })
    : window
      ? say("Window {window}", { window })
      : say("Number {number}", { number });
  const where = text(zone) ?? "";
  if (!where) return at;
  return `${at} · ${number ? say("probably near {zone}", { zone: where }) : where}`;
}

export function tellCalls(calls) {
  const asked = calls.filter((call) => call.state === "asked");
  // Ids count from lower again in a hall restored from a backup: the time tells them apart.
  const names = asked.map(({ id, at }) => `${id} ${at}`);
  const fresh = known === null ? [] : names.filter((name) => !known.has(name));
  known = new Set(names);
  showNewest(asked.at(-1));
  if (fresh.length) chime();
}

// To the page of calls; on that page itself it is only said.
function leading(words) {
  if ("here" in $("newest").dataset) return make("span", words);
  const link = make("a", words);
  link.href = "/counter/steward/help";
  return link;
}

function showNewest(call) {
  const words = call
    ? say("Help wanted: {reason}, {place}", { reason: reasonOf(call), place: placeOf(call) })
    : "";
  if ($("newest").textContent === words) return;
  $("newest").replaceChildren(...(words ? [leading(words)] : []));
}
