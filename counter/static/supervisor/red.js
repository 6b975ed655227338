// How many screens and loudspeakers somebody should look at: on every page of the supervisor's
// room. A screen that loads its page anew is away for a moment; that is nothing to look at.

import { watch } from "/static/room.js";

const AFTER_MS = 2_000;

const words = JSON.parse(document.getElementById("red-words").textContent);
const place = document.getElementById("red");
let count = place.textContent.trim() ? -1 : 0;
let soon = 0;

watch("screens", {
  board({ red }) {
    clearTimeout(soon);
    soon = setTimeout(show, count === -1 ? 0 : AFTER_MS, red);
  },
});

function show(red) {
  if (red === count) return;
  count = red;
  place.replaceChildren();
  if (!red) return;
  const sign = document.createElement("span");
  sign.className = "red-sign";
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = "▲";
  place.append(sign, ` ${words.red.replace("{count}", red)}`);
}
