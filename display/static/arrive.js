// Hands in the passport that a screen came with from the hub's former address, and goes on. Where
// it does not hold any more, the next page shows a code.

const AGAIN_MS = 2_000;

const passport = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

function hand() {
  const body = new FormData();
  body.set("passport", passport);
  body.set("_csrf", document.querySelector('meta[name="csrf"]').content);
  fetch(location.pathname, { method: "POST", body }).then(
    (answer) => {
      if (answer.status >= 500) setTimeout(hand, AGAIN_MS);
      else location.replace("/display");
    },
    () => setTimeout(hand, AGAIN_MS),
  );
}

hand();
