"""The banner: a known incident, told before anybody has to ask about it."""

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
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

    @model_validator(mode="after")
    def _an_end_after_its_start(self) -> "Banner":
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError("ends_at is not after starts_at, so nobody would ever see it")
        return self

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
    """The active banners that concern a customer: those that name them first, then those in their language, then the
    newest; at most three, for who has to scroll past notices reads none."""
    ranked = []
    for banner in banners:
        hits = banner.concerns(product=product, brand=brand, region=region)
        if hits is not None and banner.is_active(at):
            began = banner.starts_at.timestamp() if banner.starts_at else 0.0
            ranked.append((-hits, not _speaks(banner, language), -began, banner.id, banner))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1])[:MOST_SHOWN]]


def _speaks(banner: Banner, language: str | None) -> bool:
    if banner.language is None or language is None:
        return True
    return primary_language(banner.language) == primary_language(language)
