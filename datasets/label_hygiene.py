"""Label hygiene: what looks wrong with the labels of a field, reported and never mended in silence."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as defaulted

from firstline.datasets.amount import amount
from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import Config, FieldConfig
from firstline.datasets.dead_value import DeadValue, dead_values
from firstline.datasets.ticket import Ticket, visible_label

FEWEST_EXAMPLES = 5
_SHOWN = 5
_MANY_MISSING = 0.1
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХаеорсухіјѕԁԛԝοαΟΑΒΕΗΙΚΜΝΡΤΥΧΖ", "ABEKMHOPCTYXaeopcyxijsdqwoaOABEHIKMNPTYXZ")


@dataclass(frozen=True, slots=True)
class LabelReport:
    """What was found in one field. Groups hold values as written, the most frequent first.

    `invisible` counts values as written out of which control or invisible characters were taken: that alone is mended.
    `stray_spaces`: values with blanks around or doubled. `case_twins` differ in case only, `look_alike_twins` in
    characters that look the same (Cyrillic а in a Latin word), `small` have fewer examples than `fewest`, `dead` are
    given no more.
    """

    field: str
    rows: int
    missing: int
    classes: int
    fewest: int = FEWEST_EXAMPLES
    invisible: Mapping[str, int] = defaulted(default_factory=dict)
    stray_spaces: tuple[str, ...] = ()
    case_twins: tuple[tuple[str, ...], ...] = ()
    look_alike_twins: tuple[tuple[str, ...], ...] = ()
    small: Mapping[str, int] = defaulted(default_factory=dict)
    outside: Mapping[str, int] = defaulted(default_factory=dict)
    retired: Mapping[str, int] = defaulted(default_factory=dict)
    renamed: Mapping[str, int] = defaulted(default_factory=dict)
    dead: tuple[DeadValue, ...] = ()

    @property
    def missing_share(self) -> float:
        """Share of tickets without a label, 0 to 1."""
        return self.missing / self.rows if self.rows else 0.0

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing that a person should look at."""
        groups = (self.invisible, self.stray_spaces, self.case_twins, self.look_alike_twins, self.small, self.outside)
        return not any((*groups, self.dead)) and self.missing_share < _MANY_MISSING

    def lines(self) -> list[str]:
        """The report for people: a summary, then a line for each finding."""
        among = f"{amount(self.classes, 'value')} in {amount(self.rows, 'ticket')}"
        lines = [f"{self.field}: {among}, {self.missing_share:.0%} without one"]
        if self.invisible:
            written = {ascii(value): count for value, count in self.invisible.items()}
            lines.append(f"  control or invisible characters, taken out: {_counted(written)}")
        if self.stray_spaces:
            lines.append(f"  blanks around or doubled: {_quoted(self.stray_spaces)}")
        lines += [f"  differ in upper and lower case only: {_quoted(twins)}" for twins in self.case_twins[:_SHOWN]]
        lines += [f"  look the same, other characters: {_escaped(twins)}" for twins in self.look_alike_twins[:_SHOWN]]
        if self.small:
            lines.append(f"  fewer than {self.fewest} tickets: {_counted(self.small)}")
        if self.outside:
            lines.append(f"  not in the list, treated as missing: {_counted(self.outside)}")
        if self.retired:
            lines.append(f"  retired, treated as missing: {_counted(self.retired)}")
        if self.renamed:
            lines.append(f"  renamed: {_counted(self.renamed)}")
        if self.dead:
            lines.append(f"  no ticket of the last {amount(self.dead[0].days, 'day')} has: {_dated(self.dead)}")
            lines.append(f"  if they are given no more, name them in retired = [...] under [fields.{self.field}]")
        if self.stray_spaces or self.case_twins or self.look_alike_twins:
            lines.append(f'  to join them, add old = "new" under [fields.{self.field}.rename]')
        return lines


def label_hygiene(
    tickets: Sequence[Ticket], fields: Sequence[str], *, config: Config | None = None, fewest: int = FEWEST_EXAMPLES
) -> tuple[LabelReport, ...]:
    """Look at the labels of `fields`, after the renames of the configuration, one report a field."""
    config = config or Config()
    return tuple(_report(tickets, name, config.field(name), fewest) for name in fields)


def _report(tickets: Sequence[Ticket], name: str, config: FieldConfig, fewest: int) -> LabelReport:
    closed_list = ClosedList(name, config)
    listed = closed_list.labels(tickets)
    if config.multiple:
        sets = closed_list.label_sets(tickets)
        counts = Counter(value for values in sets for value in values)
        missing = sum(not values for values in sets)
    else:
        counts = Counter(value for value in listed.labels if value is not None)
        missing = listed.missing
    seen = counts if config.multiple else counts + Counter(listed.outside)
    values = [value for value, _ in seen.most_common()]
    case_twins = _twins(values, lambda value: _squeezed(value).casefold())
    look_alikes = _twins(values, lambda value: _skeleton(_squeezed(value)))
    return LabelReport(
        field=name,
        rows=len(tickets),
        missing=missing,
        classes=len(counts),
        fewest=fewest,
        invisible=_mended(tickets, name),
        stray_spaces=tuple(value for value in values if value != _squeezed(value)),
        case_twins=tuple(twins for twins in case_twins if len({_squeezed(value) for value in twins}) > 1),
        look_alike_twins=tuple(t for t in look_alikes if len({_squeezed(value).casefold() for value in t}) > 1),
        small={value: count for value, count in counts.most_common() if count < fewest},
        outside={} if config.multiple else listed.outside,
        retired={} if config.multiple else listed.retired,
        renamed={} if config.multiple else listed.renamed,
        dead=() if config.multiple else dead_values(listed.labels, [ticket.created_at for ticket in tickets]),
    )


def _mended(tickets: Sequence[Ticket], name: str) -> dict[str, int]:
    """Values as written that are not as they are read, with how many tickets have them."""
    found = Counter[str]()
    for ticket in tickets:
        value = getattr(ticket, name, None) if name in Ticket.model_fields else (ticket.model_extra or {}).get(name)
        written = value if isinstance(value, list | tuple) else (value,)
        found.update({part for part in written if isinstance(part, str) and part != visible_label(part)})
    return dict(found.most_common())


def _twins(values: Sequence[str], key: Callable[[str], str]) -> list[tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for value in values:
        groups.setdefault(key(value), []).append(value)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _squeezed(value: str) -> str:
    return " ".join(value.split())


def _skeleton(value: str) -> str:
    """What an eye sees: accents composed the same way, width and look-alike letters made equal, nothing invisible."""
    seen = unicodedata.normalize("NFKC", value).translate(_LOOK_ALIKES)
    return "".join(letter for letter in seen if unicodedata.category(letter) != "Cf").casefold()


def _quoted(values: Sequence[str]) -> str:
    return ", ".join(f'"{value}"' for value in values[:_SHOWN]) + _more(len(values))


def _escaped(values: Sequence[str]) -> str:
    return ", ".join(ascii(value) if not value.isascii() else f"'{value}'" for value in values[:_SHOWN]) + _more(
        len(values)
    )


def _counted(counts: Mapping[str, int]) -> str:
    shown = list(counts.items())[:_SHOWN]
    return ", ".join(f"{value} ({count})" for value, count in shown) + _more(len(counts))


def _dated(dead: Sequence[DeadValue]) -> str:
    shown = [f"{value.value} ({value.tickets:,}, last on {value.last:%Y-%m-%d})" for value in dead[:_SHOWN]]
    return ", ".join(shown) + _more(len(dead))


def _more(count: int) -> str:
    return f" and {count - _SHOWN} more" if count > _SHOWN else ""
