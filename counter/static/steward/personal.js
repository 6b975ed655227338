// Name, phone and place behind one record. The hall keeps who looked; what was looked at is shown
// for a minute.

import { button, make } from "../making.js";
import { say } from "../words.js";

const SHOWN_MS = 60_000;
const seen = new Map();

// A button and the place for the answer, for a row of `record` ("booking" or "home-visit").
export function personalOf(record, id, asker) {
  const place = make("p.personal", words(seen.get(id)));
  place.setAttribute("role", "status");
  const label = record === "home-visit" ? say("Name, phone, place") : say("Name and phone");
  const look = button("button", label, async () => {
    const answer = await asker.ask(look, `/personal/${record}/${id}`);
    if (!answer?.done) return;
    seen.set(id, answer.content);
    show(id);
    setTimeout(() => {
      seen.delete(id);
      show(id);
    }, SHOWN_MS);
  });
  look.dataset.act = "look";
  place.dataset.personal = id;
  return [look, place];
}

// The row may have been drawn anew meanwhile.
function show(id) {
  for (const place of document.querySelectorAll(`[data-personal="${id}"]`)) {
    place.textContent = words(seen.get(id));
  }
}

function words(about) {
  if (!about) return "";
  const known = [about.name, about.phone, about.place].filter(Boolean);
  return known.length ? known.join(" · ") : say("Deleted: it was of no more use.");
}
