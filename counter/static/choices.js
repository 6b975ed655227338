// What dialogs offer beside the board: services, queues, windows, clerks. Kept from the last time
// the hall answered, for when it does not.

const ANSWER_MS = 1_500;
let kept = { services: [], queues: [], windows: [], clerks: [], least_pause: 0 };

export async function choicesHere() {
  try {
    const answer = await fetch("/counter/choices", {
      cache: "no-store",
      headers: { "Accept-Language": document.documentElement.lang },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.ok) kept = await answer.json();
  } catch {
    // What is kept must do.
  }
  return kept;
}
