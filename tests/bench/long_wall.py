"""A board that is left running: 10,000 calls through its real page, as fast as twenty seconds.

The page is the hall's own in real Chromium; its WebSocket is replaced in the page by one that
speaks for the hub, so that what is measured is the page. Each tenth of a second brings fifty calls
and one board, where a hall brings one call a second.
"""

from pathlib import Path

from playwright.sync_api import CDPSession, sync_playwright

from tests.bench.rounds import Outcome, Row
from tests.bench.servers import HallServer
from tests.browser.chromium import launch
from tests.browser.conftest import WALL

CALLS = 10_000
NEW_SECONDS = 16  # until the last call no longer stands out
MOST_GROWN_MB = 10.0
MOST_FRAME_MS = 200.0
WARM_CALLS = 500

HUB = """(() => {
  const zone = { zh: "一楼A区", en: "Floor 1, area A" };
  const at = (ms = 0) => new Date(Date.now() + ms).toISOString();
  let socket = null;
  let made = 0;
  const numbers = [];
  const called = (id) => ({
    id, number: `A${String(id % 1000).padStart(3, "0")}`, window: 1 + (id % 104), zone, at: at(),
  });
  const board = () => ({
    room: "main", seq: made, at: at(), hall: { zh: "大厅", en: "Hall" }, open: true,
    calls: numbers.map((call) => ({ ...call, state: "called" })),
    queues: [...Array(25).keys()].map((q) => ({
      letter: String.fromCharCode(65 + q), name: { zh: `队列${q}`, en: `Queue ${q}` },
      waiting: (made * 7 + q) % 60, windows: [1 + q],
      serving: numbers.slice(0, 1 + (q % 3)).map((call) => call.number),
    })),
    notices: [],
  });
  const say = (words) => socket?.onmessage?.({ data: words });
  window.WebSocket = class {
    static OPEN = 1;
    readyState = 1;
    constructor() {
      socket = this;
      setTimeout(() => {
        this.onopen?.({});
        say(`0${JSON.stringify({
          sid: "s", upgrades: [], pingInterval: 3000, pingTimeout: 10000, maxPayload: 1e6,
        })}`);
      });
      setInterval(() => say("2"), 3000);
    }
    send(words) {
      if (words.startsWith("40")) setTimeout(() => say('40{"sid":"t"}'));
      const asked = /^42(\\d+)\\["watch",\\{"room":"main"/.exec(words);
      if (asked) {
        const answer = { ok: true, version: "", board: board(), calls: [] };
        setTimeout(() => say(`43${asked[1]}[${JSON.stringify(answer)}]`));
      }
    }
    close() {}
  };
  window.feed = (calls) => new Promise((done) => {
    const until = made + calls;
    const frames = { worst: 0, last: performance.now(), on: true };
    const frame = (now) => {
      frames.worst = Math.max(frames.worst, now - frames.last);
      frames.last = now;
      if (frames.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => { frames.last = now; requestAnimationFrame(frame); });
    const timer = setInterval(() => {
      for (let n = 0; n < 50 && made < until; n += 1) {
        made += 1;
        const call = called(made);
        numbers.unshift(call);
        numbers.length = Math.min(numbers.length, 12);
        say(`42${JSON.stringify(["call", { ...call, language: made % 3 ? "zh" : "en", recall: false,
          expires_at: at(20000),
          speech: [{ language: "zh", text: `请 ${call.number} 号`, sound: "" },
                   { language: "en", text: `Ticket ${call.number}`, sound: "" }] }])}`);
      }
      say(`42${JSON.stringify(["board", board()])}`);
      if (made < until) return;
      clearInterval(timer);
      frames.on = false;
      done(frames.worst);
    }, 100);
  });
})();"""


def calls(folder: Path, rounds: int) -> Outcome:
    hall = HallServer(folder / "hall")
    try:
        with sync_playwright() as playwright:
            chromium = launch(playwright)
            context = chromium.new_context(base_url=f"http://127.0.0.1:{hall.port}", viewport=WALL)
            context.add_cookies(
                [
                    {
                        "name": "hall_display",
                        "value": hall.display,
                        "domain": "127.0.0.1",
                        "path": "/",
                    }
                ]
            )
            context.add_init_script(HUB)
            page = context.new_page()
            page.set_default_timeout(120_000)
            page.goto("/display?sound=off")
            page.wait_for_timeout(1_000)
            line = context.new_cdp_session(page)
            page.evaluate("feed", WARM_CALLS)
            page.wait_for_timeout(NEW_SECONDS * 1_000)
            before = _heap(line)
            worst = float(page.evaluate("feed", CALLS))
            page.wait_for_timeout(NEW_SECONDS * 1_000)
            grown = _heap(line) - before
            shown = page.locator(".call-number").all_inner_texts()
            assert (len(shown), shown[0]) == (12, f"A{(WARM_CALLS + CALLS) % 1000:03}"), shown
            chromium.close()
    finally:
        hall.stop()
    return [
        _row(f"a board's heap after {CALLS:,} calls, MB more", grown, MOST_GROWN_MB),
        _row("its longest frame meanwhile, ms", worst, MOST_FRAME_MS),
    ], []


def _heap(line: CDPSession) -> float:
    for _ in range(3):
        line.send("HeapProfiler.collectGarbage")
    return float(line.send("Runtime.getHeapUsage")["usedSize"]) / 1024**2


def _row(name: str, value: float, most: float) -> Row:
    return Row(name, f"{value:,.2f}", f"{most:,.0f}", value / most, "most", 1.0)
