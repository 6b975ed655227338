// The one dialog: asks what a move needs to know. A number chooses, Enter confirms, Escape closes.

const dialog = document.getElementById("ask");
const $ = (id) => document.getElementById(id);
let fields = [];
let answer = () => {};

// `asked` is a list of fields of fields.js. Gives their values by name, or null where the clerk
// went back.
export function ask(title, confirm, asked) {
  fields = asked;
  $("ask-title").textContent = title;
  $("ask-confirm").textContent = confirm;
  $("ask-fault").textContent = "";
  $("ask-fields").replaceChildren(...fields.map((field) => field.element));
  dialog.showModal();
  (fields.find((field) => !field.sure) ?? fields[0] ?? $("ask-confirm").parentElement).focus();
  return new Promise((resolve) => (answer = resolve));
}

function end(values) {
  answer(values);
  dialog.close();
  // Where nothing had the focus before, browsers leave it in the closed dialog until they draw
  // again: the next key would be taken for typing.
  if (dialog.contains(document.activeElement)) document.activeElement.blur();
}

dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  for (const field of fields) {
    const fault = field.fault?.();
    if (fault) {
      $("ask-fault").textContent = fault;
      field.focus();
      return;
    }
  }
  end(Object.fromEntries(fields.map((field) => [field.name, field.value()])));
});

$("ask-back").addEventListener("click", () => end(null));
// Escape; the dialog's own `close` comes later and may come when the next one is open.
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  end(null);
});

dialog.addEventListener("keydown", (event) => {
  // Browsers leave Enter on a list to the page.
  if (event.code === "Enter" && event.target.matches("select")) {
    event.preventDefault();
    dialog.querySelector("form").requestSubmit();
  }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (!digit || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.matches("input:not([type=radio], [type=checkbox]), select")) return;
  const here = fields.findIndex((field) => field.choose && field.element.contains(event.target));
  const at = here >= 0 ? here : fields.findIndex((field) => field.choose);
  if (at < 0 || !fields[at].choose(Number(digit))) return;
  event.preventDefault();
  const following = fields[at + 1];
  if (following?.choose) following.focus();
});
