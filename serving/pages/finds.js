// What a request finds: earlier tickets, articles and replies.

import { button, facts, languageTag, link, make } from "./nodes.js";
import { drawPassage, trimPassages } from "./passage.js";
import { drawWhole } from "./whole_article.js";
import { day, languageName, t } from "./words.js";

/** What is below this is not worth a look at once; the service shows customers no less. */
export const LIKELY = 0.3;
const CLOSE = 0.6;
/** Asked of an article for a text that is strange here, or too short: something always fits a little. */
export const STRANGER = 0.6;
const EARLIER = 3;

export const isLikely = (one) => one.confidence >= LIKELY;
const fit = (one) => t(one.confidence >= CLOSE ? "fit.close" : isLikely(one) ? "fit.possible" : "fit.weak");
const alike = (score) => t(score >= 0.8 ? "alike.same" : score >= 0.55 ? "alike.much" : "alike.some");

function drawMore(box, words, entries, draw) {
  if (!entries.length) return;
  const details = make("details", { parent: box });
  make("summary", { className: "small quiet", text: t(words, { count: entries.length }), parent: details });
  const list = make("ul", { parent: details });
  for (const one of entries) draw(list, one);
  details.open = list.querySelector("details[open]") !== null;
  details.addEventListener("toggle", () => trimPassages(details));
}

/** Where nothing was asked all are folded away: that others gave thanks, too, helps nobody. */
export function drawEarlier(box, duplicates, { nothingAsked }) {
  make("h3", { text: t("duplicates"), parent: box });
  const shown = nothingAsked ? 0 : EARLIER;
  if (!duplicates.length) make("p", { className: "quiet", text: t("noDuplicates"), parent: box });
  const list = make("ul", { parent: box });
  for (const one of duplicates.slice(0, shown)) drawTicket(list, one);
  drawMore(box, nothingAsked ? "earlierAlike" : "earlierMore", duplicates.slice(shown), drawTicket);
}

function drawTicket(list, one) {
  const entry = make("li", { className: "entry", parent: list });
  link(make("h4", { parent: entry }), one.subject || one.ticket_id, one.url, { dir: "auto" });
  facts(entry, [one.ticket_id, t("rel." + one.relation), alike(one.score), day(one.created_at), one.storm_id ? t("storm") : ""]);
}

/** Articles below the confidence `least` are folded away; where nothing was asked, none is put forward. */
export function drawArticles(box, articles, { least, nothingAsked }) {
  make("h3", { text: t("articles"), parent: box });
  const likely = nothingAsked ? [] : articles.filter((one) => one.confidence >= least);
  if (!likely.length) make("p", { className: "quiet", text: t(nothingAsked ? "nothingAsked" : "noArticles"), parent: box });
  const list = make("ul", { parent: box });
  for (const one of likely) drawForAgent(list, one);
  drawMore(box, "less", articles.filter((one) => !likely.includes(one)), drawForAgent);
}

const drawForAgent = (list, one) => drawWhole(drawArticle(list, one, articleFacts(one)), one, { place: "agent" });

/** Said where it is not the reader's, so that nobody opens what they cannot read. */
export const foreign = (one) => (one.other_language ? t("inLanguage", { language: languageName(one.language) }) : "");

const articleFacts = (one) => [one.article_id, foreign(one) || one.language, fit(one), one.updated_at ? t("updated", { date: day(one.updated_at) }) : ""];

export function drawArticle(list, one, said) {
  const entry = make("li", { className: "entry", parent: list });
  const lang = languageTag(one.language);
  const heading = list.closest(".portal") ? "h3" : "h4";
  link(make(heading, { parent: entry }), one.title || one.article_id, one.url, { lang, dir: "auto" });
  drawPassage(make("div", { className: "passage", lang, dir: "auto", parent: entry }), one.passage || "", one.highlight);
  facts(entry, said);
  return entry;
}

export function drawReplies(box, replies) {
  make("h3", { text: t("replies"), parent: box });
  const list = make("ul", { parent: box });
  for (const one of replies.slice(0, EARLIER)) drawReply(list, one);
  drawMore(box, "repliesMore", replies.slice(EARLIER), drawReply);
}

function drawReply(list, one) {
  const shown = { title: one.title || one.id, passage: one.text, language: one.language };
  const entry = drawArticle(list, shown, [one.id, t("source." + one.source), foreign(one) || one.language, one.says_done ? t("saysDone") : ""]);
  const copy = button(entry.querySelector(".meta"), t("copy"), async () => {
    try {
      await navigator.clipboard.writeText(one.text);
      copy.textContent = t("copied");
    } catch {
      copy.textContent = t("notCopied"); // the browser does not allow it
    }
  });
}
