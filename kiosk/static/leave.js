// Leaving a page for another without a trace of it, and only when the hub answers: a browser's own
// "no connection" page would leave the kiosk stuck.

const TRY_AGAIN_MS = 3000;

export async function goTo(address) {
  try {
    const answer = await fetch(address, { method: "HEAD", cache: "no-store" });
    if (answer.ok) {
      location.replace(address);
      return;
    }
  } catch {
    // The hub is away; the page stays and asks again.
  }
  setTimeout(() => goTo(address), TRY_AGAIN_MS);
}
