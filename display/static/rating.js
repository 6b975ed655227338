// The tablet at a window: asks the citizen how the service was, once, for a while. One timer runs
// at a time and says what happens when nobody presses anything.

import { watch } from "/static/room.js";
import { post } from "./rating_post.js";
import { Sheet } from "./rating_sheet.js";
import { Renewal } from "./renewal.js";
import { Telling } from "./telling.js";

// A level that was pressed counts when its citizen has walked away: this long for the reasons,
// also beyond the window's own time. The hall takes ratings a little later still.
const REASONS_MS = 8_000;
const THANKS_MS = 5_000;

const page = JSON.parse(document.getElementById("page").textContent);
const sheet = new Sheet(page, { choose, send, change: () => step("levels") });
let asked = null; // the service that is asked about
let over = 0; // the last one that was answered or left
let timer = 0;

const renewal = new Renewal(page, () => asked === null && !sheet.asks);
let seq = -1;

const line = watch(page.room, {
  board: heard,
  state({ up, version }) {
    sheet.line(up);
    if (!up) return;
    renewal.isVersion(version);
    telling.begin();
  },
});
const telling = new Telling(line, () => ({ room: page.room, seq, version: page.version, sound: "" }));
line.also(`screen/${page.device}`, { board: ({ screen }) => renewal.isSetUp(screen) });

function heard(board) {
  seq = board.seq;
  sheet.about(board);
  if (board.rating && board.rating.finish !== over) ask(board.rating);
  else if (!board.rating && taken()) calm();
}

// Whether a question that the board no longer has was taken away before its time, and not by an
// answer given here.
function taken() {
  return asked ? asked.finish !== over && left() > 0 : sheet.asks;
}

// Taken back, rated on the phone, or the next citizen is being served: nobody is asked any more.
function calm() {
  asked = null;
  sheet.show("idle");
  wait(0);
}

function ask(rating) {
  if (rating.finish === asked?.finish) return;
  asked = rating;
  sheet.ask(rating);
  wait(left(), leave);
}

function choose(level) {
  sheet.choose(level);
  wait(Math.max(left(), REASONS_MS), send);
}

function step(name) {
  sheet.show(name);
  wait(Math.max(left(), REASONS_MS), leave);
}

function leave() {
  over = asked.finish;
  calm();
}

async function send() {
  wait(0);
  const { finish } = asked;
  over = finish;
  const { level, reasons } = sheet.rating();
  sheet.busy(true);
  const refused = await post(page.address, { finish, rating: level, reasons }, sheet.language);
  sheet.busy(false);
  if (asked?.finish !== finish) return;
  asked = null;
  if (refused === null) sheet.thank(page.bad.includes(level));
  else sheet.tell(refused);
  wait(THANKS_MS, calm);
}

function left() {
  return new Date(asked.until) - line.now();
}

function wait(ms, then) {
  clearTimeout(timer);
  sheet.runOut(ms, then === leave || then === send ? page.seconds * 1_000 : 0);
  if (then) timer = setTimeout(then, Math.max(0, ms));
}
