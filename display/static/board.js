// The main board.

import { Calls } from "./calls.js";
import { showCode } from "./code.js";
import { chunks } from "./far_plan.js";
import { Notices } from "./notices.js";
import { Queues } from "./queues.js";
import { hang, inOrder, say, turns } from "./wall.js";

const LARGE = 3; // calls that stay
const SHOWN = 12;

const calls = new Calls();
const queues = new Queues();
const notices = new Notices();
const quiet = document.getElementById("quiet");

hang(show);
showCode(document.getElementById("code"));

function show(board, news) {
  calls.show(inSight(board.calls), news);
  queues.show(board.queues);
  notices.show(board.notices);
  quiet.hidden = board.calls.length > 0;
  quiet.textContent = say(
    board.open ? "Please wait until your number is called." : "No numbers are given at the moment.",
  );
}

// The newest stay large; where more are called than fit, the others take turns.
function inSight(all) {
  const ordered = inOrder(all);
  if (ordered.length <= SHOWN) return ordered;
  const pages = chunks(ordered.slice(LARGE), SHOWN - LARGE);
  return [...ordered.slice(0, LARGE), ...pages[turns.page(pages.length)]];
}
