// The text of an article as nodes: the common part of Markdown. What is not understood stays as text; of HTML only the
// text is shown. Nothing is ever parsed into this page: every node is made here, and its text set as textContent.

import { make } from "./nodes.js";

const DEEPEST = 6; // as deep as lists and quotes may lie in one another; what lies deeper stays as text
const FENCE = /^ {0,3}(```+|~~~+)/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;
const INDENTED = /^ {4}\s*\S/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+•]|\d{1,4}[.)])( +|$)/;
const UNDER_HEADER = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const LINK = /^(?:https?:\/\/|mailto:)[^\s]+$/i;

/** Of a text the part that comes first: an escaped sign, code, an image, a link, an address, bold or slanted words. */
const INLINE = new RegExp(
  [
    /\\(?<escaped>[\\`*_{}[\]()#+.!|<>~-])/, /(?<ticks>`{1,3})(?!`)(?<code>[^`]{1,2000})\k<ticks>(?!`)/,
    /!\[(?<image>[^\]]{0,500})\]\([^()\s]{0,2000}(?:\s+"[^"]{0,300}")?\)/,
    /\[(?<label>[^\]]{1,500})\]\(\s*<?(?<address>[^\s()<>]{1,2000})>?(?:\s+"[^"]{0,300}")?\s*\)/,
    /<(?<bare>(?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/i,
    /\*\*(?=\S)(?<strong>[^*]{1,1000})\*\*/, /(?<![\p{L}\p{N}_])__(?=\S)(?<bold>[^_]{1,1000})__(?![\p{L}\p{N}_])/,
    /(?<![\p{L}\p{N}*])\*(?=[^\s*])(?<slanted>[^*]{1,1000})(?<!\s)\*(?![\p{L}\p{N}*])/,
    /(?<![\p{L}\p{N}_])_(?=[^\s_])(?<em>[^_]{1,1000})(?<!\s)_(?![\p{L}\p{N}_])/, / *(?<end>(?:\\| {2})\n)/,
  ].map((one) => one.source).join("|"),
  "giu",
);

const HTML = /<\/?(?:p|div|br|ul|ol|li|h[1-6]|table|section|article|body|html)\b[^<>]*>/i;
const CODE = /^\s*(```|~~~)[^]*?(?:^\s*\1[^\n]*$|(?![^]))|`[^`\n]+`/gm;
const SILENT = /<!--[^]*?-->|<(script|style|head|template|noscript|iframe|svg|nav)\b[^]*?<\/\1\s*>/gi;
const OWN_LINE = /<\/?(?:p|div|br|[uod]l|li|h[1-6]|table|tr|section|article|header|footer|main|aside|blockquote|pre|d[td]|hr)\b[^<>]*>/gi;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** `under` is the level of the heading that the article stands under; a first heading that only repeats `title` is left out. */
export function drawArticleText(box, body, { under, title = "" }) {
  const lines = body.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n");
  const first = lines.findIndex((line) => line.trim());
  const heading = HEADING.exec(lines[first] ?? "");
  if (heading && plainWords(heading[2]) === plainWords(title)) lines.splice(first, 1);
  const prose = lines.join("\n").replace(CODE, " ");
  const marks = prose.split("\n").map((line) => HEADING.exec(line)?.[1].length).filter(Boolean);
  // As the service tells them apart: tags in code are what an article is about, and Markdown may hold a stray one.
  if (HTML.test(prose) && !marks.length) {
    for (const line of linesOfHtml(body)) make("p", { text: line, parent: box });
    return;
  }
  const levels = [...new Set(marks)].sort();
  drawBlocks(box, lines, { depth: 0, level: (found) => Math.min(under + 1 + Math.max(levels.indexOf(found), 0), 6) });
}

const plainWords = (text) => text.replace(/[*_`\\]/g, "").trim().toLowerCase();

/** The text of HTML, read without a parser that could load or run any of it. */
function linesOfHtml(body) {
  const bare = body.replace(SILENT, " ").replace(/\s+/g, " ").replace(/<\/t[dh]\s*>\s*<t[dh]\b[^<>]*>/gi, " · ");
  const lines = bare.replace(OWN_LINE, "\n").replace(/<[/!]?[a-z][^<>]*>/gi, "").split("\n");
  return lines.map((line) => line.replace(/&(#x?[\da-f]{1,6}|[a-z]{2,4});/gi, entity).trim()).filter(Boolean);
}

function entity(whole, name) {
  if (name[0] !== "#") return ENTITIES[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function drawBlocks(box, lines, about) {
  let at = 0;
  while (at < lines.length) {
    const read = KINDS.find(({ starts }) => starts(lines, at, about));
    if (read) at = read.draw(box, lines, at, about);
    else at = lines[at].trim() ? drawParagraph(box, lines, at, about) : at + 1;
  }
}

/** From `at` on, the first line that `ends` says is no longer part of it. */
function until(lines, at, ends) {
  let end = at;
  while (end < lines.length && !ends(lines[end], end)) end += 1;
  return end;
}

const isDeep = ({ depth }) => depth >= DEEPEST;
const cellsOf = (line) => line.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim());
const isRow = (line) => line.includes("|") && Boolean(line.trim());

const KINDS = [
  { starts: (lines, at) => FENCE.test(lines[at]), draw: drawCode },
  { starts: (lines, at) => INDENTED.test(lines[at]), draw: drawIndented },
  { starts: (lines, at) => HEADING.test(lines[at]), draw: drawHeading },
  { starts: (lines, at) => RULE.test(lines[at]), draw: (box, lines, at) => (make("hr", { parent: box }), at + 1) },
  { starts: (lines, at, about) => QUOTE.test(lines[at]) && !isDeep(about), draw: drawQuote },
  { starts: (lines, at, about) => ITEM.test(lines[at]) && !isDeep(about), draw: drawList },
  { starts: (lines, at) => isRow(lines[at]) && UNDER_HEADER.test(lines[at + 1] ?? "") && lines[at + 1].includes("-"), draw: drawTable },
];

function drawCode(box, lines, at) {
  const [, fence] = FENCE.exec(lines[at]);
  const end = until(lines, at + 1, (line) => line.trim().startsWith(fence));
  make("code", { text: lines.slice(at + 1, end).join("\n"), parent: make("pre", { parent: box }) });
  return end + 1;
}

function drawIndented(box, lines, at) {
  const end = until(lines, at, (line) => !INDENTED.test(line));
  make("code", { text: lines.slice(at, end).map((line) => line.slice(4)).join("\n"), parent: make("pre", { parent: box }) });
  return end;
}

function drawHeading(box, lines, at, { level }) {
  const [, marks, words] = HEADING.exec(lines[at]);
  drawInline(make("h" + level(marks.length), { parent: box }), words);
  return at + 1;
}

function drawQuote(box, lines, at, about) {
  const end = until(lines, at, (line) => !QUOTE.test(line));
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  drawBlocks(make("blockquote", { parent: box }), inner, { ...about, depth: about.depth + 1 });
  return end;
}

/** Items of the same indent and sort; what stands deeper belongs to the item above it, and so do lines that go on. */
function drawList(box, lines, at, about) {
  const [, indent, mark] = ITEM.exec(lines[at]);
  const numbered = /\d/.test(mark);
  const same = (line) => {
    const found = ITEM.exec(line);
    return found !== null && found[1].length === indent.length && /\d/.test(found[2]) === numbered && !RULE.test(line);
  };
  const list = make(numbered ? "ol" : "ul", { start: numbered && Number.parseInt(mark, 10) !== 1 ? Number.parseInt(mark, 10) : null, parent: box });
  while (at < lines.length && same(lines[at])) {
    const width = ITEM.exec(lines[at])[0].length;
    const end = until(lines, at + 1, (line, place) => endsItem(line, lines[place - 1], indent.length));
    const inner = [lines[at].slice(width), ...lines.slice(at + 1, end).map((line) => line.replace(new RegExp(`^ {0,${width}}`), ""))];
    drawItem(make("li", { parent: list }), inner, { ...about, depth: about.depth + 1 });
    at = end;
  }
  return at;
}

function endsItem(line, before, indent) {
  if (!line.trim()) return false;
  const own = line.search(/\S/);
  if (own > indent) return false;
  return !before.trim() || [ITEM, HEADING, FENCE, RULE, QUOTE].some((one) => one.test(line));
}

/** An item that is one paragraph needs none around it. */
function drawItem(item, lines, about) {
  drawBlocks(item, lines, about);
  const [only] = item.children;
  if (item.children.length === 1 && only.localName === "p") only.replaceWith(...only.childNodes);
}

function drawTable(box, lines, at) {
  const end = until(lines, at + 2, (line) => !isRow(line));
  const table = make("table", { parent: box });
  const header = cellsOf(lines[at]);
  const head = make("tr", { parent: make("thead", { parent: table }) });
  for (const cell of header) drawInline(make(cell ? "th" : "td", { scope: cell ? "col" : null, parent: head }), cell);
  const rows = make("tbody", { parent: table });
  for (const line of lines.slice(at + 2, end)) {
    const row = make("tr", { parent: rows });
    for (const cell of cellsOf(line)) drawInline(make("td", { parent: row }), cell);
  }
  return end;
}

function drawParagraph(box, lines, at, about) {
  // What stands deep goes on, and so does a line that begins with a number other than 1.
  const goesOn = (line) => INDENTED.test(line) || /^\s*(?!1[.)])\d{1,4}[.)]\s/.test(line);
  const breaks = (line, place) => !line.trim() || (!goesOn(line) && KINDS.some(({ starts }) => starts(lines, place, about)));
  const end = until(lines, at + 1, breaks);
  drawInline(make("p", { parent: box }), lines.slice(at, end).map((line) => line.trimStart()).join("\n").trimEnd());
  return end;
}

function drawInline(box, text, depth = 0) {
  let from = 0;
  const say = (words) => box.append(words.replace(/\s*\n\s*/g, " "));
  for (const found of depth < DEEPEST ? text.matchAll(INLINE) : []) {
    say(text.slice(from, found.index));
    drawSpan(box, found, depth + 1);
    from = found.index + found[0].length;
  }
  say(text.slice(from));
}

function drawSpan(box, { 0: whole, groups }, depth) {
  const { escaped, code, image, label, address, bare, end } = groups;
  const [strong, em] = [groups.strong ?? groups.bold, groups.slanted ?? groups.em];
  if (escaped !== undefined) box.append(escaped);
  else if (code !== undefined) make("code", { text: code.replace(/\s+/g, " ").replace(/^ (.+) $/, "$1"), parent: box });
  else if (image !== undefined) box.append(image);
  else if (bare !== undefined) drawLink(box, bare, bare);
  else if (label !== undefined && LINK.test(address)) drawInline(drawLink(box, null, address), label, depth);
  else if (strong !== undefined) drawInline(make("strong", { parent: box }), strong, depth);
  else if (em !== undefined) drawInline(make("em", { parent: box }), em, depth);
  else if (end !== undefined) make("br", { parent: box });
  else box.append(whole); // a link to no place on the web
}

const drawLink = (parent, text, href) => make("a", { text, href, target: "_blank", rel: "noopener noreferrer", parent });
