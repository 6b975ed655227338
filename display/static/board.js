// The main board.

import { Calls } from "./calls.js";
import { showCode } from "./code.js";
import { Notices } from "./notices.js";
import { Queues } from "./queues.js";
import { hang, say } from "./wall.js";

const calls = new Calls();
const queues = new Queues();
const notices = new Notices();
const quiet = document.getElementById("quiet");

hang(show);
showCode(document.getElementById("code"));

function show(board, news) {
  calls.show(board.calls, news);
  queues.show(board.queues);
  notices.show(board.notices);
  quiet.hidden = board.calls.length > 0;
  quiet.textContent = say(
    board.open ? "Please wait until your number is called." : "No numbers are given at the moment.",
  );
}
