// The first page stands for hours: it asks after the hub now and then, and is made anew each minute,
// so that it says when the hall closes, opens or has something to tell.

import { goTo, lookForHub } from "./going.js";

const LOOK_EVERY_MS = 10_000;
const ANEW_EVERY_MS = 60_000;

async function look() {
  await lookForHub();
  setTimeout(look, LOOK_EVERY_MS);
}

setTimeout(look, LOOK_EVERY_MS);
setTimeout(() => goTo(location.href), ANEW_EVERY_MS);
