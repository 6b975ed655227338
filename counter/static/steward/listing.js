// A list that the board only counts: read anew after the hall has moved, drawn anew where it has
// changed.

import { read } from "../asking.js";

const AGAIN_AFTER_MS = 3_000;

// `path()` is what to read now, `draw(list)` shows it. Gives `moved()`, for after a board, and
// `again()`, for at once.
export function listing(path, draw) {
  let drawn = "";
  let due = null;

  async function again() {
    clearTimeout(due);
    due = null;
    const asked = path();
    const answer = await read(asked);
    if (!answer?.done || asked !== path()) return;
    const wanted = JSON.stringify(answer.content);
    if (wanted === drawn) return;
    drawn = wanted;
    draw(answer.content);
  }

  return {
    again,
    moved() {
      due ??= setTimeout(again, AGAIN_AFTER_MS);
    },
  };
}
