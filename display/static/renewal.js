// When a page is loaded anew: at once where its screen was set up otherwise, at a calm moment where
// the hub has become another version. Never while the hub does not answer, which would leave the
// browser's own error on the wall.

const TRY_AGAIN_MS = 2_000;
const LOOK_MS = 1_000;
const NO_LONGER_MS = 120_000; // a hall may be busy all day
const REMEMBERED = "hall-version-asked";

export class Renewal {
  #wall;
  #calm;
  #setUp;
  #renewing = false;

  // `calm` says whether nobody is being called just now.
  constructor(wall, calm) {
    this.#wall = wall;
    this.#calm = calm;
    this.#setUp = JSON.stringify(wall.screen);
  }

  isSetUp(screen) {
    if (JSON.stringify(screen) !== this.#setUp) this.#renew();
  }

  // A page that is old although it was just loaded is not loaded again and again.
  isVersion(version) {
    if (!version || version === this.#wall.version) return;
    if (sessionStorage.getItem(REMEMBERED) === version) return;
    const asked = performance.now();
    const look = setInterval(() => {
      if (!this.#calm() && performance.now() - asked < NO_LONGER_MS) return;
      clearInterval(look);
      sessionStorage.setItem(REMEMBERED, version);
      this.#renew(true);
    }, LOOK_MS);
  }

  async #renew(parts = false) {
    if (this.#renewing) return;
    this.#renewing = true;
    const page = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    await page?.text().catch(() => "");
    if (page === null || page.status >= 500) {
      this.#renewing = false;
      setTimeout(() => this.#renew(parts), TRY_AGAIN_MS);
      return;
    }
    if (parts) await refreshParts();
    location.reload();
  }
}

// The browser keeps scripts and style sheets for an hour: ask for each again.
function refreshParts() {
  const parts = performance
    .getEntriesByType("resource")
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin && /\.(js|css)$/.test(url.pathname));
  const asked = [...new Set(parts.map((url) => url.href))].map((href) => fetch(href, { cache: "reload" }));
  return Promise.allSettled(asked);
}
