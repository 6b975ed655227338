// A page whose board the hub does not have any more, because the hall's files were changed, is loaded
// anew: the hub knows what to show instead. Not again and again, where it has nothing else.

const AT_MOST_EVERY_MS = 60_000;
const LAST = "hall-no-board";

addEventListener("line", ({ detail }) => {
  if (detail.up || !detail.error) return;
  const last = Number(sessionStorage.getItem(LAST) ?? 0);
  if (Date.now() - last < AT_MOST_EVERY_MS) return;
  sessionStorage.setItem(LAST, Date.now());
  location.reload();
});
