// What things on a page are called when they are read aloud: names, kinds, states, places, and the
// text between them.

export const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";

const SILENT = "script, style, template, noscript, svg, [hidden], [aria-hidden=true]";
const LONGEST = 180; // characters of one sentence asked for: the first is heard the sooner
const KINDS = [
  ["link", "a[href]"],
  ["checkbox", "input[type=checkbox], [role=checkbox], [role=switch]"],
  ["radio", "input[type=radio], [role=radio]"],
  ["button", "button, summary, input[type=submit], input[type=button], [role=button]"],
  ["field", "input, textarea, select"],
];
const PRIVATE = "[type=tel], [type=password], [data-private]";

function isSeen(element) {
  return !element.matches(SILENT) && element.getClientRects().length > 0;
}

function flat(text) {
  return text.replace(/\s+/g, " ").trim();
}

/** The text of an element, as pieces that stand apart on the page; `skip` is left out. */
export function piecesOf(root, skip = "") {
  const pieces = [];
  let run = "";

  function end() {
    if (flat(run)) pieces.push(flat(run));
    run = "";
  }

  function walk(node) {
    if (node.nodeType === Node.TEXT_NODE) run += node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || !isSeen(node)) return;
    if (skip && node.matches(skip)) return;
    const inline = getComputedStyle(node).display.startsWith("inline");
    if (!inline) end();
    if (node.localName === "img") run += ` ${node.alt} `;
    node.childNodes.forEach(walk);
    run += " ";
    if (!inline) end();
  }

  root.childNodes.forEach(walk);
  end();
  return pieces;
}

/** What an element is called. */
export function nameOf(element) {
  const byIds = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const labels = byIds.map((id) => document.getElementById(id)).filter(Boolean);
  const written = labels.length ? labels : [...(element.labels ?? [])];
  const candidates = [
    labels.map((label) => label.textContent).join(" "),
    element.getAttribute("aria-label"),
    written.map((label) => piecesOf(label, "input, select, textarea").join(", ")).join(" "),
    element.matches("input, select, textarea") ? "" : piecesOf(element).join(", "),
    element.matches("input[type=submit], input[type=button]") ? element.value : "",
    element.getAttribute("title"),
    element.getAttribute("placeholder"),
  ];
  return flat(candidates.find((text) => text && flat(text)) ?? "");
}

function valueOf(element, words) {
  if (!element.matches("input, textarea, select")) return "";
  if (element.matches("[type=checkbox], [type=radio], [type=submit], [type=button]")) return "";
  if (!element.value) return words.empty;
  // What is a person's own is not said aloud as a whole, only how much there is of it.
  if (element.matches(PRIVATE)) return words.filled.replace("{count}", element.value.length);
  return element.localName === "select" ? element.selectedOptions[0]?.text ?? "" : element.value;
}

/** Its states that differ from how things usually are. */
export function statesOf(element, words) {
  const says = (attribute) => element.getAttribute(`aria-${attribute}`);
  const switched = says("pressed") ?? says("checked") ?? (element.matches("[type=checkbox], [type=radio]") ? String(element.checked) : null);
  const states = [];
  if (switched !== null) states.push(switched === "true" ? words.pressed : words.unpressed);
  if ((says("current") ?? "false") !== "false" || says("selected") === "true") states.push(words.current);
  if (element.disabled || says("disabled") === "true") states.push(words.disabled);
  if (says("busy") === "true") states.push(words.busy);
  return states;
}

/** Its place among its like: in a list, or beside others in the same box. */
function placeOf(element, words) {
  const item = element.closest("li");
  const like = item
    ? [...item.parentElement.children].filter((other) => other.matches("li") && isSeen(other))
    : [...element.parentElement.children].filter((other) => other.matches(CONTROLS) && isSeen(other));
  if (like.length < 2) return "";
  const at = like.indexOf(item ?? element) + 1;
  return words.place.replace("{place}", at).replace("{count}", like.length);
}

/** All that is said when an element gets the focus, as one piece. */
export function described(element, words) {
  const kind = KINDS.find(([, selector]) => element.matches(selector));
  return [
    nameOf(element),
    kind ? words[kind[0]] : "",
    valueOf(element, words),
    ...statesOf(element, words),
    placeOf(element, words),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Numbers such as A012 letter by letter and digit by digit, as they are called. */
function spelled(text) {
  return text.replace(/\b([A-Z]{1,2})(\d{3,4})\b/g, (_, letters, digits) => `${[...letters].join(" ")}, ${[...digits].join(" ")}`);
}

/** Pieces as sentences of a length that is soon heard, the first for itself. */
export function sentencesOf(pieces, language) {
  const stop = language === "zh" ? "。" : ". ";
  const short = pieces
    .map((piece) => spelled(piece))
    .flatMap((piece) => piece.match(new RegExp(`[^]{1,${LONGEST}}(?=[\\s，、。,;；]|$)|[^]{1,${LONGEST}}`, "gu")) ?? [])
    .map((piece) => piece.replace(/^[\s，、。,;；]+/, "").trim())
    .filter(Boolean);
  const sentences = [];
  for (const piece of short) {
    const last = sentences[sentences.length - 1];
    const ended = last && (/[。！？；.!?;：:，,]$/.test(last) ? `${last} ` : last + stop);
    const joins = sentences.length > 1 && ended.length + piece.length <= LONGEST;
    if (joins) sentences[sentences.length - 1] = ended + piece;
    else sentences.push(piece);
  }
  return sentences;
}
