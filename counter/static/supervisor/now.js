// The hall now: sums, queues, windows, and what a supervisor does about them.

import { watch } from "/static/room.js";
import { showLine, showOpen } from "../bar.js";
import { $, heading, make } from "../making.js";
import { minutesSince, page, say, text } from "../words.js";
import { offerActs } from "./acts.js";
import { offerMessages } from "./messages.js";
import { chosenWindow, showWindows } from "./windows.js";

let board = page.board;

function show(shown) {
  board = shown;
  showOpen(board.open);
  for (const [name, count] of Object.entries(board.totals)) {
    const at = document.querySelector(`[data-total="${name}"]`);
    if (at) at.textContent = count;
  }
  $("cases").textContent = board.cases;
  $("help").textContent = board.help;
  offerMessages(board);
  tick();
}

function tick() {
  const now = line.now();
  showQueues(now);
  showHelp(now);
  showWindows(board, now);
  offerActs(board, chosenWindow(), now);
}

// How long the oldest call for help has waited that nobody has taken.
function showHelp(now) {
  const since = board.help_since;
  $("help-age").textContent = since ? `! ${minutesSince(since, now)}` : "";
  $("help-sum").classList.toggle("sum-urgent", since !== null);
}

function showQueues(now) {
  const longest = (queue) => (queue.longest_since ? new Date(queue.longest_since) : Infinity);
  const sorted = [...board.queues].sort((a, b) => longest(a) - longest(b) || 0);
  $("queues").replaceChildren(...sorted.map((queue) => row(queue, now)));
}

function row(queue, now) {
  const windows = `${queue.windows_open} / ${queue.windows}`;
  const none = queue.waiting > 0 && queue.windows_open === 0;
  const made = make(
    "tr",
    make("td.letter", queue.letter),
    heading(text(queue.name)),
    make("td.figures", minutesSince(queue.longest_since, now)),
    make("td.figures", queue.waiting),
    make("td.figures", none ? warning(windows) : windows),
  );
  made.dataset.queue = queue.letter;
  return made;
}

function warning(windows) {
  const made = make("strong.tag.tag-care", `! ${windows}`, make("span.aloud", say("No window open")));
  made.title = say("No window open");
  return made;
}

$("windows").addEventListener("chosen", tick);
$("closed-too").addEventListener("change", tick);
const line = watch("overview", { board: show, state: showLine });
show(board);
setInterval(tick, 10_000);
