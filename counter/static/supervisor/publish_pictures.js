// The pictures of an announcement: sent as soon as they are chosen, said in words, taken away.

import { $, button, make } from "../making.js";
import { page, say } from "../words.js";

const MOST = 4;
const MEGABYTE = 1024 * 1024;
const ANSWER_MS = 120_000;

export class Pictures {
  #all;
  #changed;
  #told = $("picture-told");

  // `all`: [{name, text}]; `changed` is called whenever they are others.
  constructor(all, changed) {
    this.#all = all.map(({ name, text }) => ({ name, text: { ...text } }));
    this.#changed = changed;
    $("picture").addEventListener("change", () => this.#chosen());
    this.#write();
  }

  all() {
    return this.#all;
  }

  async #chosen() {
    const [file] = $("picture").files;
    if (!file) return;
    $("picture").value = "";
    if (file.size > page.largest) {
      this.#tell(say("A picture has at most {megabytes} MB.", { megabytes: page.largest / MEGABYTE }), "fault");
      return;
    }
    $("picture").disabled = true;
    this.#tell(say("The picture is being sent…"));
    const answer = await send(file);
    $("picture").disabled = false;
    if (!answer?.name) {
      this.#tell(answer?.error?.message ?? say("The picture could not be sent. Please try again."), "fault");
      return;
    }
    this.#tell("");
    if (!this.#all.some(({ name }) => name === answer.name)) this.#all.push({ name: answer.name, text: {} });
    this.#write();
    this.#changed();
    $("pictures").lastElementChild.querySelector("input").focus();
  }

  #write() {
    $("pictures").replaceChildren(...this.#all.map((picture, at) => this.#row(picture, at + 1)));
    $("picture-field").hidden = this.#all.length >= MOST;
  }

  #row(picture, number) {
    const seen = make("img");
    seen.src = `/pictures/${encodeURIComponent(picture.name)}`;
    seen.alt = say("Picture {number}", { number });
    const away = button("button", say("Remove picture {number}", { number }), () => {
      this.#all = this.#all.filter((each) => each !== picture);
      this.#write();
      this.#changed();
    });
    return make("li", seen, make("div.fields", ...page.languages.map((code) => words(picture, code)), away));
  }

  #tell(said, kind = "") {
    this.#told.textContent = said;
    this.#told.dataset.kind = kind;
  }
}

function words(picture, code) {
  const typed = make("input");
  typed.lang = code;
  typed.maxLength = 200;
  typed.value = picture.text[code] ?? "";
  typed.addEventListener("input", () => {
    if (typed.value.trim()) picture.text[code] = typed.value.trim();
    else delete picture.text[code];
  });
  const said = say("What the picture shows, in {tongue}", { tongue: page.tongues[code] });
  return make("label.field", make("span", said), typed);
}

async function send(file) {
  const body = new FormData();
  body.append("picture", file);
  try {
    const answer = await fetch("/api/v1/pictures", {
      method: "POST",
      headers: {
        "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content,
        "Accept-Language": document.documentElement.lang,
      },
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return await answer.json();
  } catch {
    return null;
  }
}
