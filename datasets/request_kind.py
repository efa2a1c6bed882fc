"""The request kind: what a customer wants of a desk, whatever the request is about."""

from typing import Final

REQUEST_KIND: Final = "request_kind"
"""The column; it is never one of a bundle's fields."""

AUTOMATIC: Final = "automatic"
CHASER: Final = "chaser"
SPAM: Final = "spam"

KINDS: Final = (
    "incident",
    "how_to",
    "service_request",
    "billing",
    "pre_sales",
    "complaint",
    "wish",
    CHASER,
    "thanks",
    AUTOMATIC,
    SPAM,
    "abuse_report",
    "unclear",
)

WITHOUT_PRIORITY: Final = frozenset({"thanks", AUTOMATIC})
"""Nothing waits to be done, so nothing is urgent."""

WITHOUT_ROUTE: Final = WITHOUT_PRIORITY | {SPAM}
"""Nobody is asked to do anything, so there is nobody to send it to."""
