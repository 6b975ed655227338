// Writing an announcement: its texts, its pictures, when it is shown, and how screens show it.

import { Reading } from "/static/reading.js";
import { Asker } from "../asking.js";
import { $ } from "../making.js";
import { instantAt } from "../steward/times.js";
import { page, say } from "../words.js";
import { Pictures } from "./publish_pictures.js";

const REST_MS = 400; // after the last letter typed
const OF_WIDTH = 0.024; // a screen's type, and the height of its page below the head
const HEIGHT = 0.52;

const form = $("publish-form");
const fields = form.elements;
const asker = new Asker($("told"));
const pictures = new Pictures(page.pictures, show);
const dates = new Intl.DateTimeFormat("en-CA", { timeZone: page.zone });

let tongue = "zh";
let at = 0;
let pages = 0;
let resting = null;

const reading = new Reading($("reading"), {
  say: (english) => page.said[tongue][english],
  group: (name) => page.said[tongue][page.groups[name]],
  date: (when) => dates.format(new Date(when)),
});

function typed(name) {
  return Object.fromEntries(
    page.languages.map((code) => [code, fields[`${name}-${code}`].value.trim()]).filter(([, words]) => words),
  );
}

function wish() {
  const words = {
    kind: fields.kind.value,
    title: typed("title"),
    text: typed("text"),
    pictures: pictures.all(),
    until: instantAt(fields["until-day"].value, fields["until-time"].value),
    replaces: page.replaces,
  };
  const since = chosenSince();
  return since ? { ...words, since } : words;
}

function chosenSince() {
  if (fields.from.value !== "own") return null;
  return instantAt(fields["since-day"].value, fields["since-time"].value);
}

async function show() {
  const wall = $("wall");
  wall.style.fontSize = `${wall.clientWidth * OF_WIDTH}px`;
  wall.style.height = `${wall.clientWidth * HEIGHT}px`;
  $("reading").hidden = false;
  const title = typed("title");
  const since = chosenSince();
  const notice = {
    group: page.kinds[fields.kind.value],
    since: since && !Number.isNaN(Date.parse(since)) ? since : new Date(),
    title: { ...title, zh: title.zh ?? "…" },
    text: typed("text"),
    pictures: pictures.all(),
  };
  pages = (await reading.show(notice, tongue)) || pages;
  turn(Math.min(at, pages - 1));
}

function turn(to) {
  at = Math.max(0, Math.min(to, pages - 1));
  reading.turn(at);
  $("pager").hidden = pages < 2;
  $("earlier").disabled = at === 0;
  $("later").disabled = at === pages - 1;
}

form.addEventListener("input", (event) => {
  if (event.target.name?.startsWith("since-")) fields.from.value = "own";
  clearTimeout(resting);
  resting = setTimeout(show, REST_MS);
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!fields["until-day"].value || !fields["until-time"].value) {
    asker.tell(say("Please say until when."), "fault");
    return;
  }
  const answer = await asker.ask($("publish"), "/notices/published", wish());
  if (answer?.done) location.assign("/counter/supervisor/notices/published");
});
for (const button of document.querySelectorAll("[data-tongue]")) {
  button.addEventListener("click", () => {
    tongue = button.dataset.tongue;
    at = 0;
    for (const each of document.querySelectorAll("[data-tongue]")) {
      each.setAttribute("aria-pressed", String(each === button));
    }
    show();
  });
}
$("earlier").addEventListener("click", () => turn(at - 1));
$("later").addEventListener("click", () => turn(at + 1));
addEventListener("resize", show);
show();
