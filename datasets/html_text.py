"""HTML text: what a reader of a mail or an article written in HTML sees."""

import re
from collections.abc import Mapping

from lxml import etree

_TAGS = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button "
    "canvas "
    "caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset "
    "figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img "
    "input ins "
    "kbd label legend li link main map mark menu meta meter nav nobr noframes noscript object ol optgroup option "
    "output p "
    "param picture pre progress q rp rt ruby s samp script search section select small source span strike strong "
    "style sub "
    "summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr"
)
_NAME = "(?:" + "|".join(sorted(_TAGS.split(), key=len, reverse=True)) + r"|[a-z][a-z0-9]{0,15}:[a-z][a-z0-9]{0,31})"
_BLOCK_NAME = (
    "(?:html|body|head|div|p|br|hr|table|tr|td|ul|ol|li|h[1-6]|span|blockquote|pre|style|script|img|font|center|meta)"
)
# A tag as such is enough for blocks; for <b> and the like the closing one is wanted too: `a<b and c>d` has none.
_BLOCK_TAG = re.compile(rf"<(?:!doctype html|/?{_BLOCK_NAME}(?:\s[^<>]*)?/?)>", re.IGNORECASE)
_CLOSING_TAG = re.compile(rf"</{_NAME}\s?>", re.IGNORECASE)
_NOT_A_TAG = re.compile(rf"<(?!/?{_NAME}(?:[\s/]|>)|!--|!doctype|!\[)", re.IGNORECASE)
_TAG_START = re.compile(rf"<(?=/?{_NAME}[\s/>]|!doctype)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg", "textarea", "select"})
_SWALLOWING = sorted(_UNSEEN - {"head"})  # the parser itself ends a head where the body begins
_NOT_WORDS = frozenset({"script", "style"})
_PASTED = re.compile(r"<(?:script|svg|form|input|iframe|object|template)[\s/>]", re.IGNORECASE)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_BLOCK_TAGS = (
    "address article aside blockquote body center caption dd details dialog dir div dl dt fieldset figcaption "
    "figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody "
    "tfoot thead "
    "tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CELLS = frozenset({"td", "th"})
_BULKY = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"), ('"data:', '"'), ("'data:", "'"))


def looks_like_html(text: str) -> bool:
    """Whether `text` is HTML, rather than prose or code with < and > in it."""
    if "<" not in text:
        return False
    return bool(_BLOCK_TAG.search(text) or _CLOSING_TAG.search(text))


def html_to_text(markup: str) -> str:
    """The visible text. Blocks and <br> are lines, list items and cells too; a quotation has `> ` before each line.

    Styles, scripts and the head are dropped, a link is its text. What only looks like a tag (`<name@example.com>`,
    `List<String>`) stays, and so does a tag that would hide all behind it because nobody closed it. Where nothing is
    seen, it is what the hidden parts say (a title, the text of a drawing), and of code that somebody pasted the code:
    words are not lost, while an empty mail stays empty. The result never looks like HTML itself.
    """
    whole = _with_unclosed(_NOT_A_TAG.sub("&lt;", markup).replace("\x00", ""))
    text = _read(whole, _UNSEEN)
    if not _has_words(text):
        hidden = _read(whole, _NOT_WORDS)
        text = hidden if _has_words(hidden) or not _PASTED.search(markup) else markup
    return disarmed(text)


def _read(markup: str, unseen: frozenset[str]) -> str:
    # Without one block, this is plain text with tags in it, and its lines are lines.
    target = _VisibleText(unseen, lines_count=not _BLOCK_TAG.search(markup))
    parser = etree.HTMLParser(target=target, huge_tree=True, no_network=True, recover=True)
    parser.feed(markup)
    try:
        return str(parser.close())
    except etree.LxmlError:
        return target.close()


def _with_unclosed(markup: str) -> str:
    """`markup` with `&lt;` for the tags that would hide all that follows: those behind the last closing one."""
    for name in _SWALLOWING:
        closed = max(
            (m.end() for m in re.finditer(rf"</{name}\s*>|<{name}(?:\s[^<>]*[\s\"'])?/>", markup, re.IGNORECASE)),
            default=0,
        )
        opened = re.compile(rf"<(?={name}[\s>])", re.IGNORECASE)
        if opened.search(markup, closed):
            markup = markup[:closed] + opened.sub("&lt;", markup[closed:])
    return markup


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def disarmed(text: str) -> str:
    """`text` with a space in what would be read as tags if it was read again."""
    return _TAG_START.sub("< ", text) if looks_like_html(text) else text


def without_bulk(markup: str) -> str:
    """HTML without comments, styles, scripts and embedded pictures, which can be megabytes before the first word."""
    lowered = markup.lower()
    if len(lowered) != len(markup):
        return markup
    for opening, closing in _BULKY:
        parts: list[str] = []
        done = 0
        while (start := lowered.find(opening, done)) >= 0:
            end = lowered.find(closing, start + len(opening))
            parts.append(markup[done:start])
            done = len(markup) if end < 0 else end + len(closing)
            if end < 0:
                break
        if parts:
            markup = "".join(parts) + markup[done:]
            lowered = markup.lower()
    return markup


class _VisibleText:
    """Receives the parser's events; no tree is built, so no depth of nesting is too much."""

    def __init__(self, hidden: frozenset[str], *, lines_count: bool) -> None:
        self._parts: list[str] = []
        self._hidden = hidden
        self._unseen = 0
        self._quoted = 0
        self._verbatim = int(lines_count)
        self._fresh = True

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in self._hidden:
            self._unseen += 1
        elif tag == "blockquote":
            self._quoted += 1
        elif tag == "pre":
            self._verbatim += 1
        if tag == "br":
            self._write("\n")
        elif tag in _BLOCKS:
            self._new_line()
        elif tag == "img" and attributes.get("alt"):
            self.data(attributes["alt"])

    def end(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag in self._hidden:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
            self._new_line()
            return
        elif tag == "pre":
            self._verbatim = max(0, self._verbatim - 1)
        if tag in _BLOCKS:
            self._new_line()
        elif tag in _CELLS:
            self.data(" ")

    def data(self, text: str) -> None:
        if self._unseen:
            return
        if self._verbatim:
            self._write(text)
            return
        text = _BLANKS.sub(" ", text)
        self._write(text.lstrip(" ") if self._fresh else text)

    def comment(self, _text: str) -> None:
        """Comments are not seen."""

    def close(self) -> str:
        return "".join(self._parts)

    def _new_line(self) -> None:
        if not self._fresh:
            self._write("\n")

    def _write(self, text: str) -> None:
        if not text or self._unseen:
            return
        if self._quoted:
            text = ("> " if self._fresh else "") + text.replace("\n", "\n> ").removesuffix("> ")
        self._parts.append(text)
        self._fresh = text.endswith("\n")
