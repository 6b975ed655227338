// The panel in large type: the number stands, and beside or below it what else there is to say
// takes turns: what to do, for what, at which window, by which clerk.

import { turns } from "./words.js";

const place = document.getElementById("turn");

// The words in their order, those that are empty left out; each as large as fits on its page.
export function showInTurn(lines) {
  const said = lines.filter(Boolean);
  const line = said[turns.page(said.length)] ?? "";
  if (place.textContent !== line) place.textContent = line;
  place.style.removeProperty("--smaller");
  for (const share of [0.8, 0.62, 0.5, 0.4, 0.32, 0.25, 0.2]) {
    if (place.scrollHeight <= place.clientHeight && place.scrollWidth <= place.clientWidth) return;
    place.style.setProperty("--smaller", share);
  }
}
