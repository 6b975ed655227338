// What board and panel share: their words, the clock, the band that says the line is down, and
// which calls are new enough to stand out.

import { watch } from "/static/room.js";
import { Loudspeaker } from "./sound.js";

const wall = JSON.parse(document.getElementById("wall").textContent);

const language = document.documentElement.lang;
const NEW_MS = 15_000;

// Keep the screen live: `show(board, news)` whenever either changes.
export function hang(show) {
  let board = null;
  let ticking = null;
  const news = new News(() => board && show(board, news));
  const line = watch(wall.room, {
    board(newer) {
      board = newer;
      show(board, news);
    },
    call(call) {
      news.add(call);
      loudspeaker?.say(call);
      if (board) show(board, news);
    },
    state(state) {
      showLine(state);
      if (state.up) ticking ??= setInterval(() => tick(line.now()), 1_000);
    },
  });
  const loudspeaker = wall.sound
    ? new Loudspeaker(document.getElementById("sound"), () => line.now())
    : null;
}

export function say(english, values = {}) {
  return wall.words[english].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function text(by) {
  return by[language] ?? by.zh;
}

export const hallName = () => text(wall.hall);

export function fill(element, slot, words) {
  const place = element.querySelector(`[data-slot="${slot}"]`);
  if (place.textContent !== String(words)) place.textContent = words;
  return place;
}

const hours = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: wall.zone,
});

function tick(now) {
  const clock = document.getElementById("clock");
  clock.textContent = hours.format(now);
  clock.dateTime = now.toISOString();
}

function showLine({ up, since, error }) {
  document.body.classList.toggle("is-old", !up);
  const band = document.getElementById("down");
  if (!up) fill(band, "since", error || say("Connection lost since {time}", { time: hours.format(since) }));
  band.hidden = up;
}

// The calls that stand out now, by number. `changed` is called when one stops to.
class News {
  #calls = new Map();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  add(call) {
    this.#calls.set(call.number, call);
    setTimeout(() => {
      if (this.#calls.get(call.number) !== call) return;
      this.#calls.delete(call.number);
      this.#changed();
    }, NEW_MS);
  }

  of(number, window) {
    const call = this.#calls.get(number);
    return call?.window === window ? call : undefined;
  }
}

// What the call says to a citizen who reads another language than the screen's.
export function inTheirLanguage(call) {
  if (!call || call.language === language) return undefined;
  return call.speech.find((said) => said.language === call.language);
}

export function showOther(place, said) {
  place.hidden = !said;
  if (!said) return;
  place.lang = said.language;
  place.textContent = said.text;
  place.toggleAttribute("data-long", said.text.length > 60);
}
