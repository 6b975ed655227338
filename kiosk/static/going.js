// From page to page without ever leaving it to the browser to say that the hub is away: a page is
// left only once the hub has answered, and forms are sent from here. While it does not answer, one
// message fills the glass and the same thing is tried again and again; a form carries its command's
// id, so however often it is sent it is done once.
//
// Pages take each other's place in the browser's history: there is no way back to the last person.

const TRY_AGAIN_MS = 2000;
const GIVE_UP_MS = 8000;
const ABSENT = new Set([502, 503, 504]); // said by a proxy, or by a hub that cannot take it now

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function showUnreachable(away) {
  const message = document.getElementById("unreachable");
  if (!message || message.open === away) return;
  if (away) message.showModal();
  else message.close();
}

async function fetchSoon(address, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), GIVE_UP_MS);
  try {
    return await fetch(address, { cache: "no-store", signal: stop.signal, ...options });
  } finally {
    clearTimeout(timer);
  }
}

/** Ask until the hub answers. Says so on the glass meanwhile. */
async function answerOf(address, options) {
  for (;;) {
    try {
      const answer = await fetchSoon(address, options);
      if (!ABSENT.has(answer.status)) {
        showUnreachable(false);
        return answer;
      }
    } catch {
      // The hub is away, or too slow: the same as away for whoever stands here.
    }
    showUnreachable(true);
    await wait(TRY_AGAIN_MS);
  }
}

/** What the hub says to a form, however long it takes to get there. */
export const answerOfHub = (address, fields) => answerOf(address, { method: "POST", body: fields });

/** Another page takes the place of this one, once the hub is there. */
export async function goTo(address) {
  await answerOf("/health");
  location.replace(address);
}

/** Whether the hub answers now; shows the message while it does not, and takes it away again. */
export async function lookForHub() {
  await answerOf("/health");
}

export function goByLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    link.classList.add("is-going");
    if (link.origin === location.origin) goTo(link.href);
  });
}

/** Each form is sent once; the button says so before the answer comes. */
export function sendForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    const button = event.submitter || form.querySelector("button");
    const fields = new URLSearchParams(new FormData(form));
    if (button && button.name) fields.set(button.name, button.value);
    if (button) button.setAttribute("aria-busy", "true");
    send((button && button.getAttribute("formaction")) || form.action, fields);
  });
}

async function send(address, fields) {
  const answer = await answerOf(address, {
    method: "POST",
    body: fields,
    headers: { "X-Going": "1" },
  });
  const onward = answer.headers.get("X-Go-To");
  if (onward) location.replace(onward);
  else show(await answer.text());
}

/** An answer that has no address of its own takes the place of what is on the glass. */
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  for (const link of page.querySelectorAll("link[rel=stylesheet]")) {
    if (!document.querySelector(`link[href="${link.getAttribute("href")}"]`)) {
      document.head.append(document.adoptNode(link));
    }
  }
  for (const part of ["main", ".foot"]) {
    const [shown, next] = [document.querySelector(part), page.querySelector(part)];
    if (shown && next) shown.replaceWith(document.adoptNode(next));
  }
  document.querySelectorAll(".bar-languages").forEach((links) => links.remove());
  document.dispatchEvent(new CustomEvent("kiosk:shown"));
}
