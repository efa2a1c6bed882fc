"""The source of a bundle: the folder, and what belongs to it, that a command line's BUNDLE names."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BundleSource:
    """`alias` is the registry's name for it; `state` where the desk's state lies, None for beside the folder."""

    folder: Path
    alias: str | None = None
    state: str | None = None

    def location(self, state: str | None) -> Path:
        """Where the desk's state lies: at `state` where that was given."""
        from firstline.kb_index.state import default_location

        return Path(state or self.state or default_location(self.folder))


def bundle_source(named: Path, registry: str | None) -> BundleSource:
    """A folder as it is; `models:/NAME@ALIAS` or `models:/NAME/NUMBER` as the registry has it, downloaded and checked.

    The state of a registered model is that of all its versions, so that a promotion changes the model and nothing else.

    Raises InputError, NotFoundError, BundleError or RegistryError.
    """
    from platformdirs import user_data_path

    from firstline.cli.registry_options import open_registry
    from firstline.models.model_address import ModelAddress

    if not ModelAddress.is_one(named.as_posix()):
        return BundleSource(named)
    address = ModelAddress.parse(named.as_posix())
    opened = open_registry(registry, name=address.name)
    folder = opened.folder(opened.find(named.as_posix()))
    return BundleSource(folder, address.alias, str(user_data_path("firstline") / "state" / address.name))
