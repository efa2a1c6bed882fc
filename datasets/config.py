"""The configuration: what `firstline.toml` says about a desk."""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from firstline.datasets.errors import ConfigError
from firstline.datasets.redaction import PERSONAL_KINDS
from firstline.datasets.request_kind import KINDS, REQUEST_KIND
from firstline.datasets.working_hours import WorkingHours, parse_working_hours

_FROZEN = ConfigDict(frozen=True, extra="forbid", strict=True)
_WANTED = {
    "tuple_type": "a list in [ ] is wanted",
    "dict_type": "a table of keys and values is wanted",
    "model_type": "a table of keys and values is wanted",
    "string_type": "a text in quotes is wanted",
    "bool_type": "true or false is wanted",
    "int_type": "a whole number is wanted",
}


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is no IANA time zone such as Europe/Oslo") from None
    return name


def _named(name: str) -> str:
    if not name.strip():
        raise ValueError("a name is empty")
    return name


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Name = Annotated[str, AfterValidator(_named)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_tuple)]
Target = Annotated[str, AfterValidator(str.strip)]
Hours = Annotated[WorkingHours, BeforeValidator(parse_working_hours)]


class DeskConfig(BaseModel):
    """`[desk]`: its name, the IANA time zone of times without an offset, and when people are there."""

    model_config = _FROZEN

    name: str = ""
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    working_hours: Hours = Field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone, ready for use."""
        return ZoneInfo(self.time_zone)


class FieldConfig(BaseModel):
    """`[fields.NAME]`: the closed list of a field.

    `values` are those allowed (empty: those found), `retired` ones are no longer given, `rename` maps old values to
    new ones, `parent` is the field whose value decides which of these are possible, `children` says how (the parent's
    value → values here; without it, what was seen together), `multiple` allows several (the first one of a ticket
    is learned), `order` runs from low to high, `never_auto` values are left to people however sure a model is.
    """

    model_config = _FROZEN

    values: Names = ()
    retired: Names = ()
    rename: dict[Name, Name] = Field(default_factory=dict)
    parent: Name | None = None
    children: dict[Name, Names] = Field(default_factory=dict)
    multiple: bool = False
    order: Names = ()
    never_auto: Names = ()

    @model_validator(mode="after")
    def _consistent(self) -> "FieldConfig":
        for value in self.rename:
            if self.current_name(value) == value:
                raise ValueError(f"rename leads from {value} back to {value}")
            if value in self.values and value not in self.retired:
                raise ValueError(f"rename takes {value} away, which `values` lists")
        allowed = set(self.values)
        led_to = [self.current_name(value) for value in self.rename]
        for what, names in (("order", self.order), ("rename", led_to), ("never_auto", self.never_auto)):
            strangers = sorted(set(names) - allowed)
            if allowed and strangers:
                raise ValueError(f"{what} leads to {', '.join(strangers)}, which `values` does not list")
        if self.children and not self.parent:
            raise ValueError("children need `parent`, the field whose values they belong to")
        return self

    def current_name(self, value: str) -> str:
        """What `value` is called now: renames are followed to their end."""
        seen = set[str]()
        while value in self.rename and value not in seen:
            seen.add(value)
            value = self.rename[value]
        return value

    def changed_by(self, change: "FieldConfig") -> "FieldConfig":
        """This list with a later `change` over it; not validated, for `change` may have been written for another list.

        What the change says holds. What it does not mention stays, under its present name. Renames add up, and so does
        `never_auto`; a value that the change lists again, or renames another to, is back.
        """
        rename = {old: new for old, new in self.rename.items() if old not in {*change.values, *change.rename.values()}}
        renamed = FieldConfig.model_construct(rename={**rename, **change.rename})

        def current(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(renamed.current_name(name) for name in names))

        values = change.values or current(self.values)
        retired = tuple(name for name in self.retired if name not in {*change.values, *change.rename.values()})
        known = set(values)
        return self.model_copy(
            update={
                "values": values,
                "retired": tuple(dict.fromkeys((*retired, *change.retired))),
                "rename": renamed.rename,
                "parent": change.parent or self.parent,
                "children": change.children or {above: current(below) for above, below in self.children.items()},
                "multiple": change.multiple if "multiple" in change.model_fields_set else self.multiple,
                "order": tuple(name for name in change.order or current(self.order) if not known or name in known),
                "never_auto": tuple(
                    name
                    for name in dict.fromkeys((*current(self.never_auto), *change.never_auto))
                    if not known or name in known
                ),
            }
        )


class TrainingConfig(BaseModel):
    """`[training]`: what `firstline train` does without being told.

    Tickets with one of the `out_of_scope` values in a trained field, or whose own column `out_of_scope` says yes, came
    to the wrong place: the value is never predicted, and they teach what does not belong to the desk.
    """

    model_config = _FROZEN

    fields: Names = ()
    out_of_scope: Names = ()
    encoder: str = "auto"
    seed: int = 0


class CostsConfig(BaseModel):
    """`[costs]`: what an hour of a desk is worth. Without it nothing is said in minutes or money.

    `minutes_per_hop` is what passing a ticket on takes, `cost_per_minute` the price of an agent's minute in `currency`.
    """

    model_config = _FROZEN

    minutes_per_hop: float | None = Field(default=None, gt=0)
    cost_per_minute: float | None = Field(default=None, gt=0)
    currency: str = ""


class MlflowConfig(BaseModel):
    """`[mlflow]`: where training runs are tracked and models registered.

    `tracking_uri` is an MLflow URI, a folder, or `off`; without it, see `docs/registry.md`.
    """

    model_config = _FROZEN

    tracking_uri: Name | None = None
    experiment: Name = "firstline"
    registry_name: Name = "firstline"


def _personal(kinds: tuple[str, ...]) -> tuple[str, ...]:
    strangers = sorted(set(kinds) - set(PERSONAL_KINDS))
    if strangers:
        raise ValueError(f"{', '.join(strangers)} is not redacted; known here: {', '.join(PERSONAL_KINDS)}")
    return kinds


Days = Annotated[int | None, Field(ge=1, le=36_500)]


class PrivacyConfig(BaseModel):
    """`[privacy]`: what a desk's state keeps of what people write, and for how long.

    `redact` names what is taken out of tickets and reasons before they are stored, all of it by default, `[]` for
    nothing. Of a text that triage is asked about a hash is kept; with `keep_asked_text` the redacted text too. Rows
    last touched more than so many `…_days` ago are erased, by `firstline serve` once a day; None keeps them.
    """

    model_config = _FROZEN

    redact: Annotated[Names, AfterValidator(_personal)] = PERSONAL_KINDS
    keep_asked_text: bool = False
    tickets_days: Days = None
    decisions_days: Days = None
    portal_days: Days = None

    @property
    def lets_go(self) -> bool:
        """Whether anything is erased by its age."""
        return any(days is not None for days in (self.tickets_days, self.decisions_days, self.portal_days))


class Config(BaseModel):
    """The whole of `firstline.toml`. `columns` maps their names to ours; what is mapped to nothing is left out."""

    model_config = _FROZEN

    desk: DeskConfig = DeskConfig()
    columns: dict[Name, Target] = Field(default_factory=dict)
    fields: dict[Name, FieldConfig] = Field(default_factory=dict)
    training: TrainingConfig = TrainingConfig()
    costs: CostsConfig | None = None
    mlflow: MlflowConfig = MlflowConfig()
    privacy: PrivacyConfig = PrivacyConfig()

    def field(self, name: str) -> FieldConfig:
        """The configuration of a field, by default one without a list; that of the request kind is built in."""
        found = self.fields.get(name, FieldConfig())
        return found.model_copy(update={"values": KINDS}) if name == REQUEST_KIND and not found.values else found


def load_config(path: Path | None) -> Config:
    """Read and validate a configuration file; without a path, the defaults.

    Raises:
        ConfigError: one line that names the file, the key and what was wanted.
    """
    if path is None:
        return Config()
    try:
        data = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not UTF-8, which TOML is written in") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError(f"{path}: {_reason(error)}") from None


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    place = [str(part) for part in first["loc"] if part != "[key]"]
    if first["type"] == "extra_forbidden":
        return _unknown_key(place)
    message = _WANTED.get(first["type"]) or first["msg"].removeprefix("Value error, ")
    return f"{'.'.join(place)}: {message}"


def _unknown_key(place: list[str]) -> str:
    keys = _keys_beside(place)
    near = get_close_matches(place[-1], keys, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(keys)}"
    return f"{'.'.join(place)}: unknown key; {hint}"


def _keys_beside(place: list[str]) -> Iterable[str]:
    tables: Mapping[str, type[BaseModel]] = {
        "desk": DeskConfig,
        "training": TrainingConfig,
        "costs": CostsConfig,
        "mlflow": MlflowConfig,
        "privacy": PrivacyConfig,
        "fields": FieldConfig,
    }
    model = tables.get(place[0], Config) if len(place) > 1 else Config
    return list(model.model_fields)
