"""The strange preset: one that was asked for and hardly fits the export."""

from firstline.datasets.export_mapping import ExportMapping
from firstline.datasets.preset import named_as_in, recognise
from firstline.datasets.preset_table import PRESETS

_FITS = 0.5


def strange_preset(mapping: ExportMapping) -> str:
    """A sentence where none of a preset's telling columns is there and most that are understood were so without it;
    empty where it fits.
    """
    preset = mapping.preset
    if preset is None:
        return ""
    names = [guess.theirs for guess in mapping.guesses]
    found = recognise(names, PRESETS.values())
    if found is preset:
        return ""
    if found is not None:
        return f"these look like columns of {found.name} rather than of {preset.name}: is --preset {found.name} meant?"
    understood = [guess for guess in mapping.guesses if guess.ours]
    told = sum(guess.why == named_as_in(preset) for guess in understood)
    if preset.telling(names) or told >= _FITS * len(understood):
        return ""
    return (
        f"hardly a column of {preset.name} is in this file: is it another help desk's? Without --preset each column is "
        "understood by what it is called and by what stands in it"
    )
