"""The encoding: which characters the bytes of an export stand for."""

import codecs
import re
from dataclasses import dataclass, field
from typing import IO

from charset_normalizer import from_bytes

from firstline.datasets.cyrillic import cyrillic_codec
from firstline.datasets.errors import TicketFileError
from firstline.datasets.mixed_codec import is_hardly_utf_8, mixed_codec, share_of_valid_utf_8

_SLIPS = 0.02
"""Up to this share of the lines is a slip: its characters are replaced, or the file is all in the other encoding."""
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_NOT_TABLES = {
    b"PK\x03\x04": "an Excel workbook or a zip archive; a workbook is read when its name ends in .xlsx",
    b"\xd0\xcf\x11\xe0": "an Excel workbook with a password, or an old one (.xls); take the password off and save "
    "it as .xlsx or CSV",
    b"%PDF": "a PDF; CSV, XLSX, JSON, JSONL or Parquet is wanted",
}


def detect_encoding(stream: IO[bytes]) -> str:
    """Name the codec that reads `stream` to its end: UTF-8 where it is valid, otherwise the likeliest.

    All bytes are read, because an export may be ASCII for a million rows before its first accent. UTF-8 with a few
    broken characters stays UTF-8: its readers replace what they cannot decode. Where lines in UTF-8 stand beside lines
    in another encoding, as when two exports were put together, the codec reads both (`mixed_codec`).

    Raises:
        TicketFileError: the bytes are no text.
    """
    start = stream.read(_CHUNK)
    for magic, advice in _NOT_TABLES.items():
        if start.startswith(magic):
            raise TicketFileError(f"this looks like {advice}")
    marked = next((name for bom, name in _BOMS if start.startswith(bom)), None)
    if marked == "utf-16":
        _check_mark(start, marked)
        return marked
    if not marked and (silent := _utf_16_without_mark(start[:_SAMPLE])):
        return silent
    lines = _lines_beyond_ascii(stream, start)
    if lines.two_encodings:
        _refuse_binary(bytes(lines.sample), limit=0.05)
        return mixed_codec(_legacy_encoding(bytes(lines.legacy)))
    if marked:
        _check_mark(start, marked)
        return marked
    if not lines.broken and not lines.foreign:
        _refuse_binary(start[:_SAMPLE], limit=0.3)
        return "utf-8-sig"
    _refuse_binary(bytes(lines.sample), limit=0.05)
    return _legacy_encoding(bytes(lines.sample))


def _check_mark(start: bytes, declared: str) -> None:
    """Refuse text whose mark says one encoding and whose bytes are in another."""
    sample = start[:_SAMPLE]
    if declared == "utf-16":
        honest = b"\n" not in sample or b"\n\x00" in sample or b"\x00\n" in sample
    else:
        honest = sample.isascii() or share_of_valid_utf_8(sample[3:]) > 0.5
    if not honest:
        raise TicketFileError(
            f"it starts with the mark of {declared.removesuffix('-sig').upper()} but its bytes are in another "
            "encoding, so it would be read as nonsense; export it again as UTF-8"
        )


def _utf_16_without_mark(sample: bytes) -> str | None:
    """Half of the bytes of Latin text in UTF-16 are zero, all on one side."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 8 or max(even, odd) < len(sample) * 0.15 or min(even, odd) > len(sample) * 0.02:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


@dataclass(slots=True)
class _Lines:
    """The lines beyond ASCII, counted by what they are in. `sample` is the first 64 KiB of all, `legacy` of those that
    are hardly UTF-8 anywhere."""

    whole: int = 0
    broken: int = 0
    foreign: int = 0
    sample: bytearray = field(default_factory=bytearray)
    legacy: bytearray = field(default_factory=bytearray)

    def take(self, line: bytes) -> None:
        if line.isascii():
            return
        _fill(self.sample, line)
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            if is_hardly_utf_8(line[:_SAMPLE]):
                self.foreign += 1
                _fill(self.legacy, line)
            else:
                self.broken += 1
        else:
            self.whole += 1

    @property
    def two_encodings(self) -> bool:
        """Whether lines in UTF-8 and lines in another encoding were put together, and neither are a few slips."""
        return min(self.whole, self.foreign) >= max(2, _SLIPS * (self.whole + self.foreign))


def _lines_beyond_ascii(stream: IO[bytes], chunk: bytes) -> _Lines:
    lines, rest = _Lines(), b""
    while chunk:
        if rest or not chunk.isascii():
            *whole, rest = (rest + chunk).splitlines(keepends=True)
            for line in whole:
                lines.take(line)
            if len(rest) > _CHUNK:  # a line without an end
                lines.take(rest)
                rest = b""
        chunk = stream.read(_CHUNK)
    lines.take(rest)
    return lines


def _fill(sample: bytearray, line: bytes) -> None:
    if len(sample) < _SAMPLE:
        sample += line[:_SAMPLE]


def _refuse_binary(sample: bytes, *, limit: float) -> None:
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > len(sample) * limit:
        raise TicketFileError("this is not text; CSV, JSONL or Parquet is wanted")


def _legacy_encoding(sample: bytes) -> str:
    if share_of_valid_utf_8(sample) > 0.8:
        return "utf-8-sig"
    runs = [len(run) for run in _HIGH.findall(sample)]
    # Western languages write accents one by one, Cyrillic ones whole words: the detector misses that in short samples.
    if sum(length for length in runs if length > 2) < sum(runs) / 2:
        return "cp1252"
    if codec := cyrillic_codec(sample):
        return codec
    best = from_bytes(sample, cp_isolation=["cp1251", "koi8_r", "cp1252"]).best()
    return best.encoding if best else "cp1252"
