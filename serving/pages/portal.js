// What a customer sees while writing: known incidents, their own open requests, articles, and a way to a person.

import { drawArticle, foreign } from "./finds.js";
import { button, facts, languageTag, link, make } from "./nodes.js";
import { trimPassages } from "./passage.js";
import { call, tell } from "./service.js";
import { drawWhole } from "./whole_article.js";
import { day, t } from "./words.js";

const EVENTS = "v1/portal/events";
const VERDICTS = ["solved", "did_not_answer", "not_related"];
const STATUS = { too_short: "portalShort", nothing_found: "portalNothing", ok: "portalOk" };

export class Suggestions {
  #box;
  #about;
  #changed;
  #interaction = null;
  #answer = null;
  #failed = false;
  #ended = false;
  #shown = new Set();
  #opened = new Set();
  #verdicts = new Map();
  #chosen = null;
  #entries = new Map();

  /**
   * `box` is drawn into. `about` is sent with every question: `trial`, `requester_token`, `product`, `region`, … .
   * `onChange` hears when something else is offered.
   */
  constructor(box, { about = {}, onChange = () => {} } = {}) {
    this.#box = box;
    this.#about = about;
    this.#changed = onChange;
    this.draw();
  }

  /** Whether the customer sees an answer that sending would come after. */
  get offersAny() {
    return Boolean(this.#answer?.articles.length || this.#answer?.open_requests?.length);
  }

  /** Whether the customer said that an article that is in sight solved it: then nothing needs to be sent. */
  get solved() {
    return Boolean(this.#answer?.articles.some((one) => this.#verdicts.get(one.article_id) === "solved"));
  }

  /** The open request that the text is to be added to, or null for a new one. */
  get chosen() {
    return this.#chosen;
  }

  /** Ask for a text. A service that does not answer is no reason to keep anybody from sending. */
  async ask({ subject, text }, signal) {
    const body = { ...this.#about, subject, text };
    if (this.#interaction) body.interaction_id = this.#interaction;
    try {
      const answer = await call("v1/portal/suggest", { body, signal });
      if (signal?.aborted) return;
      if (answer.interaction_id !== this.#interaction) this.#begin(answer.interaction_id);
      [this.#answer, this.#failed] = [answer, false];
      this.#tellShown();
    } catch {
      if (signal?.aborted) return;
      [this.#answer, this.#failed] = [null, true];
    }
    this.#box.classList.remove("stale");
    this.draw();
    this.#changed();
  }

  /** What is in sight belongs to another text until the next answer is there. */
  outdate() {
    this.#box.classList.add("stale");
  }

  /** Nothing is written any more. */
  clear() {
    [this.#answer, this.#failed] = [null, false];
    this.#box.classList.remove("stale");
    this.draw();
  }

  /** The request was sent; `ticketId` is the desk's, where it is known already. */
  submitted(ticketId) {
    this.#tell("submitted", ticketId ? { ticket_id: ticketId } : {});
    this.#begin(null);
  }

  draw() {
    const { banners = [], open_requests: requests = [], articles = [] } = this.#answer ?? {};
    const keep = document.activeElement;
    this.#arrange(this.#box, [
      ...banners.map((one) => this.#entry("banner", one.id, one, drawBanner)),
      ...this.#requests(requests),
      this.#entry("status", "", this.#words(), drawLine),
      ...this.#articles(articles),
      ...this.#person(articles),
    ]);
    if (keep?.isConnected) keep.focus({ preventScroll: true });
    trimPassages(this.#box);
  }

  #words() {
    if (this.#failed) return t("portalFailed");
    if (this.#ended) return t("portalPerson");
    return t(STATUS[this.#answer?.status] ?? "portalEmpty");
  }

  #begin(interaction) {
    this.#interaction = interaction;
    this.#ended = false;
    this.#chosen = null;
    for (const kept of [this.#shown, this.#opened, this.#verdicts]) kept.clear();
  }

  #requests(requests) {
    if (!requests.length) return [];
    const list = this.#entry("requests", "", [requests, this.#chosen], (box) => {
      box.classList.add("note");
      make("p", { parent: box }).append(make("strong", { text: t("portalOpen") }));
      for (const one of requests) {
        const row = make("div", { className: "open-request", parent: box });
        link(make("h3", { parent: row }), `#${one.ticket_id} ${one.subject}`, one.url, { dir: "auto" });
        facts(row, [one.status, day(one.created_at)]);
        const add = button(row, t("portalAdd", { id: one.ticket_id }), () => this.#choose(one.ticket_id), "plain small");
        add.setAttribute("aria-pressed", String(this.#chosen === one.ticket_id));
      }
    });
    return [list];
  }

  #choose(id) {
    this.#chosen = this.#chosen === id ? null : id;
    this.draw();
    this.#changed();
  }

  #articles(articles) {
    if (!articles.length) return [];
    const list = this.#entry("list", "", "", () => {}, "ul");
    // Scores move with every letter and are not shown.
    const seen = articles.map(({ score, confidence, ...one }) => one);
    const nodes = seen.map((one) =>
      this.#entry("article", one.article_id, one, (box) => this.#drawArticle(box, one), "li"),
    );
    this.#arrange(list, nodes);
    return [list];
  }

  #drawArticle(box, one) {
    const list = make("ul");
    const holder = make("div", { className: "portal" });
    holder.append(list);
    const entry = drawArticle(list, one, [foreign(one)]);
    box.className = "entry";
    box.append(...entry.childNodes);
    box.querySelector("a")?.addEventListener("click", () => this.#open(one.article_id));
    // Its passage is read here: whoever unfolds it has opened it.
    box.addEventListener("click", ({ target }) => target.closest("[aria-expanded]") && this.#open(one.article_id));
    drawWhole(box, one, { place: "customer", onOpen: () => this.#open(one.article_id) });
    const group = make("div", { className: "examples verdicts", role: "group", "aria-label": t("portalHelped"), parent: box });
    for (const verdict of VERDICTS) {
      const node = button(group, t("verdict." + verdict), () => this.#judge(group, one.article_id, verdict), "plain small");
      node.dataset.verdict = verdict;
    }
    this.#press(group, one.article_id);
  }

  #press(group, id) {
    const verdict = this.#verdicts.get(id);
    for (const node of group.querySelectorAll("button")) node.setAttribute("aria-pressed", String(verdict === node.dataset.verdict));
    const said = group.querySelector("[role=status]") ?? make("p", { className: "small", role: "status", parent: group });
    said.textContent = verdict === "solved" ? t("portalSolved") : "";
  }

  /** A way past the articles; without any, the form itself is the way. */
  #person(articles) {
    if (!this.#interaction || this.#ended || !articles.length) return [];
    const draw = (box) => button(box, t("portalAsk"), () => this.#askPerson(), "link small");
    return [this.#entry("person", "", "", draw)];
  }

  #askPerson() {
    this.#tell("asked_person");
    this.#ended = true;
    if (this.#answer) this.#answer = { ...this.#answer, articles: [] };
    this.draw();
    this.#changed();
  }

  #judge(group, id, verdict) {
    if (this.#verdicts.get(id) === verdict) return;
    this.#verdicts.set(id, verdict);
    this.#tell(verdict, { article_id: id });
    this.#press(group, id);
    this.#changed();
  }

  #open(id) {
    if (this.#opened.has(id)) return;
    this.#opened.add(id);
    this.#tell("opened", { article_id: id });
  }

  #tellShown() {
    for (const { article_id: id } of this.#answer.articles) {
      if (this.#shown.has(id)) continue;
      this.#shown.add(id);
      this.#tell("shown", { article_id: id });
    }
  }

  /** Also while the page is being left; whether it arrives changes nothing for the customer. */
  #tell(type, more = {}) {
    if (!this.#interaction) return;
    tell(EVENTS, { interaction_id: this.#interaction, type, ...more });
  }

  /** The node of something, drawn anew only where it says something else: what is unfolded and read stays as it is. */
  #entry(kind, id, said, draw, name = "div") {
    const [key, now, lang] = [kind + " " + id, JSON.stringify(said), document.documentElement.lang];
    const kept = this.#entries.get(key);
    if (kept?.lang === lang && (kept.now === now || kept.node.matches(".open, :has(details[open])"))) return kept.node;
    const node = make(name);
    draw(node, said);
    this.#entries.set(key, { now, lang, node });
    return node;
  }

  /** Nothing moves where nothing has to. */
  #arrange(parent, nodes) {
    const same = parent.children.length === nodes.length && nodes.every((node, place) => parent.children[place] === node);
    if (!same) parent.replaceChildren(...nodes);
  }
}

function drawBanner(box, one) {
  box.classList.add("note", "alert");
  const line = make("p", { lang: languageTag(one.language), dir: "auto", text: one.text, parent: box });
  if (one.url) link(make("p", { className: "small", parent: box }), t("portalMore"), one.url);
  return line;
}

function drawLine(box, words) {
  make("p", { className: "small quiet", text: words, parent: box });
}
