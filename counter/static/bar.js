// What stands above the tablet and the room: whether numbers are given, and that the line is down.

import { $ } from "./making.js";
import { hour, say } from "./words.js";

const states = JSON.parse($("states").textContent);

export function showOpen(open) {
  $("open").textContent = open ? states.open : states.closed;
  $("open").classList.toggle("tag-open", open);
}

export function showLine({ up, since, error }) {
  $("line").hidden = up;
  if (!up) $("line").textContent = error || say("Connection lost since {time}", { time: hour(since) });
}
