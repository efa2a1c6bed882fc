"""The portal's parts: what a portal asks besides the models, put together once."""

from dataclasses import dataclass

from firstline.kb_index.article_usefulness import ArticleVotes
from firstline.kb_index.database import Database
from firstline.kb_index.state import State
from firstline.serving.banner_store import BannerStore
from firstline.serving.lookup import Lookup
from firstline.serving.metrics import Metrics
from firstline.serving.open_request import OpenRequests
from firstline.serving.portal_store import PortalStore
from firstline.serving.portal_visitor import PortalVisitors
from firstline.serving.requester_token import RequesterTokens


@dataclass(frozen=True, slots=True)
class PortalParts:
    """`banners` are on disk when they are answered; what is written on the way of answers is not."""

    lookup: Lookup
    store: PortalStore
    banners: BannerStore
    votes: ArticleVotes
    visitors: PortalVisitors
    open_requests: OpenRequests
    tokens: RequesterTokens
    metrics: Metrics

    @classmethod
    def of(cls, *, state: State, prompt: Database, lookup: Lookup, metrics: Metrics) -> "PortalParts":
        """Raises InputError for a secret of the requester's tokens that is too short."""
        return cls(
            lookup=lookup,
            store=PortalStore(prompt),
            banners=BannerStore(state.database),
            votes=ArticleVotes(prompt),
            visitors=PortalVisitors(prompt),
            open_requests=OpenRequests(state),
            tokens=RequesterTokens.from_environment(),
            metrics=metrics,
        )
