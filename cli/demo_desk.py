"""The demo desk, prepared: bundles trained, knowledge base and duplicate index filled."""

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from firstline.cli.index import learn_order, open_state, put_all
from firstline.cli.progress import progress
from firstline.datasets.amount import amount
from firstline.datasets.article_reader import read_articles
from firstline.datasets.background import BACKGROUND_FILE
from firstline.datasets.demo_desk import demo_config, demo_folder, demo_tickets
from firstline.datasets.errors import BundleError
from firstline.datasets.plain_kinds import PLAIN_KINDS_FILE
from firstline.datasets.split import time_split
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from firstline.models.manifest import FORMAT_VERSION
from firstline.training.training_run import train_bundle

_NEWEST = 0.2

Say = Callable[[str], None]


class DemoDesk:
    """The demo desk's tickets and what is made of them in `folder`: a second time only what is missing is made."""

    def __init__(self, folder: Path, *, say: Say) -> None:
        self._say = say
        self.tickets = demo_tickets().tickets
        self.learned = tuple(ticket for ticket in self.tickets if ticket.resolved_at or ticket.closed_at)
        self.live = demo_tickets("live.jsonl").tickets
        split = time_split(self.tickets, holdout=_NEWEST)
        self.older = tuple(self.tickets[row] for row in split.training)
        self.newest = tuple(self.tickets[row] for row in split.holdout)
        self._folder = folder / _fingerprint(self.learned)

    @property
    def bundle(self) -> Path:
        """The bundle that is served. It has not read the open tickets, which the page offers: on those that a model was
        trained on it looks surer and better than it is on what comes in."""
        return self._folder / "fjordhost"

    @cached_property
    def judged_bundle(self) -> Bundle:
        """A bundle that has read the older tickets only, so that the newest can judge it."""
        path = self._folder / "fjordhost-older"
        # What training says was said of the bundle that is served.
        self._train(path, self.older, f"the {len(self.older)} older tickets", say=lambda _: None)
        return Bundle.load(path)

    def prepare(self) -> None:
        """Train what is not trained yet and fill the indexes."""
        still_open = len(self.tickets) - len(self.learned)
        what = f"{len(self.learned)} of {len(self.tickets)} tickets, all but the {still_open} that are still open"
        self._train(self.bundle, self.learned, what, say=lambda line: self._say(f"  {line}"))
        articles = read_articles(demo_folder() / "articles").articles
        with open_state(self.bundle, None) as state:
            put_all(state.articles, articles, "encoding articles")
            put_all(state.tickets, self.tickets, "encoding tickets")
            self._say(f"Indexed: {amount(state.articles.count, 'article')}, {amount(state.tickets.count, 'ticket')}.")
            learn_order(state, say=lambda line: self._say(f"  {line}"))

    def _train(self, path: Path, tickets: tuple[Ticket, ...], what: str, *, say: Say) -> None:
        try:
            Bundle.load(path)
        except BundleError:
            self._say(f"Training on {what}:")
            with progress("encoding") as report:
                train_bundle(
                    tickets,
                    path,
                    config=demo_config(),
                    say=say,
                    progress=report,
                )
        else:
            self._say(f"Trained before on {what}: {path}")


def _fingerprint(learned: Sequence[Ticket]) -> str:
    """Changes with the demo's texts and those learned beside them, Firstline's version and the bundle's format."""
    learned_ids = " ".join(str(ticket.id) for ticket in learned)
    digest = hashlib.sha256(f"{version('firstline')} {FORMAT_VERSION} {learned_ids}".encode())
    for path in [BACKGROUND_FILE, PLAIN_KINDS_FILE, *sorted(demo_folder().rglob("*"))]:
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
