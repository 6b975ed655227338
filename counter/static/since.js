// How long ago, short enough for a table.

import { say } from "./words.js";

export function minutesSince(since, now) {
  if (!since) return "–";
  const minutes = Math.max(0, Math.floor((now - new Date(since)) / 60_000));
  return say("{minutes} min", { minutes });
}
