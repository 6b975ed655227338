// Which sayings were begun to be said here, by the ids of what they say: kept for as long as the hub
// may send one again, also while the page is loaded anew.

const KEPT_MS = 120_000; // a call is said within 30 s of being made, and sent again for 20 s

// Times are the hub's, as they stand in the sayings: this machine's clock has no say. A hub begun
// anew from an older copy gives the same ids to other things, at another time.
export class Played {
  #times;
  #name;

  constructor(room) {
    this.#name = `played ${room}`;
    this.#times = kept(this.#name);
  }

  // Whether none of it was; from now on all of it was.
  isNew({ ids, at }) {
    const now = new Date(at).getTime();
    for (const [id, then] of this.#times) {
      if (Math.abs(now - then) > KEPT_MS) this.#times.delete(id);
    }
    if (ids.some((id) => this.#times.has(id))) return false;
    for (const id of ids) this.#times.set(id, now);
    keep(this.#name, this.#times);
    return true;
  }
}

// A browser that keeps nothing still knows what it played since the page began.
function kept(name) {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(name) ?? "[]"));
  } catch {
    return new Map();
  }
}

function keep(name, times) {
  try {
    sessionStorage.setItem(name, JSON.stringify([...times]));
  } catch {
    // full, or forbidden
  }
}
