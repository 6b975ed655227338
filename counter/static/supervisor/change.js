// Changing some of the hall's settings. The hall takes all of them at once: those that a form does
// not show stay as they are.

import { read } from "../asking.js";
import { say } from "../words.js";

// The hall's answer, or null where it could not be asked.
export async function changeSettings(asker, button, changes) {
  const now = await read("/hall/settings");
  if (!now?.done) {
    const nobody = "The hall does not answer. Press again: it will be done once.";
    asker.tell(now?.sentence ?? say(nobody), "fault");
    return null;
  }
  return asker.ask(button, "/hall/settings", { settings: { ...now.content, ...changes } });
}
