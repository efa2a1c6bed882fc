// The fields of an answer: what each is, how sure that is, and the choices with which a person says what is right.

import { button, make } from "./nodes.js";
import { fieldName, known, percent, plain, t, valueName } from "./words.js";

const ALTERNATIVES = 3;
const SHORT_REASONS = 3;

/**
 * `said` is what the service says of the field `name`, `chosen` the feedback that was given on it, if any. `onChoose`
 * is called with the value that somebody chose, `onUndo` when they take it back, `onWhy` when they ask for the reasons.
 */
export function drawField(parent, name, said, { row, values, chosen, reasons, onChoose, onUndo, onWhy }) {
  const tier = known("tier." + said.tier) ? said.tier : "suggest";
  const box = make("section", { className: "field " + tier, "aria-labelledby": "field-" + row, parent });
  drawHead(box, name, said, { row, tier, chosen, reasons, onUndo, onWhy });
  const candidates = [{ value: said.value, confidence: said.confidence }, ...said.alternatives.slice(0, ALTERNATIVES)];
  const label = t("choicesFor", { field: fieldName(name) });
  const line = make("div", { className: "options", parent: box });
  const list = make("div", { className: "choices", role: "listbox", "aria-label": label, parent: line });
  candidates.forEach((one, place) => drawOption(list, name, one, place, { said, row, chosen }));
  const pick = (node) => onChoose(candidates[[...list.children].indexOf(node)].value);
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) pick(option);
  });
  list.addEventListener("keydown", (event) => onOptionKey(event, list, pick));
  const rest = values.filter((value) => !candidates.some((one) => one.value === value));
  if (rest.length) drawRest(line, name, rest, { row, chosen, onChoose });
}

function drawHead(box, name, said, { row, tier, chosen, reasons, onUndo, onWhy }) {
  const head = make("div", { className: "field-head", parent: box });
  make("h3", { id: "field-" + row, text: fieldName(name), parent: head });
  if (said.value === null) make("span", { className: "quiet", text: name === "priority" ? t("noPriority") : "", parent: head });
  else {
    make("span", { className: "tier " + tier, text: t("tier." + tier), parent: head });
    make("span", { className: "quiet", text: said.source === "header" ? t("byHeader") : t("mean." + tier), parent: head });
  }
  if (said.current !== undefined) make("span", { className: "quiet", text: t("current", { value: plain(said.current) }), parent: head });
  if (chosen) {
    const stored = make("span", { className: "stored", text: t(chosen.action, { value: valueName(name, chosen.final_value) }) + " · ", parent: head });
    button(stored, t("undo"), onUndo).id = "undo-" + row;
  } else if (reasons.length) {
    const why = button(head, t("whyShort", { words: reasons.slice(0, SHORT_REASONS).join(", ") }), onWhy, "link why");
    why.id = "ask-" + row;
    why.title = t("whyFor", { field: fieldName(name) });
  }
}

function drawOption(list, name, one, place, { said, row, chosen }) {
  const first = place === 0;
  const node = make("div", {
    role: "option", id: `option-${row}-${place}`, className: first ? "option first" : "option", tabindex: first ? 0 : -1,
    "aria-selected": String(chosen !== undefined && chosen.final_value === one.value), parent: list,
  });
  make("kbd", { text: place + 1, parent: node });
  make("span", { className: "value", text: valueName(name, one.value), title: one.value, dir: "auto", parent: node });
  if (one.value === null) return;
  if (first) drawBar(node, said);
  make("span", { className: "number", text: percent(one.confidence), parent: node });
}

function drawBar(node, { confidence, threshold }) {
  const bar = make("span", { className: "bar", "aria-hidden": "true", parent: node });
  make("i", { parent: bar }).style.width = `${100 * confidence}%`;
  if (typeof threshold !== "number") return;
  make("b", { parent: bar }).style.left = `${100 * Math.min(threshold, 0.998)}%`;
  bar.title = t("threshold", { number: percent(threshold) });
}

function drawRest(line, name, rest, { row, chosen, onChoose }) {
  const select = make("select", { id: "rest-" + row, "aria-label": t("otherFor", { field: fieldName(name) }), parent: line });
  make("option", { value: "", text: t("other"), parent: select });
  for (const value of rest) make("option", { value, text: valueName(name, value), parent: select });
  select.value = rest.includes(chosen?.final_value) ? chosen.final_value : "";
  select.addEventListener("change", () => select.value && onChoose(select.value));
}

function onOptionKey(event, list, pick) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const options = [...list.children];
  const here = options.indexOf(document.activeElement);
  const steps = { ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0, End: options.length - 1 };
  const chosen = /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : ["Enter", " "].includes(event.key) ? options[here] : null;
  if (event.key in steps) {
    const next = options[Math.min(Math.max(steps[event.key], 0), options.length - 1)];
    for (const option of options) option.tabIndex = option === next ? 0 : -1;
    next.focus();
  } else if (chosen) {
    chosen.focus();
    pick(chosen);
  } else return;
  event.preventDefault();
}
