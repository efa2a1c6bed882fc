"""The mixed codec: reads lines in UTF-8, and those that are none in an old encoding."""

import codecs
from encodings import utf_8_sig

_NAME = "firstline_utf8_or_"


def mixed_codec(legacy: str) -> str:
    """The name by which `open` and `decode` know a codec that reads each line as UTF-8, or else as `legacy` says.

    Whole lines, because some letters of an old encoding happen to be one of UTF-8 together.
    """
    return _NAME + legacy


def share_of_valid_utf_8(text: bytes) -> float:
    """Of the characters beyond ASCII, how many are UTF-8; 1 where there are none."""
    characters = [character for character in text.decode("utf-8", "replace") if character > "\x7f"]
    return 1 - characters.count("\ufffd") / max(1, len(characters))


def is_hardly_utf_8(line: bytes) -> bool:
    """Whether a line that is no UTF-8 is in another encoding, not UTF-8 with some bytes that were lost."""
    return share_of_valid_utf_8(line) <= 0.5


class _LineDecoder(codecs.BufferedIncrementalDecoder):
    def __init__(self, legacy: str, errors: str) -> None:
        super().__init__(errors)
        self._legacy = legacy

    def _buffer_decode(  # type: ignore[override]
        self,
        data: bytes,
        errors: str,
        final: bool,  # noqa: FBT001  # as the base class calls it
        /,
    ) -> tuple[str, int]:
        end = len(data) if final else data.rfind(b"\n") + 1
        return "".join(self._read(line, errors) for line in data[:end].splitlines(keepends=True)), end

    def _read(self, line: bytes, errors: str) -> str:
        try:
            return line.decode("utf-8-sig")
        except UnicodeDecodeError:
            return line.decode(self._legacy if is_hardly_utf_8(line) else "utf-8-sig", errors)


def _find(name: str) -> codecs.CodecInfo | None:
    if not name.startswith(_NAME):
        return None
    legacy = name.removeprefix(_NAME)

    class Decoder(_LineDecoder):
        def __init__(self, errors: str = "strict") -> None:
            super().__init__(legacy, errors)

    return codecs.CodecInfo(
        encode=utf_8_sig.encode,
        decode=lambda data, errors="strict": (Decoder(errors).decode(bytes(data), final=True), len(data)),
        incrementalencoder=utf_8_sig.IncrementalEncoder,
        incrementaldecoder=Decoder,
        name=name,
    )


codecs.register(_find)
