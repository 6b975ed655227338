// Notices to read, one after the other: each from its first page to its last in one language, then
// in the next. A new one is shown at once; one whose time is over goes, also without a line.

import { Reading, readIn, secondsOf } from "/static/reading.js";
import { hang, hallName, say } from "./wall.js";
import { wall } from "./words.js";

const $ = (id) => document.getElementById(id);
const LOOK_MS = 1_000;

const reading = new Reading($("reading"), {
  say,
  group: (name) => say(wall.groups[name]),
  date: (at) => dates.format(new Date(at)),
});
const dates = new Intl.DateTimeFormat("en-CA", {
  timeZone: wall.zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

let board = { notices: [] };
let known = null; // the ids of the board before
let ahead = 0; // the hub's clock before this one's, in ms
let now = null; // {notice, language, pages, page} that is in sight
let place = 0; // of `now` in its list, for when it is gone
let until = 0;

hang(show, () => []);
setInterval(look, LOOK_MS);
nameHall();
addEventListener("resize", () => {
  nameHall();
  if (now?.pages) now = { ...now, pages: reading.lay(), page: 0 };
});

function show(newer, _, at) {
  ahead = at.getTime() - Date.now();
  if (newer === board) return;
  board = newer;
  const fresh = known && board.notices.find(({ id }) => !known.has(id));
  known = new Set(board.notices.map(({ id }) => id));
  if (fresh && isShown(fresh)) begin(fresh, readIn(fresh, wall.reads)[0]);
  else look();
}

const isShown = ({ since, until: end }) => {
  const at = Date.now() + ahead;
  return new Date(since) <= at && at < new Date(end);
};

function look() {
  const shown = board.notices.filter(isShown);
  const there = now && shown.some(({ id }) => id === now.notice.id);
  if (there && (performance.now() < until || !now.pages)) return;
  if (there && now.page + 1 < now.pages) turn(now.page + 1);
  else follow(shown, there);
}

// The same notice in its next language, else the next notice.
function follow(shown, there) {
  if (!shown.length) {
    none();
    return;
  }
  if (there) {
    const languages = readIn(now.notice, wall.reads);
    const next = languages[languages.indexOf(now.language) + 1];
    place = shown.findIndex(({ id }) => id === now.notice.id);
    if (next) {
      begin(now.notice, next);
      return;
    }
    place += 1;
  }
  place %= shown.length;
  begin(shown[place], readIn(shown[place], wall.reads)[0]);
}

async function begin(notice, language) {
  const same = now?.notice.id === notice.id && now.language === language && now.pages === 1;
  if (same) {
    until = performance.now() + secondsOf(notice, language, 1) * 1_000;
    return;
  }
  now = { notice, language, pages: 0, page: 0 };
  const mine = now;
  speak(language);
  $("none").hidden = true;
  $("reading").hidden = false;
  const pages = await reading.show(notice, language);
  if (mine !== now || !pages) return;
  mine.pages = pages;
  $("reading").classList.remove("is-new");
  void $("reading").offsetWidth; // begin the movement anew
  $("reading").classList.add("is-new");
  turn(0);
}

function turn(page) {
  now.page = page;
  reading.turn(page);
  until = performance.now() + secondsOf(now.notice, now.language, now.pages) * 1_000;
}

function none() {
  now = null;
  $("reading").hidden = true;
  $("none").hidden = false;
}

// Whole, or only for those who hear the page.
function nameHall() {
  const hall = $("hall");
  hall.textContent = hallName();
  hall.classList.remove("aloud");
  hall.classList.toggle("aloud", hall.scrollWidth > hall.clientWidth);
}

function speak(language) {
  document.documentElement.lang = language;
  nameHall();
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
}
