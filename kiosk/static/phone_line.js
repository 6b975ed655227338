// How the page hears of its number: the live line of its queue; every ten seconds by a request
// where there is none. The board tells nothing of what anybody asked for, so while a call for a
// steward is open the hub is asked for that. One of the two is enough, and only without both the page is old.

import { watch } from "/static/room.js";

const EVERY_MS = 10_000;
const HELP_MS = 3_000; // while somebody waits for a steward
const SOON_MS = 4_000;
const ANSWER_MS = 8_000;
const AFTER_THE_END_MS = 120_000; // a press at the window can be taken back for a while

export class Line {
  // `phone` holds what is known: page (its address), room, auth, help, at. Calls `board(board)`, `call(call)`,
  // `knows(state)` and `unknown(since)`.
  constructor(phone, told) {
    this.phone = phone;
    this.told = told;
    this.live = null;
    this.room = "";
    this.up = false;
    this.asking = null;
    this.again = false;
    this.heardAt = new Date(phone.at);
    this.endedAt = 0;
  }

  start() {
    this.follow();
    this.ask();
    setInterval(() => this.tick(), EVERY_MS);
    setInterval(() => this.phone.help && !document.hidden && !this.over && this.ask(), HELP_MS);
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
    window.addEventListener("online", () => this.ask());
    window.addEventListener("offline", () => this.ask());
  }

  // Whether there is more to hear of: until the number has ended, and a little longer.
  get over() {
    if (this.phone.room) this.endedAt = 0;
    else if (!this.endedAt) this.endedAt = performance.now();
    return this.endedAt > 0 && performance.now() - this.endedAt > AFTER_THE_END_MS;
  }

  // Watch the queue that the number stands in now.
  follow() {
    if (this.room === this.phone.room) return;
    if (this.live) this.live.stop();
    this.live = null;
    this.up = false;
    this.room = this.phone.room;
    if (!this.room) return;
    this.live = watch(
      this.room,
      {
        board: (board) => this.told.board(board),
        call: (call) => this.told.call(call),
        state: (state) => this.turned(state),
      },
      { auth: this.phone.auth },
    );
  }

  turned({ up, since }) {
    this.up = up;
    document.body.toggleAttribute("data-live", up);
    if (up) {
      this.told.unknown(null);
      return;
    }
    this.heardAt = since;
    this.ask();
  }

  tick() {
    if (this.up) return;
    if (!document.hidden && !this.over) this.ask();
  }

  // Ask the hub once; what is asked for meanwhile is asked after that.
  ask() {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = this.fetch().finally(() => {
      this.asking = null;
      if (this.again) {
        this.again = false;
        this.ask();
      }
    });
  }

  // The same, but not all phones of a queue in the same moment.
  askSoon() {
    setTimeout(() => this.ask(), Math.random() * SOON_MS);
  }

  async fetch() {
    // With what stands after the address, so that thanks for a rating stay on the page.
    const state = await answer(`${this.phone.page}/now${location.search}`);
    if (state === "over") {
      location.assign(this.phone.page);
    } else if (state) {
      this.heardAt = new Date(state.at);
      this.told.knows(state);
      this.told.unknown(null);
      this.follow();
    } else if (!this.up) {
      this.told.unknown(this.heardAt);
    }
  }
}

// The hub's answer: a state, "over" for a number that is not of today, null for none.
async function answer(address) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ANSWER_MS);
  try {
    const answer = await fetch(address, { cache: "no-store", signal: late.signal });
    if (answer.status === 404) return "over";
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
