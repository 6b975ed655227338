// The keys type at once; without this script each one asks for the page anew.

const keys = document.getElementById("keys");
const output = document.getElementById("typed");
const most = Number(keys.dataset.digits);
const letters = [...keys.querySelectorAll("[data-letter]")].map((key) => key.value);
let [, letter, digits] = output.textContent.match(/^(\D*)(\d*)$/);

keys.addEventListener("submit", (event) => {
  event.preventDefault();
  press(event.submitter.value);
});

// For kiosks with a keyboard or a reader of codes.
document.addEventListener("keydown", ({ key }) => {
  if (/^\d$/.test(key) || letters.includes(key.toUpperCase())) press(key.toUpperCase());
  else if (key === "Backspace") press("back");
});

function press(key) {
  if (letters.includes(key)) letter = key;
  else if (key !== "back") digits = (digits + key).slice(0, most);
  else if (digits) digits = digits.slice(0, -1);
  else letter = "";
  output.textContent = letter + digits;
  for (const field of document.querySelectorAll("[data-typed]")) field.value = letter + digits;
}
