// The reasons for what is said of a field: the words of the request that count, and resolved tickets most like it.

import { make } from "./nodes.js";
import { fieldName, signed, t, valueName } from "./words.js";

const partsOf = (ticket) => [
  ["subject", ticket.subject], ["body", ticket.body], ...(ticket.messages || []).map((one) => [one.id, one.text]),
];
const amount = (word) => word.contribution ?? word.weight;

/** Each word that counts once, with what it adds: those that speak for the value first. */
export function wordsThatCount(said, ticket) {
  const texts = new Map(partsOf(ticket));
  const words = new Map();
  for (const word of said.explanation?.words || []) {
    const text = Array.from(texts.get(word.part) || "").slice(word.start, word.end).join("");
    if (text && !words.has(text.toLowerCase())) words.set(text.toLowerCase(), { text, amount: amount(word) });
  }
  return [...words.values()].sort((a, b) => b.amount - a.amount);
}

/**
 * `fields` are what is said of each, `chosen` the feedback given on them; `wanted` is the one to begin with, `onWanted`
 * is told when another is asked for.
 */
export function drawWhy(box, fields, ticket, { chosen, wanted, onWanted }) {
  const names = Object.keys(fields).filter((name) => fields[name].explanation);
  if (!names.length) return;
  const why = names.includes(wanted) ? wanted : names[0];
  const choice = make("fieldset", { className: "which", parent: box });
  make("legend", { text: t("why"), parent: choice });
  const shown = make("div", { parent: box });
  names.forEach((name, row) => {
    const label = make("label", { parent: choice });
    const radio = make("input", { type: "radio", name: "why", id: "why-" + row, value: name, parent: label });
    radio.checked = name === why;
    label.append(fieldName(name));
    radio.addEventListener("change", () => {
      onWanted(name);
      drawReasons(shown, name, fields[name], { ticket, chosen });
    });
  });
  drawReasons(shown, why, fields[why], { ticket, chosen });
}

function drawReasons(box, name, said, { ticket, chosen }) {
  box.replaceChildren();
  const { words, precedents } = said.explanation;
  const final = chosen[name]?.action === "modified" ? chosen[name].final_value : said.value;
  const values = { value: valueName(name, said.value), final: valueName(name, final) };
  if (final !== said.value) make("p", { className: "hint explains", text: t("explainsModel", values), parent: box });
  drawText(box, ticket, words);
  if (said.value !== null) drawWords(box, name, said, ticket);
  make("h3", { text: t(precedents.length ? "precedents" : "noPrecedents"), className: "precedents", parent: box });
  const list = make("ul", { className: "rows", parent: box });
  for (const one of precedents) {
    const row = make("li", { parent: list });
    make("span", { className: "small quiet", text: one.ticket_id, parent: row });
    make("span", { text: one.subject || t("noSubject"), dir: "auto", parent: row });
    make("span", { className: "small quiet", text: one.value === null ? t("endedOpen") : t("ended", { value: valueName(name, one.value) }), parent: row });
  }
}

function drawText(box, ticket, words) {
  const text = make("div", { className: "text", role: "region", "aria-label": t("textLabel"), tabindex: 0, dir: "auto", parent: box });
  const texts = new Map(partsOf(ticket).map(([part, content]) => [part, Array.from(content || "")]));
  const strongest = Math.max(...words.map((word) => Math.abs(amount(word))), 1e-9);
  for (const [part, content] of partsOf(ticket)) {
    const here = occurrences(part, content, words, texts).sort((a, b) => a.start - b.start);
    if (!content || (part !== "subject" && part !== "body" && !here.length)) continue;
    markWords(make(part === "subject" ? "strong" : "span", { parent: text }), content, here, strongest);
  }
}

/** Where the words that count stand in a part: a figure is that of all occurrences of its word, and one of them is named. */
function occurrences(part, content, words, texts) {
  const named = words.filter((word) => word.part === part);
  const found = new Map();
  for (const word of words) {
    const text = (texts.get(word.part) ?? []).slice(word.start, word.end).join("").toLowerCase();
    if (!found.has(text)) found.set(text, word);
  }
  const others = [...content.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)].flatMap(({ 0: text, index }) => {
    const word = found.get(text.toLowerCase());
    if (!word) return [];
    const start = Array.from(content.slice(0, index)).length;
    const isNamed = named.some((one) => one.start <= start && start < one.end);
    return isNamed ? [] : [{ ...word, part, start, end: start + Array.from(text).length }];
  });
  return [...named, ...others];
}

function markWords(box, content, words, strongest) {
  const letters = Array.from(content);
  let from = 0;
  for (const word of words) {
    if (word.start < from || word.end <= word.start) continue;
    box.append(letters.slice(from, word.start).join(""));
    const [text, against] = [letters.slice(word.start, word.end).join(""), amount(word) < 0];
    const node = make("mark", { text, className: against ? "against" : null, title: signed(amount(word)), parent: box });
    node.style.setProperty("--weight", String(Math.abs(amount(word)) / strongest));
    from = word.end;
  }
  box.append(letters.slice(from).join(""));
}

function drawWords(box, name, said, ticket) {
  const words = wordsThatCount(said, ticket);
  const about = words.length ? t("wordsFor", { value: valueName(name, said.value) }) : t("noWords");
  make("p", { className: "hint", text: about, parent: box });
  const list = make("ul", { className: "counts", "aria-label": t("wordsHeading"), parent: box });
  for (const word of words) {
    const against = word.amount < 0;
    const item = make("li", { className: against ? "against" : null, parent: list });
    make("span", { text: word.text, dir: "auto", parent: item });
    make("span", { className: "number", text: signed(word.amount), parent: item });
    if (against) make("span", { className: "sr", text: t("speaksAgainst"), parent: item });
  }
}
