// Who waits, and who was served.

import { hour, text, waited, say } from "./words.js";

const $ = (id) => document.getElementById(id);

export function showSide(console_, now) {
  fill($("queues"), console_.queues, (queue) => [
    heading(queue.letter),
    text(queue.name),
    queue.waiting,
    queue.longest_since ? waited(queue.longest_since, now) : "–",
  ]);
  fill($("waiting"), console_.waiting, (ticket) => [
    heading(ticket.number),
    ticket.class === "green" ? marked(ticket) : text(ticket.service),
    waited(ticket.since, now),
  ]);
  fill($("served"), console_.served, (ticket) => [
    heading(ticket.number),
    text(ticket.service),
    hour(ticket.ended_at),
  ]);
  $("nobody").hidden = console_.waiting.length > 0;
  $("served-today").textContent = console_.served_today;
}

function fill(body, things, cells) {
  body.replaceChildren(
    ...things.map((thing) => {
      const row = document.createElement("tr");
      for (const content of cells(thing)) row.append(cell(content));
      return row;
    }),
  );
}

function cell(content) {
  if (content instanceof HTMLTableCellElement) return content;
  const made = document.createElement("td");
  made.append(content);
  // A name may be cut in its column; whoever points at it reads all of it.
  if (typeof content === "string") made.title = content;
  return made;
}

function heading(words) {
  const made = document.createElement("th");
  made.scope = "row";
  made.textContent = words;
  return made;
}

function marked(ticket) {
  const whole = document.createDocumentFragment();
  const mark = document.createElement("span");
  mark.className = "mark-green";
  mark.textContent = say("Green channel");
  whole.append(mark, ` ${text(ticket.service)}`);
  return whole;
}
