// One screen's set-up, and letting one in by the code it shows.

import { Asker, read } from "../asking.js";
import { $ } from "../making.js";
import { hour, page, say } from "../words.js";
import { capitalMm, onScreen } from "./measure.js";

const MEASURES = ["inches", "across", "down", "metres"];
const form = $("form");
const asker = new Asker($("told"));
let kind = page.device ? "display" : "";

// The fields that matter for what it shows.
function showParts() {
  const shows = form.elements.shows.value;
  const one = page.one_window.includes(shows);
  $("window-part").hidden = !one;
  $("hall-part").hidden = one || shows === "notices" || shows === "code";
  $("notices-part").hidden = shows !== "board" && shows !== "notices";
  $("code-part").hidden = shows !== "board";
}

function showHeight() {
  const said = measures();
  const fine = MEASURES.every((name) => !wrong($(name)));
  const metres = said.metres || 0;
  const words = [];
  if (fine && metres) {
    words.push(say("From {metres} m away capital letters are at least {mm} mm high.", { metres, mm: Math.round(capitalMm(metres)) }));
    if (said.inches) {
      words.push(say("On this screen that is {pixels} pixels: about {lines} lines of text on a page.", onScreen(said)));
    } else words.push(say("Nobody has measured this screen: its type is a share of its size."));
  }
  $("height").textContent = words.join(" ");
  $("height").hidden = !words.length;
}

function measures() {
  return Object.fromEntries(MEASURES.map((name) => [name, valueOf($(name))]));
}

function valueOf(field) {
  return Number(field.value.trim().replace(",", "."));
}

// The sentence for what cannot be right; inches may be left out, or 0.
function wrong(field) {
  const { least, most, whole } = field.dataset;
  const value = valueOf(field);
  const left = field.id === "inches" && !valueOf(field);
  const fits = value >= Number(least) && value <= Number(most);
  const right = left || (fits && (whole === undefined || Number.isInteger(value)));
  field.toggleAttribute("aria-invalid", !right);
  const label = field.labels[0].querySelector("span").textContent;
  return right ? "" : say("{label}: a number from {least} to {most} is needed.", { label, least, most });
}

function ticked(name) {
  return [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
}

function wish() {
  const shows = form.elements.shows.value;
  const part = !$("hall-part").hidden;
  return {
    name: $("name").value.trim(),
    shows,
    window: page.one_window.includes(shows) ? Number($("window").value) : 0,
    windows: part ? ticked("windows").map(Number) : [],
    zones: part ? ticked("zones") : [],
    queues: part ? ticked("queues") : [],
    languages: ticked("languages"),
    notices: ticked("notices"),
    code: ticked("code").length > 0,
    speaker: $("speaker").value,
    ...measures(),
  };
}

// What is not filled in as it must be; the field gets the focus.
function fault(screen) {
  if (!page.device && !kind) return [$("code"), say("Type the six digits that the screen shows.")];
  if (kind !== "display") return null;
  const odd = MEASURES.find((name) => wrong($(name)));
  if (page.one_window.includes(screen.shows) && !screen.window) return [$("window"), say("Choose a window.")];
  if (!screen.languages.length) return [form.querySelector('[name="languages"]'), say("Choose a language.")];
  return odd ? [$(odd), wrong($(odd))] : null;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const screen = wish();
  const found = fault(screen);
  if (found) {
    asker.tell(found[1], "fault");
    found[0].focus();
    return;
  }
  if (page.device) {
    const path = `/devices/${encodeURIComponent(page.device)}/screen`;
    const answer = await asker.ask($("save"), path, { screen });
    if (answer?.done) asker.tell(say("The screen is set up so now."), "good");
    return;
  }
  const words = { code: digits() };
  if (kind === "display") words.screen = screen;
  else words.place = $(kind === "kiosk" ? "kiosk" : "voice").value;
  const name = $("station-name")?.value.trim();
  if (kind === "station" && name) words.screen = { name };
  const answer = await asker.ask($("save"), "/pairing/accept", words);
  if (answer?.done) location.assign("/counter/screens");
});

// Who shows the code, said before it is let in: a digit mistyped may be somebody else's.
const asked = page.device ? null : new Asker($("asked"));
let looked = "";

function digits() {
  return $("code").value.replace(/\D/g, "");
}

async function look() {
  const code = digits();
  if (code === looked) return;
  looked = code;
  kind = "";
  showKind();
  asked.tell("");
  if (code.length !== 6) return;
  const answer = await read(`/pairing/${code}`);
  if (code !== looked) return;
  if (!answer?.done) {
    looked = "";
    asked.tell(answer ? answer.sentence : say("The hall does not answer. Press again: it will be done once."), "fault");
    return;
  }
  const { kind: found, place, asked_at: at, network } = answer.content;
  kind = found;
  const words = { kind: say(page.kinds[kind]), time: hour(at), network };
  asked.tell(say("{kind}: it asked at {time} from {network}.", words), "good");
  const choice = kind === "kiosk" ? $("kiosk") : $("voice");
  if ([...choice.options].some(({ value }) => value === place)) choice.value = place;
  showKind();
}

function showKind() {
  $("place-part").hidden = kind !== "station" && kind !== "kiosk";
  $("voice-place").hidden = kind !== "station";
  $("station-name-part").hidden = kind !== "station";
  $("kiosk-place").hidden = kind !== "kiosk";
  $("screen-part").hidden = kind === "station" || kind === "kiosk";
}

form.addEventListener("input", () => {
  showParts();
  showHeight();
});
$("code")?.addEventListener("input", look);
showParts();
showHeight();
