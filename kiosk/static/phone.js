// Keeps the number's page current without loading it anew under its reader's thumb: what is shown
// changes only when there is something else to say.

const EVERY_MS = 10_000;

async function renew() {
  const answer = await fetch(location.pathname, { cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, shown] = [page.querySelector("main"), document.querySelector("main")];
  if (now.textContent === shown.textContent) return;
  shown.replaceWith(document.adoptNode(now));
  document.title = page.title;
}

// A phone that lost the hall's network shows what it had and asks again.
setInterval(() => document.hidden || renew().catch(() => undefined), EVERY_MS);
document.addEventListener("visibilitychange", () => document.hidden || renew().catch(() => undefined));
