"""The source of a bundle: the folder, and what belongs to it, that somebody named as BUNDLE."""

from dataclasses import dataclass
from pathlib import Path

from firstline.kb_index.state import default_location
from firstline.kb_index.state_location import StateLocation
from firstline.models.model_address import ModelAddress
from firstline.serving.settings import Settings


@dataclass(frozen=True, slots=True)
class BundleSource:
    """`alias` is the registry's name for it; `state` where the desk's state lies, None for beside the folder."""

    folder: Path
    alias: str | None = None
    state: str | None = None

    def location(self, state: str | None) -> StateLocation:
        """Where the desk's state lies: at `state` where that was given. Raises InputError for what is no location."""
        return StateLocation.of(state or self.state or default_location(self.folder))


def bundle_source(named: Path, registry: str | None) -> BundleSource:
    """A folder as it is; `models:/NAME@ALIAS` or `models:/NAME/NUMBER` as the registry has it, downloaded and checked.

    The state of a registered model is that of all its versions, so that a promotion changes the model and nothing else.

    Raises InputError, NotFoundError, BundleError or RegistryError.
    """
    if not ModelAddress.is_one(named.as_posix()):
        return BundleSource(named)
    from platformdirs import user_data_path

    from firstline.models.registry import Registry
    from firstline.models.registry_location import required_location

    address = ModelAddress.parse(named.as_posix())
    opened = Registry(required_location(registry), name=address.name)
    folder = opened.folder(opened.find(named.as_posix()))
    return BundleSource(folder, address.alias, str(user_data_path("firstline") / "state" / address.name))


def newest(settings: Settings) -> Settings:
    """The settings with the bundle that their source names now; raises what `bundle_source` raises."""
    source = bundle_source(Path(settings.source or settings.bundle), settings.registry)
    return settings.model_copy(update={"bundle": source.folder, "alias": source.alias or settings.alias})
