// How far the steward is: asked every three seconds, shown when there is something else to say.

const EVERY_MS = 3000;

async function look() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, shown] = [page.querySelector("main"), document.querySelector("main")];
  const state = (main) =>
    Array.from(main.querySelectorAll("[data-state]"), (call) => call.dataset.state).join();
  if (state(now) !== state(shown)) shown.replaceWith(document.adoptNode(now));
}

setInterval(() => look().catch(() => undefined), EVERY_MS);
