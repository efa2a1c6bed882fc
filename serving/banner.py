"""The banner: a known incident, told before anybody has to ask about it."""

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, PrivateAttr, StringConstraints, model_validator
from typing_extensions import TypedDict

from firstline.datasets.language import primary_language
from firstline.datasets.ticket import WebAddress
from firstline.datasets.timestamp import Timestamp
from firstline.serving.article_answer import moment_json
from firstline.serving.triage_request import LanguageTag, StrictRequest

MOST_SHOWN = 3


def _several(value: object) -> object:
    """One name, or a list of them."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else value


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_several), Field(max_length=100)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class BannerAnswer(TypedDict):
    """`region`, `product` and `brand` are whom it is for; an empty list is everybody."""

    id: str
    text: str
    url: str | None
    language: str | None
    region: list[str]
    product: list[str]
    brand: list[str]
    starts_at: str | None
    ends_at: str | None


class Banner(StrictRequest):
    """`PUT /v1/banners/{id}`. `text` is plain text; it is shown from `starts_at` until before `ends_at`.

    Whoever is in one of the regions, uses one of the products and belongs to one of the brands sees it; a part that is
    left out limits nothing.
    """

    id: str = ""
    text: Line
    url: WebAddress = None
    language: LanguageTag | None = None
    region: Names = ()
    product: Names = ()
    brand: Names = ()
    starts_at: Timestamp = None
    ends_at: Timestamp = None

    _put_at: datetime | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _an_end_after_its_start(self) -> "Banner":
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError("ends_at is not after starts_at, so nobody would ever see it")
        return self

    def kept_since(self, moment: datetime) -> "Banner":
        """The same banner, which knows when it was put."""
        self._put_at = moment
        return self

    @property
    def began(self) -> float:
        """When it began, in seconds since 1970: where nobody said, when it was put."""
        moment = self.starts_at or self._put_at
        return moment.timestamp() if moment else 0.0

    @property
    def incident(self) -> object:
        """Equal for banners that tell of one incident in several languages, as far as that can be told: they are for
        the same customers, and begin and end together or lead to the same page."""
        if self.language is None or (self.url is None and self.starts_at is None):
            return self.id
        areas = (frozenset(self.region), frozenset(self.product), frozenset(self.brand))
        return (*areas, self.starts_at, self.ends_at, self.url if self.starts_at is None else None)

    def is_active(self, at: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= at) and (self.ends_at is None or at < self.ends_at)

    def concerns(self, *, product: str | None, brand: str | None, region: str | None) -> int | None:
        """How many of the customer's own parts it names; None where one of them is another.

        What is not known of a customer excludes nothing: better one notice too many than an incident untold.
        """
        hits = 0
        for own, given in zip((self.product, self.brand, self.region), (product, brand, region), strict=True):
            if own and given is not None:
                if given.strip().casefold() not in {name.casefold() for name in own}:
                    return None
                hits += 1
        return hits

    def as_json(self) -> BannerAnswer:
        return {
            "id": self.id,
            "text": self.text,
            "url": self.url,
            "language": self.language,
            "region": list(self.region),
            "product": list(self.product),
            "brand": list(self.brand),
            "starts_at": moment_json(self.starts_at),
            "ends_at": moment_json(self.ends_at),
        }


def shown_banners(
    banners: list[Banner],
    *,
    at: datetime,
    product: str | None,
    brand: str | None,
    region: str | None,
    language: str | None,
) -> list[Banner]:
    """The active banners that concern a customer: those that name them first, then the newest.

    One in another language than theirs is left out; for a customer of unknown language one version of each incident
    stands, in English if there is one. At most three, for who has to scroll past notices reads none.
    """
    ranked = []
    for banner in banners:
        hits = banner.concerns(product=product, brand=brand, region=region)
        if hits is not None and banner.is_active(at) and _speaks(banner, language):
            ranked.append((-hits, -banner.began, banner.id, banner))
    shown: dict[object, Banner] = {}
    for *_, banner in sorted(ranked, key=lambda entry: entry[:-1]):
        first = shown.setdefault(banner.incident, banner)
        if language is None and _is_english(banner) and not _is_english(first):
            shown[banner.incident] = banner
    return list(shown.values())[:MOST_SHOWN]


def _is_english(banner: Banner) -> bool:
    return primary_language(banner.language) == "en"


def _speaks(banner: Banner, language: str | None) -> bool:
    if banner.language is None or language is None:
        return True
    return primary_language(banner.language) == primary_language(language)
