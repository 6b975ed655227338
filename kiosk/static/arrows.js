// Four arrows and Enter reach everything: an arrow moves to the nearest thing on that side, and
// scrolls where there is none.

const REACHED = "a[href], button:not([disabled])";
const WAYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ACROSS = 3; // how much farther something seems for each pixel beside the way
const SCROLLED = 0.4; // of the glass, where nothing more is on that side

const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];

/** How far a box is from another in a direction; Infinity where it does not lie there. */
function distance(from, to, [x, y]) {
  const [ax, ay] = middle(from);
  const [bx, by] = middle(to);
  const beyond = x ? x * (bx - ax) : y * (by - ay);
  const apart = x
    ? Math.max(0, to.top - from.bottom, from.top - to.bottom)
    : Math.max(0, to.left - from.right, from.left - to.right);
  const off = x ? Math.abs(by - ay) : Math.abs(bx - ax);
  return beyond > 4 ? beyond + ACROSS * apart + off * 0.2 : Infinity;
}

function reachable() {
  const dialog = document.querySelector("dialog[open]");
  return [...(dialog || document).querySelectorAll(REACHED)].filter(
    (each) => each.getClientRects().length && !each.closest("[hidden]"),
  );
}

function nearest(key) {
  const all = reachable();
  const here = document.activeElement;
  if (!all.includes(here)) return all.find((each) => each.closest("main, dialog")) || all[0];
  const from = here.getBoundingClientRect();
  const found = all
    .filter((each) => each !== here)
    .map((each) => [distance(from, each.getBoundingClientRect(), WAYS[key]), each])
    .filter(([far]) => far < Infinity)
    .sort(([a], [b]) => a - b);
  return found.length ? found[0][1] : undefined;
}

export function steerWithArrows() {
  document.addEventListener("keydown", (event) => {
    if (!(event.key in WAYS) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = nearest(event.key);
    if (next) {
      next.focus({ focusVisible: true });
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else {
      const [, y] = WAYS[event.key];
      const half = getComputedStyle(document.body).position === "fixed"; // low reach, upright glass
      const scrolled = half ? document.body : window;
      scrolled.scrollBy(0, y * SCROLLED * innerHeight);
    }
  });
}
