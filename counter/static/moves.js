// Sending a move to the hall: once, however often it has to be sent.

const ANSWER_MS = 6_000;

// The answer of the hall: {done: true}, {done: false, sentence, signedOut} where it refuses, or
// {done: false, ended} where `again` says that it is not sent any more. `again(attempt)` is
// awaited after each attempt that got no answer. The id stays the same, so the hall does a move
// once even if only its answer was lost.
export async function send(path, words, again) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post(path, words);
    if (answer?.ok) return { done: true };
    if (answer && answer.status < 500) return refused(answer);
    const ended = await again(attempt);
    if (ended) return { done: false, ended };
  }
}

async function post(path, words) {
  try {
    const answer = await fetch(`/api/v1/${path}`, {
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
