// What each move that needs more than a press asks, and what it then sends: words of the command,
// and a path where it is not one of the window's own. Null where the clerk went back.

import { ask } from "./ask.js";
import { choicesHere } from "./choices.js";
import * as field from "./fields.js";
import { NEEDS, OUTCOMES, PAUSES } from "./names.js";
import { forCancel, forClass } from "./offered.js";
import { page, say, text } from "./words.js";

const NO_MORE = "withdraw";
const OFF = "off";
const PAUSES_OF_CALLS = [5, 10, 20, 30, 60];
const REASONS = {
  call: ["Comes back with what was missing", "Was here before", "Cannot wait"],
  "walk-in": ["Only a question", "Collects a document", "Sent by a colleague"],
  ordinary: ["No proof was shown", "Not entitled to it", "Given by mistake"],
  class: ["Seen at the window", "A document was shown", "Not entitled to it"],
  cancel: ["The citizen has given up", "Taken by mistake", "Has another number"],
  hold: ["Fills in a form", "Makes a copy", "Fetches a document", "Pays"],
};

export const ASKS = {
  call: askCall,
  resume: askResume,
  "walk-in": askWalkIn,
  "finish-as": askFinish,
  hold: askHold,
  transfer: askTransfer,
  class: askClass,
  ordinary: askOrdinary,
  help: askHelp,
  cancel: askCancel,
  pause: askPause,
  automatic: askAutomatic,
  queues: askQueues,
  "hand-over": askHandOver,
};

const named = (names) => Object.entries(names).map(([value, label]) => ({ value, label: say(label) }));

function ticketChoice(label, tickets, { chosen, own } = {}) {
  const options = tickets.map(({ id, number, service }) => ({ value: id, label: number, more: text(service) }));
  const only = options.length === 1 && !own;
  return field.choice("ticket", label, options, { chosen: only ? options[0].value : chosen, own });
}

function reason(move, required = true) {
  const usual = REASONS[move].map((words) => ({ value: say(words), label: say(words) }));
  const own = { label: say("Or in your own words") };
  const label = required ? say("Reason") : say("Reason, if you like");
  return field.choice("reason", label, usual, { own, required });
}

const note = () => field.words("note", say("Note for the next clerk, if you like"));

async function askCall({ waiting }) {
  const own = { label: say("Or another that waits, by its number") };
  const numbers = ticketChoice(say("Number"), waiting, { own });
  const values = await ask(say("Call one number"), say("Call"), [numbers, reason("call")]);
  if (!values || waiting.some(({ id }) => id === values.ticket)) return values;
  // Ids are of a day: ``20261123-A012``.
  const [day] = waiting[0].id.split("-");
  return { ...values, ticket: `${day}-${values.ticket.toUpperCase()}` };
}

async function askResume({ held }) {
  if (held.length === 1) return { ticket: held[0].id };
  return ask(say("Resume a held number"), say("Go on"), [ticketChoice(say("Number"), held)]);
}

async function askWalkIn() {
  const { services } = await choicesHere();
  const options = services.filter(({ here }) => here).map((service) => ({
    value: service.code,
    label: service.name,
    more: `${service.queue} · ${service.department}`,
    keys: [service.queue],
  }));
  return ask(say("Serve somebody without a number"), say("Start"), [
    field.pick("service", say("Service"), options),
    reason("walk-in"),
  ]);
}

async function askFinish({ ticket }) {
  const outcome = field.choice("outcome", say("How it ended"), named(OUTCOMES), { chosen: "done" });
  return ask(say("Finish {number}", ticket), say("Finish"), [outcome, note()]);
}

async function askHold({ ticket }) {
  return ask(say("Hold {number}", ticket), say("Hold"), [reason("hold", false)]);
}

async function askTransfer({ ticket }) {
  const { queues, windows } = await choicesHere();
  const options = [
    ...queues.map(({ letter, name }) => ({
      value: `queue ${letter}`,
      label: say("Queue {letter}", { letter }),
      more: name,
      keys: [letter],
    })),
    ...windows.map(({ window, zone, queues: served, clerk }) => ({
      value: `window ${window}`,
      label: say("Window {window}", { window }),
      more: `${served.join(" ")} · ${zone} · ${clerk}`,
      keys: [String(window)],
    })),
  ];
  const values = await ask(say("Transfer {number}", ticket), say("Transfer"), [
    field.pick("where", say("Where to"), options),
    field.check("first", say("First in line there")),
    note(),
  ]);
  if (!values) return null;
  const [kind, name] = values.where.split(" ");
  const where = kind === "queue" ? { queue: name } : { to_window: Number(name) };
  return { ...where, first: values.first, note: values.note };
}

async function askClass(board) {
  const tickets = forClass(board);
  const needs = [...named(NEEDS), { value: NO_MORE, label: say("Withdraw the green channel") }];
  const values = await ask(say("Green channel"), say("Confirm"), [
    ticketChoice(say("Number"), tickets, { chosen: board.ticket?.id }),
    field.choice("need", say("For whom"), needs),
    reason("class"),
  ]);
  if (!values) return null;
  const given = values.need !== NO_MORE;
  return {
    path: `tickets/${values.ticket}/class`,
    class: given ? "green" : "ordinary",
    need: given ? values.need : "",
    reason: values.reason,
  };
}

async function askOrdinary({ ticket }) {
  const values = await ask(say("Withdraw the green channel from {number}", ticket), say("Confirm"), [
    reason("ordinary"),
  ]);
  return values && { path: `tickets/${ticket.id}/class`, class: "ordinary", ...values };
}

// While a steward is called, the same key says that nobody is needed any more.
async function askHelp({ help, ticket, window }) {
  if (help) {
    const values = await ask(say("No steward is needed any more"), say("Confirm"), []);
    return values && { path: `help/${help.id}/close` };
  }
  const values = await ask(say("Call a steward"), say("Call"), [
    field.choice("reason", say("What for"), named(page.help_reasons), { chosen: "question" }),
  ]);
  const language = ticket?.language ?? document.documentElement.lang;
  return values && { path: "help", window, language, ...values };
}

async function askCancel(board) {
  const values = await ask(say("Cancel a number"), say("Cancel the number"), [
    ticketChoice(say("Number"), forCancel(board)),
    reason("cancel"),
  ]);
  return values && { path: `tickets/${values.ticket}/cancel`, reason: values.reason };
}

async function askPause() {
  return ask(say("Pause"), say("Pause"), [
    field.choice("reason", say("Reason"), named(PAUSES), { chosen: "rest" }),
    field.time("until", say("Until, if you know")),
  ]);
}

async function askAutomatic({ automatic_seconds: now }) {
  const { least_pause: least } = await choicesHere();
  const pauses = PAUSES_OF_CALLS.filter((seconds) => seconds >= least).map((seconds) => ({
    value: String(seconds),
    label: say("After {seconds} s", { seconds }),
  }));
  const own = {
    label: say("Or after so many seconds"),
    input: { type: "number", min: least, max: 3600 },
  };
  const options = [{ value: OFF, label: say("Off") }, ...pauses];
  const values = await ask(say("Call by itself when the window is free"), say("Confirm"), [
    field.choice("pause", say("When"), options, { chosen: String(now ?? OFF), own }),
  ]);
  return values && { pause_seconds: values.pause === OFF ? null : Number(values.pause) };
}

async function askQueues({ queues: served }) {
  const { queues } = await choicesHere();
  const known = new Set(served.map(({ letter }) => letter));
  const offered = queues.filter((queue) => queue.mine || known.has(queue.letter));
  const values = await ask(say("Queues of this window"), say("Confirm"), [
    field.queues("queues", say("Until the window is closed"), offered, served),
  ]);
  return values && values.queues;
}

async function askHandOver() {
  const { clerks } = await choicesHere();
  const options = clerks.map(({ account, name }) => ({ value: account, label: name, code: account }));
  const to = field.few(options)
    ? field.choice("to", say("Clerk"), options)
    : field.pick("to", say("Clerk"), options);
  return ask(say("Hand over to"), say("Hand over"), [to]);
}
