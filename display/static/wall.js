// What all wall pages share: the line to the hub, the clock, the band that says the line is down,
// which calls are new enough to stand out, and when the page has to be loaded anew.

import { watch } from "/static/room.js";
import { Renewal } from "./renewal.js";
import { Loudspeaker } from "./sound.js";
import { Telling } from "./telling.js";
import { changeLanguage, fill, language, say, time, turns, wall } from "./words.js";

export { fill, hallName, language, say, text, time, turns } from "./words.js";

const NEW_MS = 15_000;
const FRAME_MS = 16;
const WHOLE_HALL = "voice/hall";

// Keep the screen live: `show(board, news, now)` whenever one of them changes, the time by the
// minute, the page and language by the beat.
export function hang(show) {
  let board = null;
  let ticking = null;
  let drawing = null;
  const news = new News(anew);
  const line = watch(
    wall.room,
    {
      board(newer) {
        board = newer;
        anew();
      },
      call(call) {
        news.add(call);
        anew();
      },
      state(state) {
        showLine(state);
        if (!state.up) return;
        renewal.isVersion(state.version);
        telling.begin();
        ticking ??= begin();
      },
    },
    { eager: true },
  );
  const loudspeaker = wall.sound ? speakOf(wall.voice || WHOLE_HALL) : null;
  const telling = new Telling(line, () => ({
    room: wall.room,
    seq: board?.seq ?? -1,
    version: wall.version,
    sound: loudspeaker?.state ?? "",
  }));
  const renewal = new Renewal(wall, () => news.none);
  // Notices of groups that are not on every board are watched beside.
  let read = [];
  if (wall.notices) {
    line.also(wall.notices, {
      board({ notices }) {
        read = notices.map(({ title, text }) => (title.zh ? title : text));
        anew();
      },
    });
  }
  if (wall.device) line.also(`screen/${wall.device}`, { board: ({ screen }) => renewal.isSetUp(screen) });
  turns.on(() => {
    changeLanguage();
    sayLine();
    anew();
  });

  function begin() {
    return setInterval(() => tick(line.now()) && anew(), 1_000);
  }

  // Once for all that comes together.
  function anew() {
    drawing ??= setTimeout(() => {
      drawing = null;
      if (board) show(wall.notices ? { ...board, notices: read } : board, news, line.now());
    }, FRAME_MS);
  }

  // What is said at a place, as the hub orders it.
  function speakOf(room) {
    const button = document.getElementById("sound");
    const loudspeaker = new Loudspeaker(room, button, () => line.now(), () => telling.tell());
    line.also(room, { call: (saying) => loudspeaker.play(saying) });
    return loudspeaker;
  }
}

// Whether another minute has begun.
function tick(now) {
  const clock = document.getElementById("clock");
  const before = clock.textContent;
  clock.textContent = time(now);
  clock.dateTime = now.toISOString();
  return clock.textContent !== before;
}

let lately = { up: true };

function showLine(state) {
  lately = state;
  document.body.classList.toggle("is-old", !state.up);
  sayLine();
  document.getElementById("down").hidden = state.up;
}

// In the language whose turn it is.
function sayLine() {
  const { up, since, error } = lately;
  if (up) return;
  const words = error || say("Connection lost since {time}", { time: time(since) });
  fill(document.getElementById("down"), "since", words);
}

// The calls that stand out now, by number. `changed` is called when one stops to.
class News {
  #calls = new Map();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  get none() {
    return this.#calls.size === 0;
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

// Let what shows a call stand out while it is new. For each call anew, a second one as well:
// whoever looked away sees that one.
export function standOut(place, call) {
  const id = call ? String(call.id) : "";
  if (place.dataset.call !== id) {
    place.classList.remove("is-new");
    void place.offsetWidth;
  }
  place.dataset.call = id;
  place.classList.toggle("is-new", call !== undefined);
}

// What the call says to a citizen who reads another language than the screen's.
export function inTheirLanguage(call) {
  if (!call || wall.languages.includes(call.language)) return undefined;
  return call.speech.find((said) => said.language === call.language);
}

export function showOther(place, said) {
  place.hidden = !said;
  if (!said) return;
  place.lang = said.language;
  place.textContent = said.text;
  place.toggleAttribute("data-long", said.text.length > 60);
}

// Those who have not come yet before those who sit at a window; the newest first in both.
export function inOrder(calls) {
  return [...calls].sort((a, b) => (b.state === "called") - (a.state === "called"));
}
