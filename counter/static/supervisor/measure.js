// How large the type of a screen must be: a capital letter subtends at least 0.7 degrees where it
// is read from (EN 301 549, 5.1.4: 61 mm at 5 m). display/measure.py makes the type of it.

const LEAST_DEGREES = 0.7;
const CAPITAL = 0.72; // of the size of type
const LINE = 1.3; // sizes of type from one line to the next
const MM_AN_INCH = 25.4;

export function capitalMm(metres) {
  return 2_000 * metres * Math.tan(((LEAST_DEGREES / 2) * Math.PI) / 180);
}

// How many pixels such a letter has, and how many lines of such type one above the other.
export function onScreen({ inches, across, down, metres }) {
  const mmAPixel = (inches * MM_AN_INCH) / Math.hypot(across, down);
  const pixels = capitalMm(metres) / mmAPixel;
  return { pixels: Math.round(pixels), lines: Math.floor(down / ((pixels / CAPITAL) * LINE)) };
}
