// Notices: written with a preview in every language, changed, ended. The page is made anew after
// each.

import { Asker } from "../asking.js";
import { $ } from "../making.js";
import { instantAt } from "../steward/times.js";
import { page, say } from "../words.js";

const NOTE = "note";
const CLOSING = "closing-early";
const form = $("notice-form");
const fields = form.elements;
const asker = new Asker($("told"));
const list = new Asker($("list-told"));
let changing = 0;

function show() {
  const kind = fields.kind.value;
  $("texts").hidden = kind !== NOTE;
  $("at-field").hidden = kind !== CLOSING;
  for (const at of document.querySelectorAll("[data-preview]")) {
    const code = at.dataset.preview;
    const [words, missing] = kind === NOTE ? typed(code) : [sentence(kind, code), false];
    at.textContent = words || "…";
    at.lang = missing ? "zh" : code;
    if (missing) at.append(note());
  }
  warn(kind);
}

// Before it is shown: who reads which languages is given the Chinese text.
function warn(kind) {
  const missing = kind === NOTE ? page.languages.filter((code) => typed(code)[1]) : [];
  const names = missing.map((code) => page.tongues[code]).join(", ");
  const words = names ? say("No text in {tongues}: people are shown the Chinese one.", { tongues: names }) : "";
  const place = $("only-chinese");
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
}

function note() {
  const made = document.createElement("span");
  made.className = "soft preview-note";
  made.lang = document.documentElement.lang;
  made.textContent = say("No text: the Chinese one is shown");
  return made;
}

// What is read in a language, and whether it is the Chinese text for want of another.
function typed(code) {
  const own = fields[`text-${code}`].value.trim();
  const chinese = fields["text-zh"].value.trim();
  return own || code === "zh" ? [own, false] : [chinese, Boolean(chinese)];
}

function sentence(kind, code) {
  const [general, ofOne] = page.said[kind][code];
  const department = page.departments[fields.department.value];
  const values = {
    at: fields.at.value || "…",
    department: department && (department[code] ?? department.zh),
  };
  return (department ? ofOne : general).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function wish() {
  const kind = fields.kind.value;
  const words = { kind, until: until(), department: fields.department.value, replaces: changing };
  if (kind === CLOSING) words.at = fields.at.value;
  if (kind === NOTE) {
    words.text = Object.fromEntries(
      page.languages
        .map((code) => [code, fields[`text-${code}`].value.trim()])
        .filter(([, typed]) => typed),
    );
  }
  return words;
}

function until() {
  const chosen = fields.until.value;
  return chosen === "own" ? instantAt(fields.day.value, fields.time.value) : chosen;
}

// The form with what a notice says now; it replaces that one.
function change(notice) {
  changing = notice.id;
  form.reset();
  fields.kind.value = notice.kind;
  fields.department.value = notice.department ?? "";
  fields.at.value = notice.at ?? "";
  for (const [code, words] of Object.entries(notice.text ?? {})) {
    if (fields[`text-${code}`]) fields[`text-${code}`].value = words;
  }
  fields.until.value = "own";
  [fields.day.value, fields.time.value] = localOf(notice.until);
  title(say("Change this notice"));
  fields.kind[0].focus();
}

function localOf(at) {
  const options = { timeZone: page.zone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" };
  return new Intl.DateTimeFormat("sv-SE", options).format(new Date(at)).split(" ");
}

function title(words) {
  $("form-title").textContent = words;
  $("begin-again").hidden = !changing;
  asker.tell("");
  show();
}

form.addEventListener("input", (event) => {
  if (["day", "time"].includes(event.target.name)) fields.until.value = "own";
  show();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await asker.ask($("post"), "/notices", wish());
  if (answer?.done) location.reload();
});
$("begin-again").addEventListener("click", () => {
  changing = 0;
  form.reset();
  title(say("New notice"));
});
for (const row of document.querySelectorAll("[data-notice]")) {
  const notice = page.notices[row.dataset.notice];
  row.querySelector('[data-act="change"]').addEventListener("click", () => change(notice));
  const end = row.querySelector('[data-act="end"]');
  end.addEventListener("click", async () => {
    const answer = await list.ask(end, `/notices/${notice.id}/withdraw`);
    if (answer?.done) location.reload();
  });
}
show();
