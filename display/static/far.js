// A screen of large type: the newest calls stay, the other calls, the queues, the notices and the
// code take turns. Where there is room for both, calls stand beside the rest.

import { FarCalls } from "./far_calls.js";
import { CodePage, NoticePages, QueuePages } from "./far_pages.js";
import { chunks, plan } from "./far_plan.js";
import { hallName, hang, inOrder, say, turns } from "./wall.js";
import { wall } from "./words.js";

const CARD = 1.95; // the least height of a call, in sizes of type
const NARROW_CARD = 3.9; // with the window below the number
const NARROW = 10.6; // below this width
const SPLIT_WIDE = 26;
const SPLIT_HIGH = 22;
const MOST_CALLS = 6; // at once: few and large
const SERVING_WIDE = 3.4; // of a number at a window

const $ = (id) => document.getElementById(id);
const has = (part) => wall.parts.includes(part);
const calls = new FarCalls();
const parts = new Map();
if (has("queues")) parts.set("queues", new QueuePages());
if (has("notices")) parts.set("notices", new NoticePages());
if (has("code")) parts.set("code", new CodePage(() => latest && show(...latest)));
let latest = null;

hang(show);
addEventListener("resize", () => latest && show(...latest));

function show(board, news, now) {
  latest = [board, news, now];
  const newsOf = (call) => (call.state === "called" ? news.of(call.number, call.window) : undefined);
  const isNew = (call) => newsOf(call) !== undefined;
  const room = measure();
  for (const part of parts.values()) part.write(board, servingShown(room));
  const ordered = inOrder(board.calls);
  const fresh = has("calls") ? ordered.filter(isNew) : forSummary(ordered, room);
  const wanted = has("calls") ? [...fresh, ...ordered.filter((call) => !isNew(call))] : fresh;
  if (room.split) room.slots = Math.min(room.slots, Math.max(2, wanted.length));
  const shown = room.split ? beside(wanted, fresh, room) : together(wanted, fresh, room);
  calls.show(shown.calls, newsOf, room.high / room.slots);
  showPage(shown.page, room);
}

// Those who have not come yet alone, and no more than half of the screen; more of them take turns.
function forSummary(ordered, { slots }) {
  if (!has("queues")) return [];
  const called = ordered.filter((call) => call.state === "called");
  const groups = chunks(called, Math.max(1, Math.floor(slots / 2)));
  return groups[turns.page(groups.length)] ?? [];
}

// In sizes of type, but `high`, which is in pixels.
function measure() {
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const wide = innerWidth / size;
  const tall = innerHeight / size;
  const landscape = wide > tall;
  const split = has("calls") && parts.size > 0 && (landscape ? wide >= SPLIT_WIDE : tall >= SPLIT_HIGH);
  document.body.classList.toggle("is-split", split);
  const narrow = wide < NARROW;
  document.body.classList.toggle("is-narrow", narrow);
  const high = $("stage").clientHeight * (split && !landscape ? 0.6 : 1);
  const card = narrow ? NARROW_CARD : CARD;
  const slots = Math.max(1, Math.min(MOST_CALLS, Math.floor(high / size / card)));
  return { wide: split && landscape ? wide * 0.4 : wide, split, high, slots, headed: split || narrow };
}

// Where calls are shown as well, only beside them.
function servingShown({ wide, split }) {
  return has("calls") && !split ? 0 : Math.max(1, Math.floor((wide - 2.5) / SERVING_WIDE));
}

function together(wanted, fresh, { high, slots, headed }) {
  const stay = has("calls") ? 1 : 0;
  const kept = Math.max(fresh.length, Math.min(stay, wanted.length));
  $("calls").style.height = `${(kept * high) / slots}px`;
  const others = kept < slots ? pagesOf(headed) : [];
  const { standing, pages } = plan({ calls: wanted, fresh: fresh.length, slots, stay, others });
  const at = turns.page(pages.length);
  number($("at"), at, pages.length);
  number($("page-at"), 0, 1);
  const page = pages[at];
  if (page?.calls) return { calls: [...standing, ...page.calls], page: null };
  return { calls: standing, page: page ?? (standing.length ? null : { part: "quiet" }) };
}

function beside(wanted, fresh, { high, slots }) {
  const { standing, pages } = plan({ calls: wanted, fresh: fresh.length, slots, stay: 1, others: [] });
  const at = turns.page(pages.length);
  number($("at"), at, pages.length);
  const seen = [...standing, ...(pages[at]?.calls ?? [])];
  $("calls").style.height = `${(high / slots) * seen.length}px`;
  const others = pagesOf(true);
  const other = turns.page(others.length);
  number($("page-at"), other, others.length);
  return { calls: seen, page: others[other] ?? { part: "quiet" } };
}

// Every page of every part, counted in the room that it has now.
function pagesOf(headed) {
  const found = [];
  for (const [name, part] of parts) {
    open(name, headed && part.heading);
    const pages = part.count();
    for (let at = 0; at < pages; at += 1) found.push({ part: name, at });
  }
  return found;
}

function open(name, heading) {
  $("page").hidden = false;
  $("page-head").hidden = !heading;
  for (const place of document.querySelectorAll("[data-part]")) place.hidden = place.dataset.part !== name;
}

// What a page is called stands over it, or where there is no room, in the head.
function showPage(page, { split, headed }) {
  $("page").hidden = page === null;
  const part = parts.get(page?.part);
  const heading = part?.heading ?? (page === null ? "Called numbers" : "");
  showTitle(split || !heading ? hallName() : headed ? "" : say(heading));
  if (page === null) return;
  open(page.part, headed && heading);
  $("heading").textContent = heading && say(heading);
  if (part) part.show(page.at);
  else $("quiet").textContent = say(quiet());
}

function quiet() {
  const [board] = latest;
  if (!has("calls") && !has("queues")) {
    return has("code")
      ? "At the moment phones cannot take numbers."
      : "There are no notices at the moment.";
  }
  return board.open ? "Please wait until your number is called." : "No numbers are given at the moment.";
}

function number(place, at, pages) {
  place.hidden = pages < 2;
  place.textContent = `${at + 1}/${pages}`;
}

// In the head where there is room for all of it.
function showTitle(words) {
  const title = document.querySelector(".far-title");
  title.textContent = words || hallName();
  title.classList.remove("aloud");
  title.classList.toggle("aloud", !words || title.scrollWidth > title.clientWidth);
}
