// Reading aloud, for whoever cannot see the page: what it is called and says, then whatever gets
// the focus, and what changes by itself. Begun by a button with data-spoken-toggle, by F2, or by
// headphones; kept from page to page, and forgotten when the person has left.

import { described, nameOf, piecesOf, sentencesOf, statesOf, CONTROLS } from "./naming.js";
import { Sounding } from "./sounding.js";

const STORE = "hall-spoken";
const FRESH = { on: false, loudness: 0.6, told: false, touched: 0 };
const LEFT_AFTER_MS = 15_000; // on the first page: nobody comes back to it so late by their own hand
const STEP = 0.1;
const SOFTEST = 0.1;
const NOTICE_MS = 5000;
const SETTLE_MS = 250;
const LIVE = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]";

const words = JSON.parse(document.getElementById("spoken-words").textContent);
const notice = document.getElementById("spoken-notice");
const language = document.documentElement.lang;
const toggles = document.querySelectorAll("[data-spoken-toggle]");

const sounding = new Sounding(words.address, document.querySelector('meta[name="csrf"]').content, {
  silent: () => show(words.silent),
  blocked: () => show(words.press),
  speaking: stayHere,
});
let state = recall();
let last = [];

function recall() {
  try {
    return { ...FRESH, ...JSON.parse(sessionStorage.getItem(STORE)) };
  } catch {
    return { ...FRESH };
  }
}

function keep(changes) {
  state = { ...state, ...changes };
  try {
    sessionStorage.setItem(STORE, JSON.stringify(state));
  } catch {
    // A browser that stores nothing reads this page aloud and forgets it on the next.
  }
}

let hiding;

function show(text) {
  notice.textContent = text;
  notice.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (notice.hidden = true), NOTICE_MS);
}

function say(pieces, { after = false } = {}) {
  const sentences = sentencesOf(pieces, language);
  if (!sentences.length) return;
  if (after) {
    sounding.add(sentences);
  } else {
    last = sentences;
    sounding.say(sentences);
  }
}

/** While somebody listens, neither this page nor the next one thinks that nobody is there. */
function stayHere() {
  keep({ touched: Date.now() });
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Unidentified", bubbles: true }));
}

function pageAloud() {
  const title = document.title;
  const parts = [...document.querySelectorAll("main, footer")];
  const text = parts.flatMap((part) => piecesOf(part, `${CONTROLS}, [aria-disabled=true]`)).filter((piece) => piece !== title);
  const focused = document.activeElement?.matches(CONTROLS) ? [described(document.activeElement, words)] : [];
  const how = state.told ? [] : [words.how];
  keep({ told: true });
  return [title, ...how, ...text, ...focused];
}

function begin() {
  keep({ on: true, touched: Date.now() });
  mark();
  say([words.on, ...pageAloud()]);
}

function end() {
  keep({ ...FRESH });
  mark();
  sounding.loudness = state.loudness;
  sounding.stop();
  show(words.off);
}

function mark() {
  for (const toggle of toggles) toggle.setAttribute("aria-pressed", String(state.on));
}

function louder(by) {
  const loudness = Math.min(1, Math.max(SOFTEST, Math.round((state.loudness + by) * 10) / 10));
  keep({ loudness });
  sounding.loudness = loudness;
  const text = words.loudness.replace("{percent}", Math.round(loudness * 100));
  show(text);
  say([text]);
}

const KEYS = {
  F3: () => sounding.say(last),
  "+": () => louder(STEP),
  "=": () => louder(STEP),
  "-": () => louder(-STEP),
  _: () => louder(-STEP),
};

function isTyping(element) {
  return Boolean(element?.matches("input:not([type=checkbox]):not([type=radio]), textarea"));
}

function pressed(event) {
  if (!event.isTrusted) return;
  if (event.key === "F2") {
    event.preventDefault();
    if (state.on) end();
    else begin();
    return;
  }
  if (!state.on) return;
  keep({ touched: Date.now() });
  if (sounding.isBlocked) {
    sounding.wake(); // and what waited is heard
    return;
  }
  sounding.stop();
  const act = event.ctrlKey || event.altKey || event.metaKey ? undefined : KEYS[event.key];
  if (!act || (event.key !== "F3" && isTyping(document.activeElement))) return;
  event.preventDefault();
  act();
}

/** What was typed last; never the whole of it, which may be a person's own. */
function typed(event) {
  if (!state.on || !isTyping(event.target)) return;
  const removed = event.inputType?.startsWith("delete");
  say([removed ? words.removed : [...event.target.value].pop() ?? words.empty]);
}

const heard = new WeakMap();
const changed = new Set();
let settling;

function noticeChanges(records) {
  if (!state.on) return;
  for (const { target, type, attributeName } of records) {
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    if (!element) continue;
    if (element.matches("dialog") && attributeName === "open") {
      if (element.open) changed.add(element);
    } else if (attributeName?.startsWith("aria-")) {
      if (element === document.activeElement) changed.add(element);
    } else if (type !== "attributes" || attributeName === "hidden") {
      const live = element.closest(LIVE);
      if (live && live !== notice) changed.add(live);
    }
  }
  clearTimeout(settling);
  if (changed.size) settling = setTimeout(tellChanges, SETTLE_MS);
}

function tellChanges() {
  for (const element of changed) {
    if (element.matches("dialog")) {
      const focused = element.contains(document.activeElement) ? [described(document.activeElement, words)] : [];
      say([...piecesOf(element, CONTROLS), ...focused]);
    } else if (element.matches(LIVE)) {
      tellLive(element);
    } else if (document.contains(element)) {
      say([[nameOf(element), ...statesOf(element, words)].join(", ")]);
    }
  }
  changed.clear();
}

/** A clock that only counts is not said again at each tick; of what is typed, only the new part. */
function tellLive(element) {
  if (element.matches("output")) {
    const [before, now] = [heard.get(element) ?? "", element.textContent];
    heard.set(element, now);
    if (now !== before) say([now.startsWith(before) ? now.slice(before.length) : now ? words.removed : words.empty]);
    return;
  }
  const pieces = piecesOf(element);
  const sense = pieces.join(" ").replace(/\d+/g, "0");
  if (!sense || heard.get(element) === sense) return;
  heard.set(element, sense);
  const urgent = element.matches("[role=alert], [aria-live=assertive]");
  say(pieces, { after: !urgent });
}

/** Headphones that were put in begin, and pulled out end it, where a browser tells. */
async function followHeadphones(devices) {
  const count = async () => {
    const found = await devices.enumerateDevices();
    return found.filter((device) => device.kind === "audiooutput").length;
  };
  let before = await count();
  devices.addEventListener("devicechange", async () => {
    const now = await count();
    if (now < before && state.on) end();
    else if (now >= before && !state.on) begin();
    before = now;
  });
}

function arrive() {
  const firstPage = /^\/kiosk(\/[\w-]+)?\/?$/.test(location.pathname);
  if (firstPage && Date.now() - state.touched > LEFT_AFTER_MS) keep({ ...FRESH });
  sounding.loudness = state.loudness;
  mark();
  for (const typed of document.querySelectorAll("output")) heard.set(typed, typed.textContent);
  for (const toggle of toggles) {
    toggle.hidden = false;
    toggle.addEventListener("click", () => (state.on ? end() : begin()));
  }
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("pointerdown", () => state.on && keep({ touched: Date.now() }), true);
  document.addEventListener("input", typed);
  document.addEventListener("focusin", ({ target }) => {
    if (state.on && !target.matches("dialog")) say([described(target, words)]);
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-leave]")) keep({ ...FRESH });
  });
  new MutationObserver(noticeChanges).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["open", "hidden", "aria-pressed", "aria-checked", "aria-busy", "aria-current"],
  });
  if (navigator.mediaDevices?.enumerateDevices) followHeadphones(navigator.mediaDevices).catch(() => undefined);
  if (state.on) say(pageAloud());
}

if (typeof AudioContext === "function") arrive();
