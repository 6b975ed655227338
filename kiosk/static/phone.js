// The page of a number: its place in line, live, and a call that cannot be missed. What the page
// shows is made by the hub; this changes the figures at once and asks for the rest when there is
// something else to say.

import { Line } from "./phone_line.js";
import { keep, kept, withWorker } from "./phone_kept.js";
import * as shown from "./phone_show.js";
import { Tell } from "./phone_tell.js";

window.phoneIsLive = true;

const TO_COME = ["waiting", "called"];

const phone = JSON.parse(document.getElementById("phone").textContent);
const tell = new Tell(document.getElementById("tell"), phone.number);
const line = new Line(phone, { board, call, knows, unknown });

shown.zone(phone.zone, phone.words);
withWorker();
begin();

// A page that was opened without a line comes from what is kept on the phone, and newer news of
// its number may be kept there too.
async function begin() {
  const newer = await kept();
  if (newer && new Date(newer.at) > new Date(phone.at)) knows(newer);
  else if (phone.state === "called") tell.called(phone.window);
  tell.offer(TO_COME.includes(phone.state));
  line.start();
}

// Its own line on the board of its queue. Where it stands there no more, or in another way, the
// hub is asked once.
function board(board) {
  shown.notices(board.notices);
  const waits = board.line.find(([mark]) => mark === phone.mark);
  const out = board.out.find(([mark]) => mark === phone.mark);
  if (waits && phone.state === "waiting") {
    const [, ahead, minutes] = waits;
    Object.assign(phone, { ahead, minutes, at: board.at });
    shown.wait(ahead, minutes);
    keep(phone);
    if (String(board.windows) !== String(phone.open)) {
      phone.open = board.windows;
      line.askSoon();
    }
  } else if (!out || out[1] !== phone.state || out[2] !== phone.window) {
    line.ask();
  }
}

function call(call) {
  if (call.mark !== phone.mark) return;
  Object.assign(phone, { state: "called", window: call.window, at: call.at });
  shown.called(call.window);
  tell.called(call.window);
  line.ask();
}

// What the hub, or this phone's own memory, says of the number.
function knows(state) {
  const before = phone.state;
  Object.assign(phone, state);
  // Before, so that the parts are put in anew only where they say more; after, for those that were
  // kept from an earlier time.
  const figures = () => state.state === "waiting" && shown.wait(state.ahead, state.minutes);
  figures();
  shown.parts(state);
  figures();
  shown.notices(state.notices);
  tell.offer(TO_COME.includes(state.state));
  if (state.state === "called") {
    if (before !== "called") tell.called(state.window);
  } else {
    tell.rest();
  }
  keep(phone);
}

// Since when the hub has not been heard; null while it is.
function unknown(since) {
  shown.unknown(since);
}
