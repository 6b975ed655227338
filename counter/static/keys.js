// Keys of the moves. A key does what its button does, where that button can be pressed now.

const KEYS = {
  Space: ["next", "start", "finish"],
  KeyS: ["start"],
  KeyF: ["finish"],
  KeyR: ["recall"],
  KeyM: ["miss"],
  KeyX: ["close"],
};
const TYPING = "input, select, textarea, [contenteditable]";
const OWN_SPACE = "button, a, summary";

// By place on the keyboard, so that a Chinese input method in between changes nothing.
export function listen(press) {
  document.addEventListener("keydown", (event) => {
    const moves = KEYS[event.code];
    if (!moves || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest(TYPING)) return;
    // Whoever walks the page by keyboard presses with space what has the focus.
    if (event.code === "Space" && event.target.closest(OWN_SPACE)) return;
    event.preventDefault();
    if (event.repeat) return;
    const button = moves.map(buttonOf).find((found) => !found.hidden && !found.disabled);
    if (button) press(button, event.code);
  });
}

function buttonOf(move) {
  return document.querySelector(`[data-move="${move}"]`);
}
