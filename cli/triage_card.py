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
    "suggest": "one of a few",
    "abstain": "does not know",
}


def triage_card(request: Ticket, answer: Mapping[str, Any]) -> Panel:
    """The request above, what is said of it below."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column()
    grid.add_row("request", Text(f"{request.subject}\n{request.body}".strip(), style="italic"))
    if answer["out_of_scope"]["flag"]:
        grid.add_row("scope", f"looks like none of this desk's requests (score {answer['out_of_scope']['score']:.2f})")
    for name, field in answer["fields"].items():
        others = ", ".join(f"{other['value']} {other['confidence']:.0%}" for other in field["alternatives"][:_SHOWN])
        line = Text(f"{field['value']}  {field['confidence']:.0%}, {field['tier']}: {_WORDS[field['tier']]}")
        line.append(f"   (else {others})" if others else "", style="dim")
        grid.add_row(Text(name.replace("_", " ")), line)
    for hit in answer["duplicates"][:_SHOWN]:
        relation = hit["relation"].replace("_", " ")
        grid.add_row("seen before", Text(f"{hit['ticket_id']} ({hit['status']}, {relation}): {hit['subject']}"))
    for article in answer["articles"][:_SHOWN]:
        grid.add_row("article", Text(f"{article['article_id']} {article['title']}: {_shortened(article['passage'])}"))
    return Panel(grid, title=Text(f"{request.id} ({answer['language']})"), title_align="left")


def _shortened(passage: str) -> str:
    line = " ".join(passage.split())
    return line if len(line) <= _PASSAGE else line[:_PASSAGE].rsplit(" ", 1)[0] + " …"
