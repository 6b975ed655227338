// The keys type at once; without this script each one asks for the page anew.

const keys = document.getElementById("keys");
const output = document.getElementById("typed");
const most = Number(keys.dataset.digits);
const letters = [...keys.querySelectorAll("[data-letter]")].map((key) => key.value);
const grouped = "grouped" in output.dataset;
const field = document.querySelector("[data-typed]");
let [, letter, digits] = (field ? field.value : output.textContent).match(/^(\D*)(\d*)$/);

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
  output.textContent = grouped ? inGroups(letter + digits) : letter + digits;
  for (const field of document.querySelectorAll("[data-typed]")) field.value = letter + digits;
}

// Codes by fours, telephone numbers as 139 1234 0000; as `kiosk/digits.py` has it.
function inGroups(number) {
  const groups = number.length > 8 ? /^(.{0,3})(.{0,4})(.*)$/ : /^(.{0,4})(.*)$/;
  return number.match(groups).slice(1).filter((part) => part).join(" ");
}
