// The page's words and times, in its language and the hall's time zone.

export const page = JSON.parse(document.getElementById("page").textContent);

const language = document.documentElement.lang;
const hours = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: page.zone,
});

export function say(english, values = {}) {
  return page.words[english].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function text(by) {
  return by[language] ?? by.zh;
}

export function hour(at) {
  return at ? hours.format(new Date(at)) : "";
}

const minutesFrom = (since, now) => Math.max(0, Math.floor((now - new Date(since)) / 60_000));

// How long ago, in whole minutes.
export function waited(since, now) {
  const minutes = minutesFrom(since, now);
  return minutes < 1 ? say("Under 1 min") : say("{minutes} min", { minutes });
}

// The same, short enough for a table.
export function minutesSince(since, now) {
  return since ? say("{minutes} min", { minutes: minutesFrom(since, now) }) : "–";
}

// 04:32, or 1:04:32.
export function stopwatch(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return seconds < 3600 ? tail : `${Math.floor(seconds / 3600)}:${tail}`;
}

const dateOf = (zone) =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "short",
    month: "short",
    day: "numeric",
    timeZone: zone,
  });
const dates = dateOf(page.zone);
const plainDates = dateOf("UTC");

// Tue, 24 Nov: of an instant, or of a date such as 2026-11-24.
export function dayName(at) {
  return (at.length === 10 ? plainDates : dates).format(new Date(at));
}
