// The main board.

import { Calls } from "./calls.js";
import { showCode } from "./code.js";
import { chunks } from "./far_plan.js";
import { Notices } from "./notices.js";
import { Queues } from "./queues.js";
import { hang, inOrder, say, turns } from "./wall.js";
import { wall } from "./words.js";

const LARGE = 3; // calls that stay
const SHOWN = 12;
const SHOWN_UPRIGHT = 11;
const upright = matchMedia("(orientation: portrait)");

const calls = new Calls();
const queues = new Queues();
const notices = wall.parts.includes("notices") ? new Notices() : null;
const quiet = document.getElementById("quiet");

hang(show);
if (wall.parts.includes("code")) showCode(document.getElementById("code"));

function show(board, news) {
  calls.show(inSight(board.calls), news);
  queues.show(board.queues);
  notices?.show(board.notices);
  document.querySelector(".lines-head").hidden = board.queues.length === 0;
  quiet.hidden = board.calls.length > 0;
  quiet.textContent = say(
    board.open ? "Please wait until your number is called." : "No numbers are given at the moment.",
  );
}

// The newest stay large; where more are called than fit, the others take turns.
function inSight(all) {
  const ordered = inOrder(all);
  const shown = upright.matches ? SHOWN_UPRIGHT : SHOWN;
  if (ordered.length <= shown) return ordered;
  const pages = chunks(ordered.slice(LARGE), shown - LARGE);
  return [...ordered.slice(0, LARGE), ...pages[turns.page(pages.length)]];
}
