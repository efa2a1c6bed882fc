"""Ten invented requests, and what a good first-line agent would make of each."""

from dataclasses import dataclass

from firstline.models.prediction import FieldPrediction, Prediction

SURE = {"auto", "best"}
LOOKED_AT = 3
"""An agent who is shown a suggestion sees that many values."""


@dataclass(frozen=True)
class Case:
    """A request and its good handling: any of the categories, groups and priorities is one.

    Of a request that does not belong here `categories` is empty. `second` is the category of a second problem in it.
    """

    language: str
    body: str
    kind: str | None
    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    second: str | None = None

    @property
    def belongs_here(self) -> bool:
        return bool(self.categories)


def shown(field: FieldPrediction) -> tuple[str, ...]:
    """The values that an agent would act on: the one said, or those offered; none of an abstention."""
    if field.tier == "abstain":
        return ()
    if field.tier in SURE:
        return (field.value,)
    return (field.value, *(other.value for other in field.alternatives))[:LOOKED_AT]


def handled(case: Case, said: Prediction) -> bool:
    """Whether an agent is shown a good category and a good group, or that it does not belong here."""
    if not case.belongs_here:
        return said.out_of_scope.flag
    named = ((said.fields["category"], case.categories), (said.fields["skill_group"], case.groups))
    return not said.out_of_scope.flag and all(set(shown(field)) & set(good) for field, good in named)


CASES = (
    Case(
        "en",
        "Since about nine every mail I send to my bookkeeper comes back with 'message rejected, SPF fail'. To others "
        "it goes through. We moved the website to you on Saturday.\nWilma Sample",
        kind="incident",
        categories=("email", "dns"),
        groups=("mail_team", "domains_team"),
        priorities=("normal", "high"),
    ),
    Case(
        "ru",
        "Здравствуйте. Обновила тему на сайте питомника, и теперь вместо него белый лист, а в админку не пускает. "
        "Заказы на щенков идут через сайт, помогите поскорее!\nМарина Образцова",
        kind="incident",
        categories=("website_error",),
        groups=("web_team", "first_line"),
        priorities=("normal", "high"),
    ),
    Case(
        "de",
        "Guten Tag, ich möchte auf meinem neuen Tablet die Firmenmails lesen. Welchen Server und welchen Port trage "
        "ich ein?\nViele Grüße, Gisela Muster",
        kind="how_to",
        categories=("email",),
        groups=("first_line", "mail_team"),
        priorities=("low", "normal"),
    ),
    Case(
        "no",
        "Hei, vi har fått purring på en faktura som ble betalt for to uker siden. Kan dere sjekke? Betalingen gikk fra "
        "kontoen til foreningen.\nHilsen Per Prøve",
        kind="billing",
        categories=("billing",),
        groups=("billing_team", "first_line"),
        priorities=("normal", "low"),
    ),
    Case(
        "ja",
        "お世話になっております。ドメインの有効期限が来月切れるようなのですが、自動更新になっているか確認する方法を教えてください。",
        kind="how_to",
        categories=("domains",),
        groups=("domains_team", "first_line"),
        priorities=("low", "normal"),
    ),
    Case(
        "en",
        "Hello again, I wrote on Thursday about my refund for the cancelled hosting and have heard nothing since. "
        "Could somebody please look at it?",
        kind="chaser",
        categories=("billing",),
        groups=("billing_team",),
        priorities=("normal", "low", "high"),
    ),
    Case(
        "de",
        "Hallo, zwei Dinge: Erstens meldet der Browser auf unserer Seite seit heute früh, das Zertifikat sei "
        "abgelaufen. Zweitens bräuchte ich bitte die Rechnung vom September noch einmal mit unserer neuen "
        "Anschrift.\nDanke, Uwe Beispiel",
        kind="incident",
        categories=("ssl", "billing"),
        groups=("web_team", "billing_team", "first_line"),
        priorities=("normal", "high"),
        second="billing",
    ),
    Case(
        "ru",
        "Здравствуйте, хочу записать кота на прививку в субботу утром. Есть ли свободное время и сколько это стоит?",
        kind=None,
    ),
    Case(
        "no",
        "Hei, toget mitt fra Bergen ble innstilt i går. Hvordan søker jeg om refusjon av billetten?",
        kind=None,
    ),
    Case(
        "en",
        "My mother got a text about a parcel and the link opens a page that asks for her card. The address belongs to "
        "you according to the lookup. Please take it down!",
        kind="abuse_report",
        categories=("security_abuse",),
        groups=("abuse_team", "first_line"),
        priorities=("high",),
    ),
)
