// Making elements.

// Properties are the element's own; `data` and `aria` go to their attributes.
export function make(tag, { data = {}, aria = {}, ...properties } = {}, ...content) {
  const made = Object.assign(document.createElement(tag), properties);
  Object.assign(made.dataset, data);
  for (const [name, value] of Object.entries(aria)) made.setAttribute(`aria-${name}`, value);
  made.append(...content);
  return made;
}

export function item(words, className = "") {
  return make("li", { className, textContent: words });
}

export function tag(kind, words) {
  return item(words, kind ? `tag tag-${kind}` : "tag");
}

export function fill(list, words) {
  list.replaceChildren(...words.map((word) => item(word)));
}

// Shows words in their place, and the part around them only where there are any.
export function put(element, words, part = element) {
  if (element.textContent !== words) element.textContent = words;
  part.hidden = !words;
}
