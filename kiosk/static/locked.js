// A glass that is no kiosk now, or where something went wrong: nobody gets out of it by touch. It looks
// for the first page by itself. Where it must be paired, a keyboard opens the start page: readers of
// cards and codes, which type too, do not press three keys together.

import { goByLinks, goTo } from "./going.js";
import { keepInside } from "./lock.js";

const LOOK_AGAIN_MS = 60000;

const { home, start } = document.getElementById("main").dataset;

function startPage(event) {
  if (event.ctrlKey && event.altKey && event.code === "KeyS") goTo(start);
}

keepInside();
goByLinks();
if (start) window.addEventListener("keydown", startPage);
setTimeout(() => goTo(home), LOOK_AGAIN_MS);
