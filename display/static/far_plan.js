// Which calls stay in sight on a screen of large type and what takes turns beside them. Pure.

// `calls` in their order, the new ones first; `fresh` of them are new; `slots` fit at once; `stay`
// so many of them at least; `others` are further pages. Gives `standing`, the calls that stay, and
// `pages`, each either `{calls}` or one of `others`.
export function plan({ calls, fresh, slots, stay, others }) {
  if (fresh >= slots) {
    // All of them are seen: those of one second take turns if there are more than fit.
    return { standing: [], pages: chunks(calls.slice(0, fresh), slots).map((each) => ({ calls: each })) };
  }
  const kept = slots > 1 ? Math.max(fresh, Math.min(stay, calls.length)) : 0;
  const standing = calls.slice(0, kept);
  const rest = chunks(calls.slice(kept), slots - kept).map((each) => ({ calls: each }));
  return { standing, pages: [...rest, ...others] };
}

export function chunks(list, size) {
  const found = [];
  for (let at = 0; at < list.length; at += size) found.push(list.slice(at, at + size));
  return found;
}
