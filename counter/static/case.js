// The citizen's matter: service, guide, the steps of the visit, notes.

import { fill, item, put, tag } from "./elements.js";
import { NEEDS } from "./names.js";
import { hour, page, say, text } from "./words.js";

const $ = (id) => document.getElementById(id);
const language = document.documentElement.lang;
const LANES = { first: "Put first", back: "Back after a miss" };
const STEPS = { done: "done", now: "now", "to-come": "to come", dropped: "not done" };

export function showCase(ticket) {
  $("service").textContent = text(ticket.service);
  $("tags").replaceChildren(...tagsOf(ticket), ...tagsOfService(ticket));
  const materials = inLanguage(ticket.materials);
  fill($("materials"), materials.length ? materials : [say("No documents needed")]);
  fill($("steps"), inLanguage(ticket.steps));
  $("fee").textContent = text(ticket.fee);
  put($("note"), ticket.note, $("note-part"));
  showVisit(ticket.visit);
  $("why-part").hidden = !ticket.why.length;
  fill($("why"), ticket.why.map(text));
}

function inLanguage(lists) {
  return lists[language] ?? lists.zh ?? [];
}

function showVisit(visit) {
  $("visit-part").hidden = !visit.length;
  const at = visit.findIndex((step) => step.state === "now");
  $("visit-count").textContent = `${at + 1} / ${visit.length}`;
  $("visit").replaceChildren(
    ...visit.map(({ service, state }) => {
      const step = item(text(service), `visit-${state}`);
      const word = document.createElement("span");
      word.className = "visit-state";
      word.textContent = say(STEPS[state]);
      step.append(" ", word);
      return step;
    }),
  );
}

// What sets a ticket apart from others, at the window or waiting.
export function tagsOf(ticket) {
  const tags = [
    ticket.class === "green" && ["green", green(ticket.need)],
    isDeclared(ticket) && ["care", say("Declared, not yet confirmed")],
    ticket.confirmed && ["", say("Confirmed")],
    ticket.booked_for && ["", say("Appointment at {time}", { time: hour(ticket.booked_for) })],
    ticket.for_window && ["", say("For this window alone")],
    LANES[ticket.lane] && ["", say(LANES[ticket.lane])],
    ticket.deferred && ["", say("Asked for more time")],
    ticket.misses && ["care", say("Missed before")],
  ];
  return tags.filter(Boolean).map(([kind, words]) => tag(kind, words));
}

// Only the board of who is at the window says whether the need was confirmed.
function isDeclared(ticket) {
  return ticket.class === "green" && ticket.confirmed === false;
}

function tagsOfService({ language: spoken, kind, promised_days: days, minutes }) {
  const promise =
    kind === "instant" ? say("Done on the spot") : say("Within working days: {days}", { days });
  const usual = say("Usually {minutes} min", { minutes });
  return [page.languages[spoken] ?? spoken, promise, usual].map((words) => tag("", words));
}

function green(need) {
  const channel = say("Green channel");
  return need ? `${channel} · ${say(NEEDS[need])}` : channel;
}
