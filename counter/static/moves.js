// Sending a move to the hall: once, however often it has to be sent.

import { post, refused } from "./hall.js";

// The answer of the hall: {done: true}, {done: false, sentence, signedOut} where it refuses, or
// {done: false, ended} where `again` says that it is not sent any more. `again(attempt)` is
// awaited after each attempt that got no answer. The id stays the same, so the hall does a move
// once even if only its answer was lost.
export async function send(path, words, again) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post(`/${path}`, words);
    if (answer?.ok) return { done: true };
    if (answer && answer.status < 500) return refused(answer);
    const ended = await again(attempt);
    if (ended) return { done: false, ended };
  }
}
