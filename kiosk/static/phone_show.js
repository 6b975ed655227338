// What the page of a number shows.

const band = document.getElementById("line");
let words = {};
let hours = null;
let since = null;

export function zone(name, said) {
  words = said;
  hours = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: name,
  });
  setInterval(age, 10_000);
}

function say(english, values = {}) {
  // A page that the phone kept from an earlier time may lack a sentence that is newer.
  return (words[english] || english).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// The parts that the hub made, put in where they say something else than before.
export function parts(state) {
  for (const name of ["now", "acts"]) {
    const place = document.getElementById(name);
    const page = new DOMParser().parseFromString(state[name] || "", "text/html");
    if (!state[name] || squeezed(page.body) === squeezed(place)) continue;
    const held = place.contains(document.activeElement);
    place.textContent = "";
    place.append(...page.body.childNodes);
    if (held) focus(place);
  }
  put(document.querySelector("title"), `${state.number} · ${hall()}`);
}

function squeezed(element) {
  return element.textContent.replace(/\s+/g, " ").trim();
}

// Whoever stood on a button that is gone stands where it was.
function focus(place) {
  place.tabIndex = -1;
  place.focus();
}

function hall() {
  return document.querySelector(".bar-hall").textContent;
}

export function wait(ahead, minutes) {
  put(document.getElementById("ahead"), String(ahead));
  const place = document.getElementById("minutes");
  if (!place) return;
  put(place, minutes === null ? "" : about(minutes));
  place.parentElement.hidden = minutes === null;
}

function about(minutes) {
  if (minutes === 0) return say("Very soon");
  if (minutes < 60) return say("About {minutes} min", { minutes });
  const hours = Math.floor(minutes / 60);
  return say("About {hours} h {minutes} min", { hours, minutes: minutes % 60 });
}

// At once, before the hub is asked for the rest.
export function called(window) {
  const card = document.getElementById("called").content.firstElementChild.cloneNode(true);
  card.querySelector('[data-slot="window"]').textContent = window;
  card.querySelector('[data-slot="go"]').textContent = say("Please go to window {window} now.", {
    window,
  });
  const place = document.getElementById("now");
  const number = place.querySelector(".phone-heading");
  place.textContent = "";
  place.append(number, card);
  document.getElementById("acts").textContent = "";
}

// Texts by language; who reads another one than Chinese is told where there is nothing else.
export function notices(texts) {
  const list = document.getElementById("notices");
  const items = texts.filter((text) => text && text.zh).map(notice);
  const said = (all) => all.map((item) => item.textContent.trim()).join("\n");
  if (said([...list.children]) === said(items)) return;
  list.textContent = "";
  list.append(...items);
  list.hidden = items.length === 0;
}

function notice(text) {
  const own = text[document.documentElement.lang];
  const item = document.createElement("li");
  item.className = "notice notice-care";
  item.textContent = own || "";
  if (own) return item;
  const chinese = document.createElement("span");
  chinese.lang = "zh";
  chinese.textContent = text.zh;
  item.append(chinese, ` ${say("(Chinese only)")}`);
  return item;
}

// From when what is shown is; null while it is from now.
export function unknown(at) {
  since = at;
  age();
}

function age() {
  band.hidden = since === null;
  document.body.classList.toggle("is-old", since !== null);
  // What can be done needs the hub; offered without it, it would lead nowhere.
  document.getElementById("acts").hidden = since !== null;
  const later = document.getElementById("acts-later");
  if (later) later.hidden = since === null;
  if (since === null) return;
  const minutes = Math.max(0, Math.floor((Date.now() - since) / 60_000));
  const time = hours.format(since);
  const known = minutes
    ? "No connection. What you see was known at {time}, {minutes} min ago. Please watch the screens in the hall."
    : "No connection. What you see was known at {time}, a moment ago. Please watch the screens in the hall.";
  put(band, say(known, { time, minutes }));
}
