// Numbers: two things to do on one side, the live hall on the other.

import { page } from "../words.js";
import { showFound } from "./find.js";
import { showLive } from "./live.js";
import { hallMoved, lookUp } from "./standing.js";
import { tablet, view } from "./tablet.js";
import { beginAgain, leadTo } from "./take.js";

function look(number) {
  view("standing");
  lookUp(number);
}

leadTo(look);
beginAgain();
tablet({
  show(board) {
    showFound(board);
    hallMoved();
  },
  tick: (now, board) => showLive(board, now, look),
});
if (page.number) look(page.number);
