// The fields of an answer: what each is, how sure that is, and the choices with which a person says what is right.

import { button, make } from "./nodes.js";
import { fieldInSentence, fieldName, known, percent, t, valueName } from "./words.js";

const ALTERNATIVES = 3;
const SHORT_REASONS = 3;
const AT_MOST = new Set(["unfamiliar", "no_route", "chaser"]);
const MOVES = new Set(["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);

/**
 * `said` is what the service says of the field `name`, `chosen` the feedback that was given on it, if any, `doubt` why
 * no confidence counts here: "outside", "short" or null. `above` is the value of the field's parent that this depends
 * on, where that is the less sure one. `left` are the values under a parent that somebody corrected, else null.
 * `groups` are all values by their parent's: `[{ above, label, values }]`. `toldOnce` is whether the page says
 * elsewhere why nothing is auto. `reasons` are words, null where there are none to ask for.
 * The choices come first in the order of the keyboard, then Undo, the other values and the reasons.
 * `onChoose` is called with the value that somebody chose and, from `groups`, the parent's; `onUndo` when they take it
 * back, `onWhy` when they ask for the reasons.
 */
export function drawField(parent, name, said, { row, groups, chosen, left, doubt, above, toldOnce, reasons, onChoose, onUndo, onWhy }) {
  const tier = left ? "suggest" : known("tier." + said.tier) ? said.tier : "suggest";
  const doubted = doubt && tier === "abstain" && said.source !== "header";
  const corrected = chosen?.action === "modified" && !said.audit;
  const className = corrected ? "field corrected" : `field ${tier}${doubted ? " doubted" : ""}`;
  const box = make("section", { className, "aria-labelledby": "field-" + row, parent });
  const head = drawHead(box, name, row);
  if (corrected) make("span", { className: "quiet", text: whatWasSuggested(name, said, tier), parent: head });
  else if (left) make("span", { className: "quiet", text: t("left"), parent: head });
  else drawTier(head, name, said, { tier, doubt: doubted ? doubt : null, above, toldOnce });
  drawSaid(head, name, said, chosen);
  const all = [{ value: said.value, confidence: said.confidence }, ...said.alternatives];
  const ranked = left ? rankedUnder(left, all, said.elsewhere ?? []) : all;
  const candidates = corrected ? storedFirst(ranked, chosen.final_value) : ranked.slice(0, 1 + ALTERNATIVES);
  const label = t("choicesFor", { field: fieldName(name) });
  const line = make("div", { className: "options", parent: box });
  const list = make("div", { className: "choices", role: "listbox", "aria-label": label, parent: line });
  candidates.forEach((one, place) => drawOption(list, name, one, place, { first: place === 0 && (corrected || !left), said, row, chosen, corrected }));
  const pick = (node) => onChoose(candidates[[...list.children].indexOf(node)].value);
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) pick(option);
  });
  list.addEventListener("keydown", (event) => onOptionKey(event, list));
  box.addEventListener("keydown", (event) => onChoiceKey(event, list, pick));
  if (chosen) drawUndo(line, name, { row, onUndo });
  const isListed = (value) => candidates.some((one) => one.value === value);
  const unlisted = (group, place) => ({ ...group, values: group.values.filter((value) => place > 0 || !isListed(value)) });
  const rest = (left ? [{ values: left }] : groups).map(unlisted).filter((group) => group.values.length);
  if (rest.length) drawRest(line, name, rest, { words: t("other"), row, chosen, onChoose });
  if (chosen || left) return;
  if (reasons) drawWhyLink(box, name, { row, reasons, onWhy });
  else if (name === "request_kind" && said.source === "model") make("p", { className: "why small", text: t("whyKind"), parent: box });
}

/** What somebody stored comes first, then what was suggested: it can be chosen again. */
function storedFirst(ranked, stored) {
  return [{ value: stored, confidence: null }, ...ranked.filter((one) => one.value !== stored).slice(0, ALTERNATIVES)];
}

function whatWasSuggested(name, said, tier) {
  const value = valueName(name, said.value);
  if (said.value === null || said.source === "header") return t("suggestedPlain", { value });
  return t("suggested", { value, number: percent(said.confidence), tier: t("tier." + tier) });
}

/** A field that a person decides without being shown what the service says of it. */
export function drawUnfilled(parent, name, said, { row, groups, chosen, why, onChoose, onUndo }) {
  const box = make("section", { className: "field unfilled", "aria-labelledby": "field-" + row, parent });
  const head = drawHead(box, name, row);
  make("span", { className: "quiet", text: why, parent: head });
  drawSaid(head, name, said, chosen);
  const line = make("div", { className: "options", parent: box });
  drawRest(line, name, groups, { words: t("choose"), row, chosen, onChoose });
  if (chosen) drawUndo(line, name, { row, onUndo });
}

/** The values that the service named keep their place and number; then the likelier ones of the others. */
function rankedUnder(left, all, elsewhere) {
  const named = all.filter((one) => left.includes(one.value));
  const others = [...new Set([...elsewhere, ...left])].filter((value) => left.includes(value) && !named.some((one) => one.value === value));
  return [...named, ...others.map((value) => ({ value, confidence: null }))];
}

function drawHead(box, name, row) {
  const head = make("div", { className: "field-head", parent: box });
  make("h3", { id: "field-" + row, text: fieldName(name), parent: head });
  return head;
}

function drawTier(head, name, said, { tier, doubt, above, toldOnce }) {
  if (said.value === null) {
    make("span", { className: "quiet", text: name === "priority" ? t("noPriority") : "", parent: head });
    return;
  }
  make("span", { className: "tier " + tier, text: t("tier." + tier), parent: head });
  const words = said.source === "header" ? "byHeader" : "mean." + (doubt ?? tier);
  const why = said.source === "header" || said.audit || (toldOnce && said.not_auto === "evidence") ? null : said.not_auto;
  const told = AT_MOST.has(why) || (why && tier === "best") ? t("not_auto." + why) : "";
  make("span", { className: "quiet", text: [t(words), told, above ? t("onlyIf", { value: above }) : ""].filter(Boolean).join("; "), parent: head });
}

/** What people said of a field: at the desk, or here. */
function drawSaid(head, name, said, chosen) {
  if (said.current !== undefined) make("span", { className: "quiet", text: t("current", { value: valueName(name, said.current) }), parent: head });
  if (!chosen) return;
  make("span", { className: "stored", text: t(said.audit ? "modified" : chosen.action, { value: valueName(name, chosen.final_value) }), parent: head });
}

function drawUndo(line, name, { row, onUndo }) {
  const undo = button(line, t("undo"), onUndo, "link small");
  undo.id = "undo-" + row;
  undo.setAttribute("aria-label", t("undoFor", { field: fieldInSentence(name) }));
}

function drawWhyLink(box, name, { row, reasons, onWhy }) {
  const words = reasons.length ? t("whyShort", { words: reasons.slice(0, SHORT_REASONS).join(", ") }) : t("whyWhole");
  const why = button(box, words, onWhy, "link why small");
  why.id = "ask-" + row;
  why.title = t("whyFor", { field: fieldName(name) });
}

function drawOption(list, name, one, place, { first, said, row, chosen, corrected }) {
  const node = make("div", {
    role: "option", id: `option-${row}-${place}`, className: first ? "option first" : "option", tabindex: place === 0 ? 0 : -1,
    "aria-selected": String(chosen !== undefined && chosen.final_value === one.value), "data-value": String(one.value), parent: list,
  });
  make("kbd", { text: place + 1, parent: node });
  make("span", { className: "value", text: valueName(name, one.value), title: one.value, dir: "auto", parent: node });
  if (one.value === null || one.confidence === null) return;
  if (first && !corrected) drawBar(node, said);
  make("span", { className: "number", text: percent(one.confidence), parent: node });
}

function drawBar(node, { confidence, threshold }) {
  const bar = make("span", { className: "bar", "aria-hidden": "true", parent: node });
  make("i", { parent: bar }).style.width = `${100 * confidence}%`;
  if (typeof threshold !== "number") return;
  make("b", { parent: bar }).style.left = `${100 * Math.min(threshold, 0.998)}%`;
  bar.title = t("threshold", { number: percent(threshold) });
}

/** All other values. A value that keys only move over is not said yet: Enter says it, and leaving the field. */
function drawRest(line, name, groups, { words, row, chosen, onChoose }) {
  const select = make("select", { id: "rest-" + row, "aria-label": t("otherFor", { field: fieldName(name) }), parent: line });
  make("option", { value: "", text: words, parent: select });
  for (const { above, label, values } of groups) {
    const box = label ? make("optgroup", { label, parent: select }) : select;
    for (const value of values) {
      const option = make("option", { value, text: valueName(name, value), parent: box });
      if (above !== undefined) option.dataset.above = above;
    }
  }
  const said = groups.some(({ values }) => values.includes(chosen?.final_value)) ? chosen.final_value : "";
  select.value = said;
  const hint = make("span", { id: "hint-" + row, className: "small quiet", text: t("enterStores"), hidden: "", parent: line });
  chooseWhenDone(select, hint, said, () => onChoose(select.value, select.selectedOptions[0].dataset.above));
}

function chooseWhenDone(select, hint, said, choose) {
  let [moving, open] = [false, false];
  const wait = (waits) => {
    [open, hint.hidden] = [waits, !waits];
    if (waits) select.setAttribute("aria-describedby", hint.id);
    else select.removeAttribute("aria-describedby");
  };
  const settle = () => {
    if (!open || !select.isConnected) return;
    wait(false);
    if (select.value && select.value !== said) choose();
  };
  select.addEventListener("keydown", (event) => {
    const letter = event.key.length === 1 && event.key !== " ";
    moving = (MOVES.has(event.key) || letter) && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "Enter" && open) {
      event.preventDefault();
      settle();
    }
    if ((event.key === "Escape" || isNumber(event)) && open) {
      select.value = said;
      wait(false);
    }
  });
  select.addEventListener("keyup", () => (moving = false));
  select.addEventListener("change", () => {
    wait(true);
    if (!moving) settle();
  });
  select.addEventListener("blur", () => document.hasFocus() && settle());
}

const isNumber = (event) => /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;

function onOptionKey(event, list) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const options = [...list.children];
  const here = options.indexOf(document.activeElement);
  const steps = { ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0, End: options.length - 1 };
  if (!(event.key in steps)) return;
  const next = options[Math.min(Math.max(steps[event.key], 0), options.length - 1)];
  for (const option of options) option.tabIndex = option === next ? 0 : -1;
  next.focus();
  event.preventDefault();
}

/** A number chooses wherever in the field one stands; Enter and Space on a choice. */
function onChoiceKey(event, list, pick) {
  const options = [...list.children];
  const isPressed = [" ", "Enter"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
  const chosen = isNumber(event) ? options[Number(event.key) - 1] : isPressed ? options.find((one) => one === event.target) : null;
  if (!chosen) return;
  chosen.focus();
  pick(chosen);
  event.preventDefault();
}
