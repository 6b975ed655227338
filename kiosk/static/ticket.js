// The answer page: counts down to the first page, begins anew at any touch, and shows what becomes
// of the receipt.

import { goTo } from "./going.js";

const PAPER_EVERY_MS = 500;
const PAPER_LOOKS = 120;
const SOON_SECONDS = 20;
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
    line.parentElement.classList.toggle("is-soon", left <= SOON_SECONDS);
    return left;
  }

  bar.classList.add("is-timed");
  const more = document.getElementById("more-time");
  more.hidden = false;
  more.addEventListener("click", begin);
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, begin, true);
  begin();
  const ticking = setInterval(() => {
    if (show() > 0) return;
    clearInterval(ticking);
    goTo(leave.dataset.home);
  }, 250);
}

function showPaper(step, { state, picture }) {
  for (const line of step.querySelectorAll("[data-when]")) {
    line.hidden = !line.dataset.when.split(" ").includes(state);
  }
  const image = document.querySelector("img.paper");
  image.hidden = picture === null;
  document.getElementById("next-steps").classList.toggle("has-picture", picture !== null);
  if (picture !== null && !image.getAttribute("src")) image.src = picture;
  return FINAL.has(state);
}

/** Ask until the receipt is there or has failed for good; a job that failed is tried again. */
async function followPaper(step, looks) {
  let settled = false;
  try {
    const answer = await fetch(step.dataset.paper, { cache: "no-store" });
    if (answer.ok) settled = showPaper(step, await answer.json());
  } catch {
    // Asked again below.
  }
  if (!settled && looks > 1) setTimeout(() => followPaper(step, looks - 1), PAPER_EVERY_MS);
}

const leave = document.getElementById("leave");
countDown(leave, document.getElementById("leaves-line"), document.getElementById("leaves-bar"));
const step = document.getElementById("paper-step"); // an appointment has no paper
if (step && !FINAL.has(step.dataset.state)) followPaper(step, PAPER_LOOKS);
