// Making and filling elements.

export const $ = (id) => document.getElementById(id);

// make("td.figures", "3") with text or elements inside.
export function make(kind, ...content) {
  const [tag, ...classes] = kind.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  made.append(...content.filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

export function button(kind, words, pressed) {
  const made = make(`button.${kind}`, words);
  made.type = "button";
  made.addEventListener("click", () => pressed(made));
  return made;
}

export function slot(holder, name) {
  return holder.querySelector(`[data-slot="${name}"]`);
}

export function option(value, words) {
  const made = make("option", words);
  made.value = value;
  return made;
}

export function heading(words) {
  const made = make("th", words);
  made.scope = "row";
  return made;
}
