// The page to try triage on: it asks while somebody types, and stores what they say of the answer.

import { asksAgain, drawChaser, isBare } from "./chaser.js";
import { EXAMPLES } from "./examples.js";
import { drawField, drawUnfilled } from "./fields.js";
import { isFunctionWord, readsLikeText } from "./function_words.js";
import { LIKELY, STRANGER, drawArticles, drawEarlier, drawReplies, isLikely } from "./finds.js";
import { drawLegend, nothingIsAuto } from "./legend.js";
import { $, button, facts, link, make } from "./nodes.js";
import { trimPassages } from "./passage.js";
import { drawWhy, wordsThatCount } from "./reasons.js";
import { Suggestions } from "./portal.js";
import { problemWords } from "./problem_words.js";
import { Problem, call, readAll } from "./service.js";
import { Trouble } from "./trouble.js";
import { LANGUAGES, clock, day, fieldName, known, language, percent, speakLanguage, t, valueName } from "./words.js";

const DEBOUNCE = 250;
const QUIET = 1200;
const TICKETS = 100;
const STORED = 6;
const SURER = 0.01;
const SENT_KEYS = [
  "id", "url", "created_at", "channel", "language", "brand", "product", "region", "service_level", "audience", "requester_id",
  "organization_id", "subject", "body", "messages", "attachments", "mail_headers", "set_by", "restricted_to",
];
const CLOSED = /^(resolved|solved|closed|done|fixed|completed?|cancell?ed|rejected|declined|withdrawn|merged|duplicate)$/i;

const state = {
  phase: "empty", other: false, picked: null, tickets: [], lists: {}, values: {}, model: null,
  ticket: null, answer: null, problem: null, took: 0,
  why: null, unfolded: false, chosen: {}, decision: null, decisions: [], stored: [],
};

// What the desk is

let loaded = false;
async function load() {
  const [fields, model] = await Promise.all([call("v1/fields"), call("v1/model")]);
  state.lists = Object.fromEntries(fields.items.map((item) => [item.name, item]));
  state.values = Object.fromEntries(fields.items.map((item) => [item.name, item.values]));
  state.values.request_kind = fields.request_kinds || [];
  state.model = model;
  loaded = true;
  renderModel();
  if (state.answer) renderAnswer();
  await Promise.all([readTickets(), ...state.decisions.map(readStored)]);
}

async function readTickets() {
  const all = await readAll("v1/tickets", 5);
  const open = all.filter((one) => !one.resolved_at && !one.closed_at && !CLOSED.test((one.status || "").trim()));
  state.tickets = open.sort((a, b) => String(b.created_at).localeCompare(String(a.created_at))).slice(0, TICKETS);
  renderPick();
}

/** Feedback is shown as the service has kept it, not as the page believes it. */
async function readStored(decision) {
  const items = await readAll("v1/feedback?decision_id=" + encodeURIComponent(decision), 5);
  const others = state.stored.filter((one) => one.decision_id !== decision);
  state.stored = [...others, ...items].sort((a, b) => a.at.localeCompare(b.at));
  renderStored();
}

/** Kept for this tab, so that a reload loses nothing; a text that is too large for that is not. */
function keep(name, value) {
  try {
    sessionStorage.setItem("firstline." + name, JSON.stringify(value));
  } catch {
    sessionStorage.removeItem("firstline." + name);
  }
}
function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem("firstline." + name));
  } catch {
    return null;
  }
}

// Asking while somebody types

let timer = 0;
let running = null;
let lastKey = 0;
/** Whoever tries the portal out here is no customer: nothing is held back from them, and they count nowhere. */
const suggestions = new Suggestions($("portal"), { about: { trial: true }, onChange: () => renderSend() });

/** What triage is asked about: the picked ticket as it is kept, or what was typed. */
function currentTicket() {
  if (!state.picked) return { subject: $("subject").value, body: $("body").value };
  const wanted = [...SENT_KEYS, ...Object.keys(state.values)];
  return Object.fromEntries(Object.entries(state.picked).filter(([key]) => wanted.includes(key)));
}
const hasText = () => Boolean($("subject").value.trim() || $("body").value.trim());
const question = (ticket, dryRun) => ({
  ticket, options: { dry_run: dryRun, explain: true, include: ["duplicates", "articles", "replies", "explanation"], top_k: 5 },
});

function changed({ wait = DEBOUNCE } = {}) {
  toast(() => "");
  lastKey = performance.now();
  clearTimeout(timer);
  clearTimeout(retryTimer);
  running?.abort();
  keep("text", [$("subject").value, $("body").value, state.picked]);
  $("sent").textContent = "";
  renderSend();
  if (!hasText()) {
    Object.assign(state, { phase: "empty", other: false, answer: null, ticket: null, problem: null });
    suggestions.clear();
    render();
    return;
  }
  state.phase = state.phase === "gone" ? "gone" : "typing";
  renderPhase();
  if (!state.answer) renderAnswer();
  timer = setTimeout(ask, wait);
}

async function ask() {
  const turn = new AbortController();
  running?.abort();
  running = turn;
  const [asked, key] = [performance.now(), lastKey];
  const ticket = currentTicket();
  try {
    const answer = await call("v1/triage", { body: question(ticket, true), signal: turn.signal });
    if (turn.signal.aborted) return;
    if (state.phase === "gone") toast(() => t("back"));
    tries = 0;
    Object.assign(state, { phase: "answer", problem: null, other: false, answer, ticket, chosen: {}, decision: null, took: performance.now() - asked });
    render();
    performance.measure("key-to-answer", { start: key, end: performance.now() });
    announce();
    if (!loaded) load().catch(() => {});
  } catch (error) {
    if (!turn.signal.aborted) failed(error);
  } finally {
    // After the agent's answer: two at once would slow each other down.
    if (!turn.signal.aborted) suggestions.ask({ subject: $("subject").value, text: $("body").value }, turn.signal);
  }
}

let retryTimer = 0;
let tries = 0;
function failed(error) {
  const busy = error instanceof Problem && error.isBusy;
  if (error instanceof Problem && !busy) {
    Object.assign(state, { phase: "error", problem: error.document, answer: null });
  } else {
    Object.assign(state, { phase: "gone", problem: busy ? error.document : null });
    tries += 1;
    clearTimeout(retryTimer);
    retryTimer = setTimeout(retry, busy ? error.retryAfter * 1000 : Math.min(1000 * 1.5 ** (tries - 1), 5000));
  }
  render();
}

async function retry() {
  clearTimeout(retryTimer);
  if (state.phase === "error") {
    state.phase = "typing";
    renderPhase();
  }
  try {
    await call("readyz");
    if (!loaded) await load();
    if (hasText()) await ask();
    else {
      tries = 0;
      state.phase = "empty";
      render();
    }
  } catch (error) {
    failed(error);
  }
}

// Feedback: a decision is stored when somebody says something of it, once for each text

function storedDecision() {
  const key = JSON.stringify(state.ticket);
  if (state.decision?.key !== key) {
    const made = call("v1/triage", { body: question(state.ticket, false) });
    state.decision = { key, made };
    made.then(({ decision_id: id }) => {
      state.decisions = [...state.decisions, id].slice(-STORED);
      keep("decisions", state.decisions);
    }, () => (state.decision = null));
  }
  return state.decision.made;
}

/** `message` gives the words that say it is stored, once it is. Whether it was. */
async function tell(name, item, message) {
  const ticket = state.ticket;
  let stored = false;
  toast(() => t("storing"));
  try {
    const { decision_id: id } = await storedDecision();
    await call("v1/feedback", { body: { decision_id: id, actor: "page", ...item } });
    if (state.ticket === ticket) {
      if (item.action === "withdrawn") delete state.chosen[name];
      else state.chosen[name] = item;
    }
    stored = true;
    toast(message);
    await readStored(id);
  } catch (error) {
    toast(() => t("storeFailed", { detail: error instanceof Problem ? problemWords(error.document) : t("gone") }));
  }
  if (state.answer) renderAnswer();
  return stored;
}

/**
 * `final` is what the field `name` should be; the value that was said itself means that it was right. `above` is the
 * parent's value under which it was chosen, if that is known: where the parent is another one, it is set first, for a
 * value without its parent would be no value of this desk.
 */
async function choose(name, said, final, about, above = ownerOf(name, final, state.answer)) {
  const { parent } = state.lists[name] ?? {};
  const [ticket, answer] = [state.ticket, state.answer];
  const moves = above !== undefined && answer.fields[parent] && above !== presentValue(parent, answer);
  if (moves) {
    const stored = await choose(parent, answer.fields[parent], above, { target: "field", field: parent });
    if (!stored || state.ticket !== ticket) return false;
  }
  const right = final === said.value;
  const kind = moves ? "toastBoth" : said.audit ? "toastAudit" : right ? "toastAccepted" : "toastModified";
  const message = () => t(kind, {
    field: fieldName(name), value: valueName(name, final), was: valueName(name, said.value),
    parent: moves ? fieldName(parent) : "", above: moves ? valueName(parent, above) : "",
  });
  return tell(name, { ...about, action: right ? "accepted" : "modified", final_value: final }, message);
}

/** What a field is now: what somebody said of it, else what the service did, where that is in sight. */
const presentValue = (name, answer) => state.chosen[name]?.final_value ?? (isUnfilled(name, answer) ? null : answer.fields[name].value);

/** The parent's value that `value` of `name` belongs under: the present one where it may; undefined where any may. */
function ownerOf(name, value, answer) {
  const { parent, children = {} } = state.lists[name] ?? {};
  if (!answer.fields[parent]) return undefined;
  const owners = Object.keys(children).filter((above) => children[above].includes(value));
  const present = presentValue(parent, answer);
  return owners.includes(present) ? present : owners[0];
}

/** All values of a field, by their parent's, those under its present value first. */
function groupsOf(name, answer) {
  const values = state.values[name] || [];
  const { parent, children = {} } = state.lists[name] ?? {};
  if (!answer.fields[parent] || !Object.keys(children).length) return [{ values }];
  const present = presentValue(parent, answer);
  const order = [...new Set([...(present in children ? [present] : []), ...Object.keys(children)])];
  const groups = order.map((above) => ({ above, label: valueName(parent, above), values: values.filter((value) => children[above].includes(value)) }));
  if (!(present in children)) groups.unshift({ values: [] });
  const listed = new Set(Object.values(children).flat());
  return [...groups, { values: values.filter((value) => !listed.has(value)) }];
}

// Drawing

function render() {
  renderPhase();
  renderTrouble();
  renderAnswer();
  renderSend();
}

function renderPhase() {
  $("answer").setAttribute("aria-busy", String(state.phase === "typing"));
  const took = Math.max(1, Math.round(state.took));
  $("answer").classList.toggle("stale", state.phase === "gone" || state.other);
  const words = { typing: t("typing"), answer: t("answered", { ms: took }), gone: state.answer ? t("phase.stale") : "" };
  $("phase").textContent = words[state.phase] ?? "";
}

/** Where the agent's side lies below what is written, trouble is told beside the text. */
const narrow = matchMedia("(max-width: 52rem)");
function placeTrouble() {
  const before = narrow.matches ? $("body") : document.querySelector(".agent-head");
  if (before.nextElementSibling !== $("trouble")) before.after($("trouble"));
}
narrow.addEventListener("change", () => (placeTrouble(), renderAnswer()));

const trouble = new Trouble($("trouble"), { onRetry: retry, onMended: () => $("agent").focus({ preventScroll: true }) });
function renderTrouble() {
  placeTrouble();
  trouble.draw(state);
}

function renderAnswer() {
  const box = $("answer");
  const focused = box.contains(document.activeElement) ? whereItIs(document.activeElement) : () => null;
  box.replaceChildren();
  if (!state.answer) {
    if (["empty", "typing"].includes(state.phase)) make("p", { className: "empty quiet", text: t("empty", { where: t(narrow.matches ? "emptyBelow" : "emptyBeside") }), parent: box });
    return;
  }
  const block = (className = "block") => make("section", { className, parent: box });
  const { answer } = state;
  drawNotes(box, answer);
  drawFields(box, answer);
  drawEarlier(block(), answer.duplicates, { nothingAsked: asksNothing(answer) });
  const least = answer.out_of_scope.flag || isTooShort(answer) ? STRANGER : LIKELY;
  drawArticles(block(), answer.articles, { least, nothingAsked: asksNothing(answer) });
  if (answer.replies.length) drawReplies(block(), answer.replies);
  const seen = asksNothing(answer) || isBare(answer) ? [] : Object.entries(answer.fields).filter(([name]) => !isUnfilled(name, answer));
  drawWhy(block("block reasons"), Object.fromEntries(seen), state.ticket, { chosen: state.chosen, wanted: state.why, onWanted: (name) => (state.why = name) });
  focused()?.focus({ preventScroll: true });
  trimPassages(box);
}

/**
 * Finds `node` again once all is drawn anew; a choice by its value, for it may have another place then. Where what was
 * said is taken back, that is the choice that had been made, or the list that it came from; where something of that
 * list was stored, the choice that it is now, for Undo comes right after it.
 */
function whereItIs({ id }) {
  const [, kind, row] = /^(option|undo|rest)-(\d+)/.exec(id) ?? [];
  const choices = () => [...document.querySelectorAll(`[id^="option-${row}-"]`)];
  const stored = () => choices().find((one) => one.getAttribute("aria-selected") === "true");
  const value = row && (kind === "undo" ? stored() : $(id))?.dataset.value;
  const again = () => (kind === "rest" ? stored() : row && choices().find((one) => one.dataset.value === value)) || $(id);
  return () => (id && (again() || (kind === "undo" && ($("rest-" + row) || $(`option-${row}-0`))))) || null;
}

function drawNotes(box, answer) {
  if (isStrange(answer)) drawScope(make("div", { className: "note alert", parent: box }), isUnread(answer) ? "unread" : "scope");
  for (const warning of answer.warnings) {
    if (warning.code === "no_priority" && answer.fields.priority) continue; // the field says so itself
    make("p", { className: "note", ...warningWords(warning, answer), parent: box });
  }
  if (asksAgain(answer)) drawChaser(box, answer);
  if (answer.clarifying_question) make("p", { className: "note", text: t("ask", { question: answer.clarifying_question }), parent: box });
}

/** Of hardly a word one cannot say that it came to the wrong place; and what nobody can read came to no place. */
const isUnread = (answer) => isStrange(answer) && !readsLikeText([state.ticket.subject, state.ticket.body].filter(Boolean).join(" "));
const isStrange = (answer) => answer.out_of_scope.flag && !isTooShort(answer);
const isTooShort = (answer) => answer.warnings.some(({ code }) => code === "text_too_short");
const asksNothing = (answer) => Boolean(answer.request_kind?.asks_nothing);

function warningWords({ code, detail, field, values }, answer) {
  const key = "warn." + code;
  if (!known(key)) return { text: detail, lang: "en" };
  if (code === "text_too_short" && isClaimed(answer.request_kind)) return { text: t(key + ".kind") };
  return { text: t(key, { values: values ? ": " + values.map((value) => valueName(field, value)).join(", ") : "" }) };
}
const isClaimed = (said) => Boolean(said?.value) && said.tier !== "abstain";

/** `words` are those of what came to the wrong place, or of what cannot be read. */
function drawScope(note, words) {
  make("p", { parent: note }).append(make("strong", { text: t(words) }));
  make("p", { className: "small", text: t(words + "Why"), parent: note });
  const choices = make("div", { className: "examples", parent: note });
  for (const [key, action] of [[words + "Yes", "accepted"], ["scopeNo", "rejected"]]) {
    const pressed = state.chosen.out_of_scope?.action === action;
    const about = { target: "out_of_scope", action: pressed ? "withdrawn" : action };
    const node = button(choices, t(key), () => tell("out_of_scope", about, () => t(pressed ? "toastWithdrawnScope" : "toastScope")), "plain small");
    node.id = "scope-" + action;
    node.setAttribute("aria-pressed", String(pressed));
  }
}

function drawFields(box, answer) {
  const rows = parentsFirst(Object.keys(answer.fields)).map((name) => [name, answer.fields[name], { target: "field", field: name }]);
  if (answer.request_kind?.value) rows.unshift(["request_kind", answer.request_kind, { target: "request_kind" }]);
  const top = make("div", { className: "fields", parent: box });
  const isFolded = rows.length > 1 && (asksNothing(answer) || isBare(answer));
  const folded = isFolded ? drawFold(box, t(isBare(answer) ? "chaserFolded" : "fieldsFolded")) : null;
  rows.forEach(([name, said, about], row) => {
    const fields = folded && name !== "request_kind" ? folded : top;
    const left = leftUnder(name, answer);
    const wishes = {
      row, groups: groupsOf(name, answer), chosen: state.chosen[name], left, above: lessSureAbove(name, answer),
      doubt: isStrange(answer) ? "outside" : isTooShort(answer) ? "short" : null, toldOnce: nothingIsAuto(state.model),
      onChoose: (value, above) => choose(name, said, value, about, above),
      onUndo: () => tell(name, { ...about, action: "withdrawn" }, () => t("toastWithdrawn", { field: fieldName(name) })),
      onWhy: () => showWhy(name),
    };
    if (isUnfilled(name, answer)) {
      const why = said.audit ? t("audit") : t("auditParent", { field: fieldName(state.lists[name].parent) });
      drawUnfilled(fields, name, said, { ...wishes, groups: left ? [{ values: left }] : wishes.groups, why });
      return;
    }
    const words = folded ? [] : wordsThatCount(said, state.ticket).filter((word) => word.amount > 0);
    const telling = words.map((word) => word.text).filter((word) => !isFunctionWord(word, answer.language));
    drawField(fields, name, said, { ...wishes, reasons: words.length ? telling : null });
  });
  if (rows.length) make("p", { className: "small quiet", text: t("fieldsHelp"), parent: box });
}

/** The value of a field's parent that it depends on, in words, where that is the less sure of the two. */
function lessSureAbove(name, answer) {
  const above = answer.fields[state.lists[name]?.parent];
  if (!above?.value || answer.fields[name].value === null || answer.fields[name].confidence - above.confidence < SURER) return "";
  return valueName(state.lists[name].parent, above.value);
}

/** Where nothing is asked the fields are no routing: they stay at hand for who sees it differently, until it was asked for. */
function drawFold(box, words) {
  const details = make("details", { className: "fold", parent: box });
  details.open = state.unfolded;
  make("summary", { className: "small quiet", text: words, parent: details });
  details.addEventListener("toggle", () => (state.unfolded = details.open));
  return make("div", { className: "fields", parent: details });
}

/** The fields in the service's order, but each right behind its parent. */
function parentsFirst(names) {
  const under = (parent) => names.filter((name) => state.lists[name]?.parent === parent).flatMap((name) => [name, ...under(name)]);
  return names.filter((name) => !names.includes(state.lists[name]?.parent)).flatMap((name) => [name, ...under(name)]);
}

/** The values that a parent leaves which somebody set to another value than was said; null where none was. */
function leftUnder(name, answer) {
  const { parent, children } = state.lists[name] ?? {};
  const given = state.chosen[parent]?.final_value ?? null;
  return given === null || given === answer.fields[parent]?.value ? null : children[given] ?? null;
}

/** Whether a person decides without seeing what was said: an audit, or below one, where the value would tell. */
function isUnfilled(name, answer) {
  const said = answer.fields[name];
  const parent = state.lists[name]?.parent;
  return Boolean(said?.audit) || Boolean(parent && !state.chosen[parent] && isUnfilled(parent, answer));
}

function showWhy(name) {
  const radio = [...document.getElementsByName("why")].find((one) => one.value === name);
  radio.click();
  radio.focus({ preventScroll: true });
  document.querySelector(".reasons").scrollIntoView({ block: "start" });
}

/** Nobody sends an empty form; and only who was shown something sends it "anyway". */
function renderSend() {
  const send = document.querySelector(".send");
  send.hidden = !hasText();
  const id = suggestions.chosen;
  send.classList.toggle("second", suggestions.solved);
  const words = suggestions.solved ? "sendSolved" : suggestions.offersAny ? "send" : "sendPlain";
  send.textContent = id ? t("sendAdd", { id }) : t(words);
}

function renderStored() {
  const box = $("stored");
  box.replaceChildren();
  if (!state.stored.length) return;
  const section = make("section", { className: "block", parent: box });
  make("h3", { text: t("feedback"), parent: section });
  const list = make("ul", { className: "rows", id: "stored-list", parent: section });
  for (const one of state.stored.slice(-STORED).reverse()) {
    const row = make("li", { parent: list });
    make("span", { className: "small quiet number", text: clock(one.at), parent: row });
    const name = one.target === "field" ? one.field : one.target;
    const what = one.target === "field" ? fieldName(one.field) : t("target." + one.target);
    make("span", { text: one.final_value === null ? what : `${what}: ${valueName(name, one.final_value)}`, parent: row });
    make("span", { className: "small quiet", text: [t("act." + one.action), one.ticket_id].filter(Boolean).join(" · "), parent: row });
  }
}

function renderPick() {
  const select = $("pick");
  select.replaceChildren();
  make("option", { value: "", text: t("pickNone"), parent: select });
  state.tickets.forEach((one, row) => {
    const subject = one.subject || (one.body || "").slice(0, 60);
    make("option", { value: row, text: `${one.id}  ${subject}`, dir: "auto", parent: select });
  });
  const picked = state.tickets.findIndex((one) => one.id === state.picked?.id);
  select.value = picked < 0 ? "" : String(picked);
  select.disabled = !state.tickets.length;
  renderPicked();
}

function renderPicked() {
  const box = $("picked");
  box.replaceChildren();
  const one = state.picked;
  if (!one) return;
  const files = [one.attachments ?? []].flat().map((file) => (typeof file === "string" ? file : file?.name));
  const line = facts(box, [one.requester_id, one.organization_id, one.channel, one.service_level, day(one.created_at), ...files]);
  line.prepend(link(line, one.id, one.url));
}

function renderModel() {
  drawLegend(state.model);
  if (state.model) $("model").textContent = t("model", { name: state.model.name, version: state.model.version.slice(0, 12) });
}

let toastTimer = 0;
let toastWords = () => "";
/** `words` gives them in the language of the page, which may be changed while they stand there. */
function toast(words) {
  toastWords = words;
  $("toast").textContent = words();
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast(() => ""), 6000);
}

let liveTimer = 0;
/** A screen reader hears an answer once, when nobody has typed for a while. */
function announce() {
  clearTimeout(liveTimer);
  liveTimer = setTimeout(() => {
    if (state.phase !== "answer") return;
    const { fields, out_of_scope: scope, articles, duplicates } = state.answer;
    const said = Object.entries(fields)
      .filter(([name, one]) => one.value !== null && !isUnfilled(name, state.answer))
      .map(([name, one]) => `${fieldName(name)} ${valueName(name, one.value)}, ${t("tier." + one.tier)}, ${percent(one.confidence)}`);
    const counts = { fields: said.join("; "), duplicates: asksNothing(state.answer) ? 0 : duplicates.length, articles: articles.filter(isLikely).length };
    $("live").textContent = (scope.flag ? t(isUnread(state.answer) ? "unread" : "scope") + " " : "") + t("summary", counts);
  }, QUIET);
}

// Starting

function speak(tag) {
  speakLanguage(tag);
  document.documentElement.lang = tag;
  document.title = t("title");
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of document.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
  for (const node of document.querySelectorAll("[data-language]")) node.setAttribute("aria-pressed", String(node.dataset.language === tag));
  $("examples").replaceChildren();
  for (const one of EXAMPLES[tag]) button($("examples"), one.label, () => show(one, null), "plain small");
  renderModel();
  renderPick();
  renderStored();
  suggestions.draw();
  $("toast").textContent = toastWords();
  render();
}

function show({ subject, body, messages }, picked) {
  state.picked = picked;
  $("subject").value = subject || "";
  const said = (messages || []).filter((one) => one.author === "customer").map((one) => one.text);
  $("body").value = body || said.join("\n\n");
  renderPick();
  state.other = state.answer !== null;
  suggestions.outdate();
  changed({ wait: 0 });
}

for (const id of ["subject", "body"]) {
  $(id).addEventListener("input", () => {
    if (state.picked) {
      state.picked = null;
      renderPick();
    }
    changed();
  });
}
$("pick").addEventListener("change", () => {
  const ticket = $("pick").value === "" ? null : state.tickets[Number($("pick").value)];
  show(ticket || {}, ticket);
});
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!hasText()) return;
  $("sent").textContent = t("sendNothing");
  suggestions.submitted();
});
for (const node of document.querySelectorAll("[data-language]")) {
  node.addEventListener("click", () => {
    localStorage.setItem("firstline.language", node.dataset.language);
    speak(node.dataset.language);
  });
}

const wish = localStorage.getItem("firstline.language") ?? navigator.language.slice(0, 2);
speak(wish in LANGUAGES ? wish : "en");
state.decisions = kept("decisions") ?? [];
const [subject, body, picked] = kept("text") ?? ["", "", null];
if (subject || body) show({ subject, body }, picked);
load().catch(failed);
