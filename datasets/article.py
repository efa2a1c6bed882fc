"""The article: one entry of the knowledge base, or one saved reply."""

from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from firstline.datasets.ticket import Identifier, Label, Several, Text, WebAddress
from firstline.datasets.timestamp import Timestamp


class Article(BaseModel):
    """An article as a knowledge base's export or an HTTP call gives it (design.md, section 4).

    `body` is Markdown, HTML or plain text. `visibility` decides whether a customer may ever see it; `restricted_to`
    names the groups that alone may. `questions` are questions that the article answers, in customers' words. A `reply`
    is a saved reply: agents see it, customers are meant to receive it.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    id: Identifier = ""
    kind: Literal["article", "reply"] = "article"
    title: Text = ""
    body: Text = Field(default="", validation_alias=AliasChoices("body", "text"), repr=False)
    language: Label = None
    translation_of: Label = None
    brand: Label = None
    product: Label = None
    region: Label = None
    tags: Several = ()
    questions: Several = ()
    visibility: Literal["public", "internal"] = "public"
    restricted_to: Several = ()
    updated_at: Timestamp = None
    url: WebAddress = None
