// One request to the hall's API and its answer.

const ANSWER_MS = 6_000;

// What came back: {ok, status, content}, or null where nobody answered.
export function post(path, words) {
  return exchange(path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content,
    },
    body: JSON.stringify(words),
  });
}

export function get(path) {
  return exchange(path, { cache: "no-store" });
}

async function exchange(path, { headers, ...request }) {
  try {
    const answer = await fetch(`/api/v1${path}`, {
      ...request,
      headers: { "Accept-Language": document.documentElement.lang, ...headers },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    // Read to its end: an answer left half read keeps its connection from the next request.
    const content = await answer.json().catch(() => null);
    return { ok: answer.ok, status: answer.status, content };
  } catch {
    return null;
  }
}

// A refusal in the hall's own words.
export function refused({ status, content }) {
  return {
    done: false,
    code: content?.error?.code ?? "",
    sentence: content?.error?.message ?? String(status),
    signedOut: status === 401,
  };
}

// The id of a command. Browsers keep randomUUID to secure origins, and a hall's own network may
// be none.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
