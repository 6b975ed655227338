// The panel in large type: the number stands, and beside or below it what else there is to say
// takes turns: what to do, for what, at which window, by which clerk.

import { turns } from "./words.js";

const place = document.getElementById("turn");
const SHARES = [1, 0.8, 0.62, 0.5, 0.4, 0.32, 0.25, 0.2];

// The words in their order, those that are empty left out; each as large as fits, and on several
// pages where even the smallest type is too large for all of them.
export function showInTurn(lines) {
  const pages = lines.filter(Boolean).flatMap(inPages);
  place.textContent = pages[turns.page(pages.length)] ?? "";
  SHARES.find(fits);
}

function fits(share) {
  place.style.setProperty("--smaller", share);
  return place.scrollHeight <= place.clientHeight + 1 && place.scrollWidth <= place.clientWidth;
}

function inPages(line) {
  const pages = [""];
  const words = line.includes(" ") ? line.match(/\S+\s*/g) : [...line];
  for (const word of words) {
    place.textContent = pages[pages.length - 1] + word;
    if (fits(0)) pages[pages.length - 1] += word;
    else pages.push(word);
  }
  return pages.filter(Boolean);
}
