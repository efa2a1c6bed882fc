"""The triage card: one answer of the service, for people at a terminal."""

from collections.abc import Mapping
from typing import Any

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from firstline.datasets.ticket import Ticket

_SHOWN = 2
_PASSAGE = 160
_WORDS = {
    "auto": "sure enough to set by itself",
    "best": "the best guess",
    "suggest": "likely, not sure enough to be the answer",
    "abstain": "not sure enough to say, a person decides",
}


def triage_card(request: Ticket, answer: Mapping[str, Any]) -> Panel:
    """The request above, what is said of it below; what does not belong here gets no articles."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column()
    grid.add_row("request", Text(f"{request.subject}\n{request.body}".strip(), style="italic"))
    stranger = answer["out_of_scope"]["flag"]
    if stranger:
        grid.add_row("scope", f"looks like none of this desk's requests (score {answer['out_of_scope']['score']:.2f})")
    doubt = _doubt(answer)
    if kind := answer.get("request_kind"):
        grid.add_row("kind", _said(kind, doubt if kind.get("source") != "header" else ""))
    for name, field in answer["fields"].items():
        grid.add_row(Text(name.replace("_", " ")), _said(field, doubt))
    for hit in answer["duplicates"][:_SHOWN]:
        relation = hit["relation"].replace("_", " ")
        grid.add_row("seen before", Text(f"{hit['ticket_id']} ({hit['status']}, {relation}): {hit['subject']}"))
    for article in () if stranger else answer["articles"][:_SHOWN]:
        what = "saved reply" if article.get("kind") == "reply" else "article"
        grid.add_row(what, Text(f"{article['article_id']} {article['title']}: {_shortened(article['passage'])}"))
    for warning in answer.get("warnings", ()):
        grid.add_row("note", Text(warning["detail"]))
    return Panel(grid, title=Text(f"{request.id} ({answer['language']})"), title_align="left")


def _doubt(answer: Mapping[str, Any]) -> str:
    """Why no percentage counts, whatever it is: nothing was learned from requests like these."""
    if any(warning["code"] == "text_too_short" for warning in answer.get("warnings", ())):
        return "too few words"
    return "a strange request" if answer["out_of_scope"]["flag"] else ""


def _said(field: Mapping[str, Any], doubt: str) -> Text:
    tier = field.get("tier")
    if field["value"] is None:
        return Text("none")
    if tier == "abstain" and doubt:
        line = Text(f"{tier}: {doubt}, a person decides")
        return line.append(f"   (if it had to be: {field['value']} {field['confidence']:.0%})", style="dim")
    others = ", ".join(f"{o['value']} {o['confidence']:.0%}" for o in field.get("alternatives", ())[:_SHOWN])
    line = Text(f"{field['value']}  {field['confidence']:.0%}")
    line.append(f", {tier}: {_WORDS[tier]}" if tier in _WORDS else "")
    line.append(f"   (else {others})" if others else "", style="dim")
    return line


def _shortened(passage: str) -> str:
    line = " ".join(passage.split())
    return line if len(line) <= _PASSAGE else line[:_PASSAGE].rsplit(" ", 1)[0] + " …"
