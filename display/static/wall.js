// What board and panel share: their words, the clock, the band that says the line is down, and
// which calls are new enough to stand out.

import { watch } from "/static/room.js";
import { Loudspeaker } from "./sound.js";

const wall = JSON.parse(document.getElementById("wall").textContent);

export const language = document.documentElement.lang;
const NEW_MS = 15_000;

// Keep the screen live: `show(board, news, now)` whenever one of them changes, the time by the
// minute. `calls(board)` gives the numbers that a board has at windows.
export function hang(show, calls) {
  let board = null;
  let ticking = null;
  const news = new News(anew);
  const line = watch(wall.room, {
    board(newer) {
      board = newer;
      anew();
    },
    call(call) {
      news.add(call);
      loudspeaker?.say(call);
      anew();
    },
    state(state) {
      showLine(state);
      if (state.up) ticking ??= setInterval(() => tick(line.now()) && anew(), 1_000);
    },
  });
  const loudspeaker = wall.sound
    ? new Loudspeaker(document.getElementById("sound"), () => line.now(), wanted)
    : null;

  function anew() {
    if (board) show(board, news, line.now());
  }

  // Not once a later board is without the number: the call was taken back, or its citizen has been
  // served.
  function wanted(call) {
    const here = ({ number, window }) => number === call.number && window === call.window;
    return !board || board.seq < call.id || calls(board).some(here);
  }
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

export const time = (at) => hours.format(new Date(at));

// Whether another minute has begun.
function tick(now) {
  const clock = document.getElementById("clock");
  const before = clock.textContent;
  clock.textContent = time(now);
  clock.dateTime = now.toISOString();
  return clock.textContent !== before;
}

function showLine({ up, since, error }) {
  document.body.classList.toggle("is-old", !up);
  const band = document.getElementById("down");
  if (!up) fill(band, "since", error || say("Connection lost since {time}", { time: time(since) }));
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
