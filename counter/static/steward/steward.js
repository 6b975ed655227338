// The steward's tablet: two things to do on one side, the live hall on the other.

import { watch } from "/static/room.js";
import { showLine, showOpen } from "../bar.js";
import { $ } from "../making.js";
import { hour, page } from "../words.js";
import { showFound } from "./find.js";
import { showLive } from "./live.js";
import { hallMoved, lookUp } from "./standing.js";
import { beginAgain, leadTo } from "./take.js";
import { useClock } from "./times.js";

let board = page.board;

function show(shown) {
  board = shown;
  showOpen(board.open);
  tick();
  showFound(board);
  hallMoved();
}

function tick() {
  const now = line.now();
  $("clock").textContent = hour(now);
  showLive(board, now, look);
}

function view(name) {
  for (const button of document.querySelectorAll("[data-view]")) {
    const chosen = button.dataset.view === name;
    button.setAttribute("aria-pressed", chosen);
    $(button.dataset.view).hidden = !chosen;
  }
}

function look(number) {
  view("standing");
  lookUp(number);
}

for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => view(button.dataset.view));
}
const line = watch("steward", { board: show, state: showLine });
useClock(() => line.now());
leadTo(look);
beginAgain();
show(board);
setInterval(tick, 10_000);
