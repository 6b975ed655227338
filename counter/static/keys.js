// Keys of the moves. A key does what its button does, where that button can be pressed now: the
// page's buttons carry their keys in `data-keys`.

const TYPING = "input, select, textarea, [contenteditable]";
const OWN_SPACE = "button, a, summary";

// By place on the keyboard, so that a Chinese input method in between changes nothing.
export function listen(press) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (document.querySelector("dialog[open]") || event.target.closest(TYPING)) return;
    // Whoever walks the page by keyboard presses with space what has the focus.
    if (event.code === "Space" && event.target.closest(OWN_SPACE)) return;
    const buttons = [...document.querySelectorAll(`[data-keys~="${event.code}"]`)];
    if (!buttons.length) return;
    event.preventDefault();
    if (event.repeat) return;
    const button = buttons.find((found) => !found.hidden && !found.disabled && found.checkVisibility());
    if (button) press(button, event.code);
  });
}
