// The answer page: counts down to the first page, begins anew at any touch, and shows what becomes
// of the receipt.

import { goTo } from "./leave.js";

const PAPER_EVERY_MS = 500;
const PAPER_LOOKS = 120;
const FINAL = new Set(["done", "expired", "none"]);
const words = JSON.parse(document.getElementById("words").textContent);

function countDown(leave, line, bar) {
  const seconds = Number(leave.dataset.leaveSeconds);
  let ends;

  function begin() {
    ends = performance.now() + seconds * 1000;
    bar.getAnimations().forEach((animation) => (animation.currentTime = 0));
    show();
  }

  function show() {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    line.textContent = words.leaves.replace("{seconds}", left);
    return left;
  }

  bar.classList.add("is-timed");
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, begin, true);
  begin();
  const ticking = setInterval(() => {
    if (show() > 0) return;
    clearInterval(ticking);
    goTo(leave.dataset.home);
  }, 250);
}

/** The last page of a visit is replaced, so that the way back in the browser does not show it. */
function leaveAtOnce(event) {
  event.preventDefault();
  goTo(event.currentTarget.href);
}

function showPaper(sheet, { state, picture }) {
  for (const line of sheet.querySelectorAll("[data-when]")) {
    line.hidden = picture !== null || !line.dataset.when.split(" ").includes(state);
  }
  const image = sheet.querySelector("img");
  image.hidden = picture === null;
  if (picture !== null && !image.getAttribute("src")) image.src = picture;
  return picture !== null || FINAL.has(state);
}

/** Ask until the receipt is there or has failed for good; a job that failed is tried again. */
async function followPaper(sheet, looks) {
  let settled = false;
  try {
    const answer = await fetch(sheet.dataset.paper, { cache: "no-store" });
    if (answer.ok) settled = showPaper(sheet, await answer.json());
  } catch {
    // Asked again below.
  }
  if (!settled && looks > 1) setTimeout(() => followPaper(sheet, looks - 1), PAPER_EVERY_MS);
}

const leave = document.getElementById("leave");
countDown(leave, document.getElementById("leaves-line"), document.getElementById("leaves-bar"));
document.querySelector("[data-leave]").addEventListener("click", leaveAtOnce);
const sheet = document.querySelector("[data-paper]");
if (sheet) followPaper(sheet, PAPER_LOOKS);
