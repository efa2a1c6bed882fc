// The key of whoever uses the page, kept for this tab alone.

import { button, make } from "./nodes.js";
import { t } from "./words.js";

const NAME = "firstline.key";

/** The headers that say who asks; none where the service wants no key. */
export function keyHeaders() {
  const key = sessionStorage.getItem(NAME);
  return key ? { Authorization: "Bearer " + key } : {};
}

/** Whether a problem is one that another key would solve. */
export const wantsKey = (problem) => [401, 403].includes(problem?.status);

/** A place to give a key; `onKey` is called once it is kept. */
export function drawKey(parent, onKey) {
  const line = make("p", { className: "key", parent });
  make("label", { for: "key", text: t("key"), parent: line });
  const input = make("input", { id: "key", type: "password", autocomplete: "off", spellcheck: "false", parent: line });
  const use = () => {
    if (!input.value.trim()) return;
    sessionStorage.setItem(NAME, input.value.trim());
    onKey();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") use();
  });
  button(line, t("keyUse"), use, "plain");
  make("p", { className: "small quiet", text: t("keyHelp"), parent });
}
