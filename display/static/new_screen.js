// Shows the code by which an administrator lets this browser in, renews it, and goes on once it is
// let in.

const LOOK_MS = 1_000;
const AGAIN_MS = 15_000;

const words = JSON.parse(document.getElementById("words").textContent);
const code = document.getElementById("code");
const told = document.getElementById("told");
const meta = document.querySelector('meta[name="csrf"]');
const path = `/display/pairing${location.search}`;
let until = 0;

async function ask() {
  const answer = await exchange({ method: "POST", headers: { "X-CSRF-Token": meta.content } });
  if (answer?.ok) show(answer.content);
  else say(answer ? answer.sentence : words["There is no connection at the moment."]);
  if (!answer?.ok) setTimeout(ask, AGAIN_MS);
}

async function look() {
  if (performance.now() >= until) {
    ask();
    return;
  }
  const answer = await exchange({ cache: "no-store" });
  if (!answer) say(words["There is no connection at the moment."]);
  if (answer?.ok && answer.content.state === "unknown") ask();
  else if (answer?.ok) show(answer.content);
  else setTimeout(look, LOOK_MS);
}

function show({ state, code: digits, seconds, csrf }) {
  meta.content = csrf;
  if (state === "paired") {
    location.replace("/display");
    return;
  }
  until = performance.now() + seconds * 1_000;
  put(digits.slice(0, 3), digits.slice(3));
  say("");
  setTimeout(look, LOOK_MS);
}

function put(...halves) {
  halves.forEach((half, index) => {
    const place = code.children[index];
    if (place.textContent !== half) place.textContent = half;
  });
}

function say(sentence) {
  const said = sentence && `${sentence} ${words["This page asks again by itself."]}`;
  if (told.textContent !== said) told.textContent = said;
  told.hidden = !said;
}

// {ok, content} or {ok, sentence}; null where nobody answers.
async function exchange(request) {
  try {
    const answer = await fetch(path, request);
    const content = await answer.json().catch(() => ({}));
    if (answer.status === 403) setTimeout(() => location.reload(), AGAIN_MS); // cookies thrown away
    return { ok: answer.ok, content, sentence: content.error ?? "" };
  } catch {
    return null;
  }
}

ask();
