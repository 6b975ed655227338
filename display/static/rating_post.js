// Sending a rating: the same one again while the hall does not answer, which it counts once.

const PAUSES_MS = [500, 1_000, 2_000];
const ANSWER_MS = 4_000;

// null when it counted, else the hall's sentence, or an empty one where none came.
export async function post(address, { finish, rating, reasons }, language) {
  const words = new URLSearchParams({ command_id: newId(), finish, rating });
  for (const reason of reasons) words.append("reasons", reason);
  for (const pause of [...PAUSES_MS, null]) {
    const answer = await once(`${address}?language=${language}`, words);
    if (answer && answer.status < 500) return answer.ok ? null : (answer.content?.error ?? "");
    if (pause !== null) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return "";
}

async function once(address, words) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content },
      body: words,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const content = await answer.json().catch(() => null);
    return { ok: answer.ok, status: answer.status, content };
  } catch {
    return null;
  }
}

// Browsers keep randomUUID to secure origins, and a hall's own network may be none.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
