// What a dialog may ask. A field has `name`, `element`, `focus()`, `value()`; `fault()` says what
// is missing; `choose(digit)` exists where numbers choose and says whether there is such a one;
// `sure` says that there is nothing to choose.

import { make } from "./elements.js";
import { say } from "./words.js";

const MOST_SHOWN = 60;
const LONGEST = 200;

// `code` is a name of no language.
function option(name, { value, label, more = "", code = "" }, digit, checked) {
  const radio = make("input", { type: "radio", name, value, checked });
  const parts = [radio];
  if (digit) parts.push(make("kbd", { textContent: digit }));
  parts.push(make("span", { className: "option-label", textContent: label }));
  if (more) parts.push(make("span", { className: "option-more", textContent: more }));
  if (code) parts.push(make("span", { className: "option-more", lang: "zxx", textContent: code }));
  return make("label", { className: "option" }, ...parts);
}

function group(label, ...content) {
  return make("fieldset", { className: "ask-group" }, make("legend", { textContent: label }), ...content);
}

// One of a few. `own` lets people answer in words of their own: {label, type}.
export function choice(name, label, options, { chosen, own, required = true } = {}) {
  const list = make("div", { className: "options" });
  list.append(
    ...options.map((each, at) => option(name, each, at < 9 ? at + 1 : 0, each.value === chosen)),
  );
  const radios = [...list.querySelectorAll("input")];
  const words = own && make("input", { type: "text", maxLength: LONGEST, autocomplete: "off", ...own.input });
  const element = group(label, list);
  if (words) {
    element.append(make("label", { className: "own" }, own.label, words));
    words.addEventListener("input", () => radios.forEach((radio) => (radio.checked = false)));
    list.addEventListener("change", () => (words.value = ""));
  }
  const picked = () => radios.find((radio) => radio.checked);
  const value = () => words?.value.trim() || picked()?.value || "";
  return {
    name,
    element,
    value,
    sure: options.length === 1 && Boolean(chosen),
    focus: () => (picked() ?? radios[0] ?? words).focus(),
    fault: () => (required && !value() ? say("Please choose, or write something.") : ""),
    choose(digit) {
      const radio = radios[digit - 1];
      if (!radio) return false;
      radio.checked = true;
      if (words) words.value = "";
      radio.focus();
      return true;
    },
  };
}

// One of many, found by typing. `keys` of an option are other names it is found by; one that is
// typed whole comes first.
export function pick(name, label, options) {
  const search = make("input", { type: "search", autocomplete: "off", spellcheck: false });
  const list = make("div", { className: "options options-many" });
  const radios = () => [...list.querySelectorAll("input")];
  const picked = () => radios().find((radio) => radio.checked);

  function show() {
    const typed = search.value.trim().toLowerCase();
    const found = options
      .map((each) => ({ each, rank: rankOf(each, typed) }))
      .filter(({ rank }) => rank < 3)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, MOST_SHOWN);
    list.replaceChildren(
      ...found.map(({ each }, at) => option(name, each, 0, at === 0 && typed !== "")),
    );
    list.scrollTop = 0;
  }

  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (!by || event.isComposing) return;
    event.preventDefault();
    const all = radios();
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(picked()) + by))];
    if (!next) return;
    next.checked = true;
    next.scrollIntoView({ block: "nearest" });
  });
  show();
  const hint = make("label", { className: "own" }, say("Type to find"), search);
  return {
    name,
    element: group(label, hint, list),
    focus: () => search.focus(),
    value: () => picked()?.value ?? "",
    fault: () => (picked() ? "" : say("Please choose one of the list.")),
  };
}

function rankOf({ label, more = "", code = "", keys = [] }, typed) {
  const names = [...keys, label, more, code].map((key) => key.toLowerCase());
  if (names.includes(typed)) return 0;
  if (names.some((key) => key.startsWith(typed))) return 1;
  return names.some((key) => key.includes(typed)) ? 2 : 3;
}

export const few = (options) => options.length <= 9;

export function words(name, label, properties) {
  return single(name, label, { type: "text", maxLength: LONGEST, autocomplete: "off", ...properties });
}

// `properties` are those of the input: value, min, max.
export function date(name, label, properties) {
  const made = single(name, label, { type: "date", ...properties });
  return { ...made, fault: () => (made.value() ? "" : say("Please choose, or write something.")) };
}

export function time(name, label) {
  return single(name, label, { type: "time" });
}

function single(name, label, properties) {
  const input = make("input", properties);
  return {
    name,
    element: make("label", { className: "own" }, label, input),
    focus: () => input.focus(),
    value: () => input.value.trim(),
  };
}

export function check(name, label) {
  const input = make("input", { type: "checkbox" });
  return {
    name,
    element: make("label", { className: "option option-check" }, input, label),
    focus: () => input.focus(),
    value: () => input.checked,
  };
}

// Which queues: each not served, an own one, or helped after some minutes.
export function queues(name, label, offered, served) {
  const now = new Map(served.map((queue) => [queue.letter, queue.help_after ?? "own"]));
  const rows = offered.map(({ letter, name: called }) => queueRow(letter, called, now.get(letter)));
  const chosen = (kind) => rows.filter((row) => row.kind() === kind);
  return {
    name,
    element: group(label, make("div", { className: "queue-rows" }, ...rows.map((row) => row.element))),
    focus: () => rows[0]?.select.focus(),
    fault: () => (chosen("own").length ? "" : say("A window needs a queue of its own.")),
    value: () => ({
      queues: chosen("own").map((row) => row.letter),
      helps: chosen("help").map((row) => ({ queue: row.letter, after_minutes: row.minutes() })),
    }),
  };
}

function queueRow(letter, called, served) {
  const kinds = { no: "Not served", own: "Own queue", help: "Helped after minutes" };
  const kind = served === undefined ? "no" : served === "own" ? "own" : "help";
  const select = make("select", { aria: { label: `${letter} ${called}` } });
  for (const [value, words_] of Object.entries(kinds)) {
    select.append(make("option", { value, textContent: say(words_), selected: value === kind }));
  }
  const minutes = make("input", {
    type: "number", min: 0, max: 480, value: kind === "help" ? served : 10,
    aria: { label: `${letter} ${say(kinds.help)}` },
  });
  const show = () => (minutes.hidden = select.value !== "help");
  select.addEventListener("change", show);
  show();
  const name = make("span", { className: "option-label" }, make("b", { textContent: letter }), ` ${called}`);
  return {
    letter,
    select,
    element: make("div", { className: "queue-row" }, name, select, minutes),
    kind: () => select.value,
    minutes: () => Number(minutes.value),
  };
}
