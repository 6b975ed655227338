// Whoever walks away leaves a page that asks, and then goes back to the first page.

const WARNING_SECONDS = 20;

/**
 * Open `dialog` some seconds before nobody has touched the screen for `data-idle-seconds`, and
 * call `leave` when that time is over. Any touch or key begins it anew, as often as somebody likes.
 */
export function keepAwake(dialog, leave) {
  const idleMs = Number(dialog.dataset.idleSeconds) * 1000;
  let warning;
  let leaving;

  function stay() {
    clearTimeout(warning);
    clearTimeout(leaving);
    warning = setTimeout(() => dialog.open || dialog.showModal(), idleMs - WARNING_SECONDS * 1000);
    leaving = setTimeout(leave, idleMs);
  }

  function touched() {
    if (dialog.open) dialog.close();
    stay();
  }

  for (const kind of ["pointerdown", "keydown", "wheel"]) {
    document.addEventListener(kind, () => (dialog.open ? undefined : stay()), { capture: true, passive: true });
  }
  // Not earlier than the click: it would go to whatever lies under the question.
  dialog.addEventListener("click", touched);
  dialog.addEventListener("close", stay);
  stay();
}
