// Sending a move to the hall: once, however often it has to be sent.

const PAUSES_MS = [500, 1_000, 2_000, 3_000, 4_000, 4_000, 4_000];
const ANSWER_MS = 6_000;

// The answer of the hall: {done: true}, {done: false, sentence, signedOut} where it refuses, or
// {done: false, unsure: true} where it never answered. `trying(attempt)` is called before each
// attempt. The id stays the same, so the hall does a move once even if only its answer was lost.
export async function send(window, move, words, trying) {
  for (let attempt = 1; ; attempt += 1) {
    trying(attempt);
    const answer = await post(`/api/v1/windows/${window}/${move}`, words);
    if (answer?.ok) return { done: true };
    if (answer && answer.status < 500) return refused(answer);
    if (attempt > PAUSES_MS.length) return { done: false, unsure: true };
    await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[attempt - 1]));
  }
}

async function post(address, words) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content,
        "Accept-Language": document.documentElement.lang,
      },
      body: JSON.stringify(words),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    // Read to its end: an answer left half read keeps its connection from the next move.
    const content = await answer.json().catch(() => null);
    return { ok: answer.ok, status: answer.status, content };
  } catch {
    return null;
  }
}

function refused({ status, content }) {
  return {
    done: false,
    sentence: content?.error?.message ?? String(status),
    signedOut: status === 401,
  };
}

// Browsers keep randomUUID to secure origins, and a hall's own network may be none.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
