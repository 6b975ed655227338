// What every page of the tablet does: the live board, what its bar counts, new calls for help,
// the clock, and which of two panes is shown.

import { watch } from "/static/room.js";
import { showLine, showOpen } from "../bar.js";
import { $ } from "../making.js";
import { hour, page } from "../words.js";
import { tellCalls } from "./calls.js";
import { useClock } from "./times.js";

const counted = (name) => document.querySelector(`[data-count="${name}"]`);

// `show(board)` is called with each board, `tick(now)` with it and every so often between.
export function tablet({ show = () => {}, tick = () => {}, everyMs = 10_000 }) {
  let board = page.board;

  function shown(next) {
    board = next;
    showOpen(board.open);
    count("help", board.help.length, board.help.some((call) => call.state === "asked"));
    count("loans", board.loans.length);
    count("appointments", board.appointments);
    count("home-visits", board.home_visits);
    tellCalls(board.help);
    show(board);
    now();
  }

  function now() {
    $("clock").textContent = hour(line.now());
    tick(line.now(), board);
  }

  const line = watch("steward", { board: shown, state: showLine });
  useClock(() => line.now());
  shown(board);
  setInterval(now, everyMs);
}

function count(name, number, urgent = false) {
  const at = counted(name);
  at.textContent = number || "";
  at.toggleAttribute("data-urgent", urgent);
}

export function view(name) {
  for (const button of document.querySelectorAll("[data-view]")) {
    const chosen = button.dataset.view === name;
    button.setAttribute("aria-pressed", chosen);
    $(button.dataset.view).hidden = !chosen;
  }
}

for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => view(button.dataset.view));
}
