// A room of the hub, live: its newest board, its calls, and whether the line is up.
//
//   const line = watch("main", {
//     board(board) {},   // the whole state; replace what is shown
//     call(call) {},     // once a call, while it is younger than its `expires_at`
//     state(state) {},   // {up: true, version} or {up: false, since: Date, error: "" or a sentence}
//   });
//   line.now();          // the hub's time, whatever this machine's clock says
//   line.also("voice/hall", { board(board) {}, call(call) {} });  // a second room, same connection
//   line.tell("showing", {...});   // something to the hub, lost where the line is down
//
// A third argument `{ auth }` says who asks, where cookies do not; `{ eager: true }` tries again
// sooner, for the few screens that hang where everybody looks. Citizens' phones load this file: it
// keeps to what browsers of 2020 understand.
//
//   line.stop();

import { io } from "./vendor/socket.io.esm.min.js";

const DOWN_AFTER_MS = 5_000;
const ANSWER_MS = 4_000;
const REFUSED_AGAIN_MS = 5_000;
const TOO_MANY_AGAIN_MS = 30_000;
const CALLS_KEPT = 500;
const CLOCK_OFF_MS = 2_000;
const CLOCK_AGAIN_MS = 5_000;
const PING_LATE_MS = 1_500;
const PING_MS = 3_000; // how often the hub pings; phones wait and see

const CONNECTION = {
  forceNew: true,
  // Most browsers get a WebSocket at once; the others fall back to requests.
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  reconnectionDelay: 700,
  reconnectionDelayMax: 1_500,
  randomizationFactor: 0.4,
  timeout: 3_000,
};
// Back within two seconds of the line, also where its first packet was the last to be lost.
const EAGER = { reconnectionDelay: 300, reconnectionDelayMax: 500, timeout: 2_000 };

export function watch(room, { board, call, state } = {}, { auth, eager = false } = {}) {
  const clock = new Clock();
  const heard = new Heard(eager ? PING_MS : Infinity);
  const played = new Set();
  const others = new Map(); // what is watched beside, by room
  const socket = io({ ...CONNECTION, ...(eager ? EAGER : {}), auth });
  const main = { show, play };
  let newest = -1;
  let known = null;
  let error = "";
  let stopped = false;
  let askedAt = -Infinity;
  let doubting = null;

  socket.on("connect", () => {
    // A hub restored from a backup counts from lower again, so each connection starts afresh.
    newest = -1;
    heard.connected();
    ask(socket.io.engine);
  });
  socket.on("board", (shown) => (others.get(shown.room) ?? main).show(shown));
  socket.on("call", (made) => (others.get(made.room) ?? main).play(made));
  socket.onAny(() => heard.word());
  socket.io.on("ping", () => heard.ping());
  socket.on("connect_error", (fault) => {
    if (!socket.active) renew(fault.message === "too-many" ? TOO_MANY_AGAIN_MS : 2_000);
  });
  socket.on("disconnect", () => socket.active || stopped || renew(2_000));
  const timer = setInterval(listen, 500);

  async function ask(engine) {
    const asked = performance.now();
    askedAt = asked;
    let answer;
    try {
      answer = await socket.timeout(ANSWER_MS).emitWithAck("watch", { room });
    } catch {
      engine.close();
      return;
    }
    heard.word();
    if (!answer.ok) {
      error = answer.error;
      tell({ up: false, since: clock.now(), error });
      setTimeout(() => socket.connected && ask(socket.io.engine), jitter(REFUSED_AGAIN_MS));
      // What this screen should show instead is said there.
      for (const other of others.keys()) askBeside(other);
      return;
    }
    error = "";
    clock.set(answer.board.at, (asked + performance.now()) / 2);
    show(answer.board);
    answer.calls.forEach(play);
    tell({ up: true, version: answer.version });
    for (const other of others.keys()) askBeside(other);
  }

  // What cannot be watched beside is asked for again; the screen is none the worse for it.
  async function askBeside(other) {
    const { show, play } = others.get(other);
    try {
      const answer = await socket.timeout(ANSWER_MS).emitWithAck("watch", { room: other });
      heard.word();
      if (answer.ok) {
        show(answer.board);
        answer.calls.forEach(play);
        return;
      }
    } catch {
      // the line went down, or the hub is slow
    }
    setTimeout(() => socket.connected && askBeside(other), jitter(REFUSED_AGAIN_MS));
  }

  function show(shown) {
    if (shown.room !== room || shown.seq < newest) return;
    newest = shown.seq;
    heardOf(shown.at);
    board?.(shown);
  }

  function play(made) {
    heardOf(made.at);
    if (isNew(made)) call?.(made);
  }

  // Word that is older than it should be: the hub's clock was set back, or this machine slept and
  // reads what was kept for it. Only an answer tells which; it brings the calls that were taken for
  // old ones too.
  function heardOf(at) {
    clock.notBefore(at);
    if (clock.now() - new Date(at) < CLOCK_OFF_MS) return;
    const wait = askedAt + CLOCK_AGAIN_MS - performance.now();
    if (doubting) return;
    doubting = setTimeout(() => {
      doubting = null;
      if (known?.up && socket.connected) ask(socket.io.engine);
    }, Math.max(0, wait));
  }

  function isNew(made) {
    // With its room and time, because a hub begun anew gives the same ids again.
    const id = `${made.room ?? room} ${made.id} ${made.at}`;
    if (played.has(id) || clock.now() >= new Date(made.expires_at)) return false;
    played.add(id);
    if (played.size > CALLS_KEPT) played.delete(played.values().next().value);
    return true;
  }

  function listen() {
    if (heard.quiet() < DOWN_AFTER_MS) return;
    if (socket.connected) {
      // A cable that was pulled closes no connection, but the hub's next ping does not come. Then
      // this end closes, and tries anew.
      if (heard.quiet() < heard.pingDueMs() + PING_LATE_MS) return;
      socket.io.engine.close();
    }
    tell({ up: false, since: clock.of(heard.at), error });
  }

  function tell(now) {
    if (known?.up === now.up && known?.error === now.error) return;
    known = now;
    state?.(now);
    dispatchEvent(new CustomEvent("line", { detail: now })); // for whoever is no caller of this
  }

  // The hub refused this browser. A hub that was started again may know it by a new token, which
  // it hands out with the page; where the page is refused too, or asks to sign in, show that.
  async function renew(againMs) {
    const page = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (page !== null && page.status < 500 && (page.redirected || !page.ok)) {
      location.reload();
      return;
    }
    await page?.text().catch(() => "");
    setTimeout(() => stopped || socket.connect(), jitter(againMs));
  }

  return {
    now: () => clock.now(),
    also(other, { board, call } = {}) {
      others.set(other, {
        show: (shown) => board?.(shown),
        play: (made) => isNew(made) && call?.(made),
      });
      if (socket.connected && known) askBeside(other);
    },
    tell(event, message) {
      if (socket.connected) socket.emit(event, message);
    },
    stop() {
      stopped = true;
      clearInterval(timer);
      socket.disconnect();
    },
  };
}

function jitter(ms) {
  return ms * (0.6 + 0.8 * Math.random());
}

// Counts on from the hub's time by this machine's running time, so that setting its clock by an
// hour moves nothing here.
class Clock {
  constructor() {
    this.ahead = Date.now() - performance.now();
  }

  set(at, heardAt) {
    this.ahead = new Date(at).getTime() - heardAt;
  }

  // A machine that slept has not counted on.
  notBefore(at) {
    this.ahead = Math.max(this.ahead, new Date(at).getTime() - performance.now());
  }

  of(running) {
    return new Date(this.ahead + running);
  }

  now() {
    return this.of(performance.now());
  }
}

// When the hub was last heard, and how often it says that it is there.
class Heard {
  constructor(gap) {
    this.at = performance.now();
    this.firstGap = gap;
    this.connected();
  }

  connected() {
    this.lastPing = null;
    this.gap = this.firstGap;
    this.word();
  }

  word() {
    this.at = performance.now();
  }

  ping() {
    this.word();
    if (this.lastPing !== null) this.gap = this.at - this.lastPing;
    this.lastPing = this.at;
  }

  quiet() {
    return performance.now() - this.at;
  }

  // After how long a quiet the next ping must come; until two have come as was given.
  pingDueMs() {
    return this.gap;
  }
}
