// The strips under the bar: a message from the supervisor until the clerk has read it, and that
// the line is down.

import { hour, page, say } from "./words.js";

const READ = `read ${page.board.room}`;
const $ = (id) => document.getElementById(id);
let messages = [];

// Ids count from lower again in a hall restored from a backup: the time tells them apart.
const nameOf = ({ id, at }) => `${id} ${at}`;
const read = () => JSON.parse(sessionStorage.getItem(READ) ?? "[]");

// The one that came first of those not read yet.
export function showMessages(shown) {
  messages = shown;
  const known = new Set(read());
  const unread = messages.filter((message) => !known.has(nameOf(message)));
  const first = unread.at(-1);
  $("message").hidden = !first;
  if (!first || $("message").dataset.name === nameOf(first)) return;
  $("message").dataset.name = nameOf(first);
  $("message-from").textContent = say(first.to_all ? "To all windows" : "To this window");
  $("message-at").textContent = hour(first.at);
  $("message-text").textContent = first.text;
}

$("read").addEventListener("click", () => {
  const kept = messages.map(nameOf);
  const before = read().filter((name) => kept.includes(name));
  sessionStorage.setItem(READ, JSON.stringify([...before, $("message").dataset.name]));
  showMessages(messages);
});

export function showLine({ up, since, error }) {
  const sign = $("line");
  sign.hidden = up;
  if (up) return;
  sign.textContent =
    error || say("Connection lost since {time}. A press is kept until it is back.", { time: hour(since) });
}
