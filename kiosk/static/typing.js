// Keys on the glass that type at once; without a script each one asks for the page anew. Keys of a
// keyboard beside the glass do the same.

/** The text after a key, as `kiosk/keys.py` has it. */
export function pressed(before, key, longest) {
  if (key === "clear") return "";
  if (key === "back") return before.slice(0, -1);
  return (before + (key === "space" ? " " : key)).slice(0, longest);
}

/**
 * Call `type` with the value of each key of `form` that is pressed, on the glass or on a keyboard.
 * `change` makes of a keyboard's character the value of a key.
 */
export function listenToKeys(form, type, change = (key) => key) {
  const values = new Set([...form.querySelectorAll("[name=key]")].map((key) => key.value));
  form.addEventListener("click", (event) => {
    const key = event.target.closest("[name=key]");
    if (!key) return;
    event.preventDefault();
    type(key.value);
  });
  document.addEventListener("kiosk:key", ({ detail }) => {
    const key = detail === " " ? "space" : change(detail);
    if (values.has(key)) type(key);
  });
  document.addEventListener("keydown", (event) => event.key === "Backspace" && type("back"));
}
