// Times of today in the hall's zone, wherever the tablet thinks it is.

import { page } from "../words.js";

const days = new Intl.DateTimeFormat("en-CA", { timeZone: page.zone });
const offsets = new Intl.DateTimeFormat("en", { timeZone: page.zone, timeZoneName: "longOffset" });

let clock = () => new Date();

// The hub's time, once the line to it stands.
export function useClock(now) {
  clock = now;
}

export function hallNow() {
  return clock();
}

// The hall's date, such as 2026-11-23.
export function today() {
  return days.format(clock());
}

// A date and a time of the hall's as an instant.
export function instantAt(day, time) {
  const near = new Date(`${day}T${time}:00Z`);
  const named = offsets
    .formatToParts(Number.isNaN(near.getTime()) ? clock() : near)
    .find((part) => part.type === "timeZoneName");
  return `${day}T${time}:00${named.value.slice(3) || "+00:00"}`;
}

// "10:30" of the hall's today as 2026-11-23T10:30:00+08:00.
export function instantToday(time) {
  return instantAt(today(), time);
}
