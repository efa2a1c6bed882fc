"""The configuration: what `firstline.toml` says about a desk."""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from firstline.datasets.errors import ConfigError
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
    value → values here; without it, what was seen together), `multiple` allows several, `order` runs from low to high.
    """

    model_config = _FROZEN

    values: Names = ()
    retired: Names = ()
    rename: dict[Name, Name] = Field(default_factory=dict)
    parent: Name | None = None
    children: dict[Name, Names] = Field(default_factory=dict)
    multiple: bool = False
    order: Names = ()

    @model_validator(mode="after")
    def _consistent(self) -> "FieldConfig":
        allowed = set(self.values)
        for what, names in (("order", self.order), ("rename", self.rename.values())):
            strangers = sorted(set(names) - allowed)
            if allowed and strangers:
                raise ValueError(f"{what} leads to {', '.join(strangers)}, which `values` does not list")
        if self.children and not self.parent:
            raise ValueError("children need `parent`, the field whose values they belong to")
        return self


class TrainingConfig(BaseModel):
    """`[training]`: what `firstline train` does without being told."""

    model_config = _FROZEN

    fields: Names = ()
    encoder: str = "auto"
    seed: int = 0


class Config(BaseModel):
    """The whole of `firstline.toml`. `columns` maps their names to ours."""

    model_config = _FROZEN

    desk: DeskConfig = DeskConfig()
    columns: dict[Name, Name] = Field(default_factory=dict)
    fields: dict[Name, FieldConfig] = Field(default_factory=dict)
    training: TrainingConfig = TrainingConfig()

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
    tables: Mapping[str, type[BaseModel]] = {"desk": DeskConfig, "training": TrainingConfig, "fields": FieldConfig}
    model = tables.get(place[0], Config) if len(place) > 1 else Config
    return list(model.model_fields)
