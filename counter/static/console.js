// The console: shows the window's board, and turns presses into moves.

import { watch } from "/static/room.js";
import { ASKS } from "./asks.js";
import { choicesHere } from "./choices.js";
import { listen } from "./keys.js";
import { greatMove, offer, rest } from "./offered.js";
import { DOUBLE_PRESS_MS, Presser } from "./presser.js";
import { showSeat, tickSeat } from "./seat.js";
import { showSide } from "./side.js";
import { showLine, showMessages } from "./strip.js";
import { hour, page } from "./words.js";

const PUSHED_WITHIN_MS = 400;
// These name whom they mean, so that a page left open elsewhere cannot end another's service.
const WITH_TICKET = new Set(["recall", "start", "finish", "finish-as", "miss", "hold", "transfer"]);
const WITHOUT_ASKING = {
  arm: ({ armed }) => ({ armed: !armed }),
  confirm: ({ ticket }) => ({ path: `tickets/${ticket.id}/confirm` }),
};
const PATHS = { "finish-as": "finish" };
const room = page.board.room;
const { clerk, window: number } = page.board;
let board = page.board;
let pushed = () => {};

function show(shown) {
  const before = board;
  board = shown;
  // Closed or handed over, here or elsewhere: the choice of windows says what can be done.
  if (board.clerk !== clerk) location.assign("/counter");
  // Space means something else now, and nobody here has pressed for it.
  const moved = greatMove(before) !== greatMove(board);
  if (moved && !presser.busy) rest(greatMove(board), DOUBLE_PRESS_MS);
  showSeat(board);
  tick();
  showSide(board, line.now());
  showMessages(board.messages);
  pushed();
}

function tick() {
  const now = line.now();
  document.getElementById("clock").textContent = hour(now);
  tickSeat(board, now);
  offer(board, now);
}

// All that a press may have been about; two boards alike in it look the same to the clerk.
function situation(of = board) {
  const { ticket } = of;
  return JSON.stringify([
    ticket && [ticket.id, ticket.state, ticket.calls, ticket.class, ticket.need, ticket.confirmed],
    [of.clerk, of.state, of.armed, of.automatic_seconds, of.served_today],
    of.held.map(({ id }) => id),
    of.queues.map(({ letter, help_after }) => [letter, help_after]),
    [of.undo?.until, of.help?.id, of.help?.state],
  ]);
}

// A done move settles on the hall's own board; where it is not pushed soon it is asked for.
async function settled({ situation: before }) {
  const late = new Promise((resolve) => setTimeout(resolve, PUSHED_WITHIN_MS));
  while (situation() === before) {
    const next = new Promise((resolve) => (pushed = resolve));
    if ((await Promise.race([next, late.then(() => "late")])) !== "late") continue;
    const asked = await ask();
    if (asked) show(asked);
    return;
  }
}

async function ask() {
  const limit = { cache: "no-store", signal: AbortSignal.timeout(4_000) };
  const answer = await fetch(`/api/v1/boards/${room}`, limit).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

// Whether a kept press may be sent again. Most name whom they mean or ask for a state, and the
// hall refuses them where it has gone on; these mean whatever they find.
const freeAsBefore = (before, now) => now.ticket !== null || now.served_today === before.served_today;
const STILL = {
  next: freeAsBefore,
  "walk-in": freeAsBefore,
  undo: (before, now) => now.undo?.until === before.undo?.until,
};

async function still({ move, before }) {
  const now = await ask();
  if (!now) return null;
  show(now);
  return STILL[move]?.(before, now) ?? true;
}

async function press(button, source) {
  const { move } = button.dataset;
  if (presser.double(source)) return;
  if (!move) {
    button.click();
    return;
  }
  if (presser.busy) {
    presser.another();
    return;
  }
  rest(move, DOUBLE_PRESS_MS);
  const ticket = WITH_TICKET.has(move) ? { ticket: board.ticket.id } : {};
  const asked = ASKS[move] ? await ASKS[move](board) : WITHOUT_ASKING[move]?.(board) ?? {};
  if (asked === null) return;
  const { path = `windows/${number}/${PATHS[move] ?? move}`, ...words } = asked;
  const label = button.querySelector(".move-label").textContent;
  const wish = { button, move, path, words: { ...ticket, ...words }, label };
  await presser.press({ ...wish, situation: situation(), before: board });
}

const presser = new Presser({ settled, still });
const line = watch(room, {
  board: show,
  state(state) {
    showLine(state);
    if (state.up) presser.lineIsBack();
  },
});
show(board);
choicesHere();
setInterval(tick, 500);
setInterval(() => showSide(board, line.now()), 10_000);
listen(press);
for (const button of document.querySelectorAll("[data-move]")) {
  button.addEventListener("click", (event) => {
    press(button, button);
    // After a click with the mouse, space means the window's next move again.
    if (event.detail > 0) button.blur();
  });
}
