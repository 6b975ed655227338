// A date that is not typed to its end reaches the hub as none. Here the form waits for the rest of
// it, with the page's sentence at the field. Without this script the browser asks by itself.

const date = document.querySelector("input[type=date]");

if (date) {
  const form = date.form;
  const wrong = document.getElementById(date.dataset.wrong);
  form.noValidate = true; // the hub checks the rest, and says it in the page's language

  const other = date.getAttribute("aria-describedby").split(" ").pop();

  const show = (half) => {
    wrong.hidden = !half;
    date.setAttribute("aria-describedby", half ? `${wrong.id} ${other}` : other);
    if (half) date.setAttribute("aria-invalid", "true");
    else date.removeAttribute("aria-invalid");
  };

  form.addEventListener("submit", (event) => {
    const half = date.validity.badInput;
    show(half);
    if (!half) return;
    event.preventDefault();
    date.focus();
  });
  date.addEventListener("input", () => wrong.hidden || show(date.validity.badInput));
}
