// The keys type at once; without this script each one asks for the page anew.

const keys = document.getElementById("keys");
const output = document.getElementById("typed");
const most = Number(keys.dataset.digits);
const letters = [...keys.querySelectorAll("[data-letter]")].map((key) => key.value);
let [, letter, digits] = output.textContent.match(/^(\D*)(\d*)$/);

keys.addEventListener("click", (event) => {
  const key = event.target.closest("[name=key]");
  if (!key) return;
  event.preventDefault();
  press(key.value);
});

// For kiosks with a keyboard.
document.addEventListener("kiosk:key", ({ detail }) => {
  if (/^\d$/.test(detail) || letters.includes(detail.toUpperCase())) press(detail.toUpperCase());
});
document.addEventListener("keydown", (event) => event.key === "Backspace" && press("back"));

function press(key) {
  if (letters.includes(key)) letter = key;
  else if (key !== "back") digits = (digits + key).slice(0, most);
  else if (digits) digits = digits.slice(0, -1);
  else letter = "";
  output.textContent = letter + digits;
  for (const field of document.querySelectorAll("[data-typed]")) field.value = letter + digits;
}
