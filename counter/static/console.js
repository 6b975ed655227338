// The console: shows the window's board, and turns presses into moves.

import { watch } from "/static/room.js";
import { listen } from "./keys.js";
import { DOUBLE_PRESS_MS, Presser } from "./presser.js";
import { rest, showSeat, tickSeat } from "./seat.js";
import { showSide } from "./side.js";
import { hour, page, say } from "./words.js";

const PUSHED_WITHIN_MS = 400;
// These name whom they mean, so that a page left open elsewhere cannot end another's service.
const WITH_TICKET = new Set(["recall", "start", "finish", "miss"]);
const room = page.board.room;
const { clerk, window: number } = page.board;
let board = page.board;
let pushed = () => {};

function show(shown) {
  board = shown;
  // Closed here or elsewhere: the choice of windows says what can be done.
  if (board.clerk !== clerk) location.assign("/counter");
  showSeat(board);
  tick();
  showSide(board, line.now());
  pushed();
}

function tick() {
  document.getElementById("clock").textContent = hour(line.now());
  tickSeat(board, line.now());
}

function situation() {
  const { ticket } = board;
  return ticket ? `${ticket.id} ${ticket.state} ${ticket.calls}` : `${board.clerk} free`;
}

// A done move settles on the hall's own board; where it is not pushed soon it is asked for.
async function settled(move, before) {
  const late = new Promise((resolve) => setTimeout(resolve, PUSHED_WITHIN_MS));
  while (situation() === before) {
    const next = new Promise((resolve) => (pushed = resolve));
    if ((await Promise.race([next, late.then(() => "late")])) === "late") return ask();
  }
}

async function ask() {
  const answer = await fetch(`/api/v1/boards/${room}`, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) show(await answer.json());
}

function press(button, source) {
  const { move } = button.dataset;
  rest(move, DOUBLE_PRESS_MS);
  const ticket = WITH_TICKET.has(move) ? board.ticket?.id : undefined;
  presser.press(button, source, number, move, situation(), ticket);
}

function showLine({ up, since, error }) {
  const sign = document.getElementById("line");
  sign.hidden = up;
  if (!up) sign.textContent = error || say("Connection lost since {time}", { time: hour(since) });
}

const presser = new Presser(settled);
const line = watch(room, { board: show, state: showLine });
showSeat(board);
tick();
showSide(board, line.now());
setInterval(tick, 1_000);
setInterval(() => showSide(board, line.now()), 10_000);
listen(press);
for (const button of document.querySelectorAll("[data-move]")) {
  button.addEventListener("click", (event) => {
    press(button, button);
    // After a click with the mouse, space means the window's next move again.
    if (event.detail > 0) button.blur();
  });
}
