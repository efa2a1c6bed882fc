"""The list change: what a desk asks to be changed of a closed list, and why it may not be."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from pydantic import ValidationError, model_validator

from firstline.datasets.config import FieldConfig, Names
from firstline.datasets.errors import NotFoundError
from firstline.models.bundle import Bundle
from firstline.serving.desk_list import DeskList
from firstline.serving.desk_lists import DeskLists
from firstline.serving.fault_list import faults_of, invalid_request
from firstline.serving.field_list_store import ListChange
from firstline.serving.problems import Fault, invalid

_SHOWN = 15


class FieldChange(FieldConfig):
    """A closed list as `GET /v1/fields` shows it, changed. `predicted` and `changed_at` are read-only: ignored here."""

    name: str | None = None
    predicted: Names = ()
    changed_at: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "FieldChange":
        """Left to `config`: `children` may rest on the parent that the field was trained with."""
        return self

    def config(self, trained: FieldConfig) -> FieldConfig:
        """What is kept of it: what was said, no more, and the trained parent of `children`.

        Raises:
            ValidationError: it contradicts itself.
        """
        said = self.model_dump(exclude_unset=True, include=set(FieldConfig.model_fields))
        if self.children and self.parent is None and trained.parent is not None:
            said["parent"] = trained.parent
        return FieldConfig.model_validate(said)


def unknown_field(bundle: Bundle) -> NotFoundError:
    """What to raise where the bundle has no field of the name that was given."""
    return NotFoundError(f"no field of that name can be changed; it has {', '.join(bundle.fields)}")


def checked_changes(
    bundle: Bundle, current: DeskLists, changes: Sequence[tuple[str, str | None, FieldChange]]
) -> dict[str, FieldConfig]:
    """The changes by field, each given with its JSON Pointer and its field's name.

    Raises:
        NotFoundError: the bundle has no such field.
        ProblemError: 422, a list would contradict itself, another list or what was learned.
    """
    asked: dict[str, FieldConfig] = {}
    places: dict[str, str] = {}
    for pointer, name, change in changes:
        if name is None:
            raise invalid(f"{pointer}/name", "required, but missing")
        if change.name is not None and change.name != name:
            raise invalid(f"{pointer}/name", "the body names another field than the address")
        if name in asked:
            raise invalid(f"{pointer}/name", "this field comes twice")
        if name not in bundle.fields:
            raise unknown_field(bundle)
        places[name] = pointer
        with _faults_at(pointer):
            asked[name] = change.config(bundle.listed(name))
    after = {
        name: listed if name not in asked else _changed(bundle, name, asked[name])
        for name, listed in current.fields.items()
    }
    for name, config in asked.items():
        faults = [Fault(f"{places[name]}/{key}", why) for key, why in _faults(after, bundle.listed(name), name, config)]
        if faults:
            raise invalid_request(faults)
        with _faults_at(places[name]):
            FieldConfig.model_validate(after[name].config.model_dump())
    return asked


@contextmanager
def _faults_at(pointer: str) -> Iterator[None]:
    """What a list says of itself, as a 422 that names the place in the body."""
    try:
        yield
    except ValidationError as error:
        raise invalid_request(faults_of(error.errors(), under=tuple(pointer.split("/")[1:]))) from None


def _changed(bundle: Bundle, name: str, config: FieldConfig) -> DeskList:
    trained = bundle.listed(name)
    return DeskList(name, learned=bundle.values(name), trained=trained, change=ListChange(config, ""))


def _faults(
    after: Mapping[str, DeskList], trained: FieldConfig, name: str, config: FieldConfig
) -> Iterator[tuple[str, str]]:
    """The key and what is wrong with it, for everything that a list alone cannot know of itself."""
    listed = after[name]
    if not listed.values or ("values" in config.model_fields_set and not config.values):
        yield "values", "no value is left; a field needs one at least"
    values = set(listed.values)
    wanted = _few(listed.values)
    for key, names in (("never_auto", config.never_auto), ("order", config.order)):
        yield from ((key, f"{value} is not in the list: {wanted}") for value in names if value not in values)
    if config.parent is not None and config.parent != trained.parent:
        learned = f"has the parent {trained.parent}" if trained.parent else "has no parent"
        yield "parent", f"the bundle learned that {name} {learned}; set it in firstline.toml and train to change that"
    elif config.children and trained.parent in after:
        above = after[str(trained.parent)].values
        known = values | set(listed.config.retired)
        for parent_value, below in config.children.items():
            if parent_value not in above:
                yield "children", f"{parent_value} is no value of {trained.parent}: {_few(above)}"
            yield from (("children", f"{value} is not in the list: {wanted}") for value in below if value not in known)


def _few(values: Sequence[str]) -> str:
    return ", ".join(values[:_SHOWN]) + (", …" if len(values) > _SHOWN else "")
