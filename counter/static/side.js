// Who waits, who is held here, and who was served.

import { make } from "./elements.js";
import { OUTCOMES } from "./names.js";
import { hour, text, waited, say } from "./words.js";

const $ = (id) => document.getElementById(id);

export function showSide(board, now) {
  fill($("queues"), board.queues, (queue) => [
    heading(queue.letter),
    nameOf(queue),
    String(queue.waiting),
    queue.longest_since ? waited(queue.longest_since, now) : "–",
  ]);
  fill($("waiting"), board.waiting, (ticket) => [
    heading(ticket.number),
    marked(markOf(ticket), text(ticket.service)),
    waited(ticket.since, now),
  ]);
  fill($("held"), board.held, (ticket) => [
    heading(ticket.number),
    ticket.reason ? `${ticket.reason} · ${text(ticket.service)}` : text(ticket.service),
    hour(ticket.started_at),
  ]);
  fill($("served"), board.served, (ticket) => [
    heading(ticket.number),
    marked(outcomeOf(ticket), text(ticket.service)),
    hour(ticket.ended_at),
  ]);
  $("nobody").hidden = board.waiting.length > 0;
  $("held-part").hidden = !board.held.length;
  $("held-count").textContent = board.held.length;
  $("served-today").textContent = board.served_today;
}

function nameOf({ name, help_after: minutes }) {
  if (minutes === null) return text(name);
  return say("{queue}, helped after {minutes} min", { queue: text(name), minutes });
}

function markOf(ticket) {
  if (ticket.class === "green") return ["green", say("Green channel")];
  if (ticket.lane === "first") return ["", say("Put first")];
  if (ticket.lane === "back") return ["", say("Back after a miss")];
  if (ticket.booked_for) return ["", hour(ticket.booked_for)];
  return null;
}

function outcomeOf({ outcome }) {
  return outcome && outcome !== "done" ? ["", say(OUTCOMES[outcome])] : null;
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
  made.title = made.textContent;
  return made;
}

function heading(words) {
  return make("th", { scope: "row", textContent: words });
}

function marked(mark, words) {
  if (!mark) return words;
  const whole = document.createDocumentFragment();
  const [kind, said] = mark;
  whole.append(make("span", { className: kind ? `mark mark-${kind}` : "mark", textContent: said }));
  whole.append(` ${words}`);
  return whole;
}
