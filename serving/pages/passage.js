// A passage of an article as an entry shows it: a few lines from its highlighted sentence on, all of it when asked for.

import { button, make } from "./nodes.js";
import { t } from "./words.js";

/** As many letters may stand before the highlighted sentence; with more, the passage begins at its line. */
const LEAD = 90;
const CELL = " · ";
const ELLIPSIS_WIDTH = 24;

/** `span` is the highlighted sentence, `[start, end)` in code points, or null. */
export function drawPassage(box, text, span) {
  const letters = Array.from(text);
  const lines = linesOf(letters);
  const start = span?.[0] ?? 0;
  const [begin, cut] = start > LEAD ? beginning(letters, lines, start) : [0, 0];
  lines.forEach((line, place) => {
    const node = make("div", { className: [line.cells ? "row" : "", place < begin ? "lead" : ""].join(" ").trim() || null, parent: box });
    if (place === begin && cut > line.start) make("span", { className: "lead", text: letters.slice(line.start, cut).join(""), parent: node });
    if (place === begin && cut > 0) make("span", { className: "gap", text: "… ", parent: node });
    drawLine(node, letters, place === begin ? { ...line, start: Math.max(line.start, cut) } : line, span ?? [0, 0]);
  });
}

/** Each `[start, end)`; `cells` says where the first cell ends in a row, one of several in a table. */
function linesOf(letters) {
  const lines = [];
  for (let start = 0; start <= letters.length; start = lines.at(-1).end + 1) {
    const end = letters.indexOf("\n", start);
    lines.push({ start, end: end < 0 ? letters.length : end });
  }
  for (const line of lines) line.words = letters.slice(line.start, line.end).join("").split(CELL);
  const alike = (a, b) => b !== undefined && a.words.length > 1 && a.words.length === b.words.length;
  return lines.map((line, place) => {
    const inTable = alike(line, lines[place - 1]) || alike(line, lines[place + 1]);
    return { ...line, cells: inTable ? Array.from(line.words[0]).length : 0 };
  });
}

/** The line to begin with, and the letter: a row begins whole, a long paragraph at a sentence. */
function beginning(letters, lines, start) {
  const place = lines.findIndex((line) => start < line.end);
  const line = lines[place];
  if (start - line.start <= LEAD) return [place, line.start];
  let cut = start - LEAD;
  const near = letters.slice(cut - 1, start - 1);
  const ends = [/[\n.!?]/, /\s/].map((end) => near.findIndex((letter) => end.test(letter))).find((found) => found >= 0);
  cut += ends ?? 0;
  while (cut < start && /\s/.test(letters[cut])) cut += 1;
  return [place, cut];
}

function drawLine(node, letters, { start, end, cells }, span) {
  if (!cells) {
    drawPart(node, letters, [start, end], span);
    return;
  }
  drawPart(make("span", { className: "cell", parent: node }), letters, [start, start + cells], span);
  drawPart(node, letters, [start + cells, end], span);
}

function drawPart(node, letters, [start, end], span) {
  const [from, to] = span.map((place) => Math.min(Math.max(place, start), end));
  node.append(letters.slice(start, from).join(""));
  if (to > from) make("mark", { text: letters.slice(from, to).join(""), parent: node });
  node.append(letters.slice(to, end).join(""));
}

/** A passage that is cut gets a button that shows all of it; its highlighted sentence is never cut. */
export function trimPassages(box) {
  for (const passage of box.querySelectorAll(".entry:not(.open) .passage")) {
    const line = passage.nextElementSibling;
    showMarks(passage);
    const cut = passage.querySelector(".lead") || passage.scrollHeight > passage.clientHeight + 1;
    if (!cut || line.querySelector("[aria-expanded]")) continue;
    const more = button(line, t("more"), () => {
      const open = passage.parentElement.classList.toggle("open");
      more.textContent = t(open ? "fewer" : "more");
      more.setAttribute("aria-expanded", String(open));
    });
    more.setAttribute("aria-expanded", "false");
  }
}

function showMarks(passage) {
  const last = [...passage.querySelectorAll("mark")].at(-1)?.getClientRects();
  if (!last?.length) return;
  const [box, { bottom, right }] = [passage.getBoundingClientRect(), last[last.length - 1]];
  const height = Number.parseFloat(getComputedStyle(passage).lineHeight);
  const isFull = right > box.right - ELLIPSIS_WIDTH; // dots at its end would take its last letters
  const lines = Math.round((bottom - box.top) / height) + (isFull ? 1 : 0);
  const shown = Math.round(box.height / height);
  if (lines > shown) passage.style.setProperty("-webkit-line-clamp", String(lines));
}
