// Nodes of the page. What comes from people (tickets, articles, names of classes) is only ever set as textContent,
// and an address becomes a link only when it is http or https.

export const $ = (id) => document.getElementById(id);

export function make(name, { text, parent, ...attributes } = {}) {
  const node = document.createElement(name);
  if (text !== undefined && text !== null) node.textContent = String(text);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key === "className" ? "class" : key, value);
  }
  if (parent) parent.append(node);
  return node;
}

export function button(parent, text, onclick, className = "link") {
  const node = make("button", { type: "button", className, text, parent });
  node.addEventListener("click", onclick);
  return node;
}

export function link(parent, text, url, attributes = {}) {
  const safe = typeof url === "string" && /^https?:\/\//i.test(url);
  const target = safe ? { href: url, target: "_blank", rel: "noopener noreferrer" } : {};
  return make(safe ? "a" : "span", { ...attributes, text, parent, ...target });
}

/** A line of small facts; empty ones are left out. */
export function facts(parent, texts) {
  const line = make("p", { className: "meta", parent });
  for (const text of texts) if (text) make("span", { text, parent: line });
  return line;
}

export const languageTag = (tag) =>
  typeof tag === "string" && /^[a-z]{2,3}([-_]\w+)*$/i.test(tag) ? tag.replaceAll("_", "-") : null;
