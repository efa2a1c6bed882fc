"""The encoding: which characters the bytes of an export stand for."""

import codecs
import re
from typing import IO

from charset_normalizer import from_bytes

from firstline.datasets.cyrillic import cyrillic_codec
from firstline.datasets.errors import TicketFileError

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
    broken characters stays UTF-8: its readers replace what they cannot decode.

    Raises:
        TicketFileError: the bytes are no text.
    """
    start = stream.read(_CHUNK)
    for magic, advice in _NOT_TABLES.items():
        if start.startswith(magic):
            raise TicketFileError(f"this looks like {advice}")
    for bom, name in _BOMS:
        if start.startswith(bom):
            _check_mark(start, name)
            return name
    if silent := _utf_16_without_mark(start[:_SAMPLE]):
        return silent
    sample = _sample_of_invalid(stream, start)
    if not sample:
        _refuse_binary(start[:_SAMPLE], limit=0.3)
        return "utf-8-sig"
    _refuse_binary(sample, limit=0.05)
    return _legacy_encoding(sample)


def _check_mark(start: bytes, declared: str) -> None:
    """Refuse text whose mark says one encoding and whose bytes are in another."""
    sample = start[:_SAMPLE]
    if declared == "utf-16":
        honest = b"\n" not in sample or b"\n\x00" in sample or b"\x00\n" in sample
    else:
        honest = sample.isascii() or _share_of_valid_utf8(sample[3:]) > 0.5
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


def _sample_of_invalid(stream: IO[bytes], chunk: bytes) -> bytes:
    """Lines beyond ASCII, at most 64 KiB of them, when the bytes are not UTF-8; nothing when they are."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    sample = bytearray()
    valid = True
    while chunk:
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
        if len(sample) < _SAMPLE and not chunk.isascii():
            for line in chunk.splitlines(keepends=True):
                if not line.isascii():
                    sample += line[:_SAMPLE]
        chunk = stream.read(_CHUNK)
    if valid:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    return b"" if valid else bytes(sample[:_SAMPLE])


def _refuse_binary(sample: bytes, *, limit: float) -> None:
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > len(sample) * limit:
        raise TicketFileError("this is not text; CSV, JSONL or Parquet is wanted")


def _legacy_encoding(sample: bytes) -> str:
    if _share_of_valid_utf8(sample) > 0.8:
        return "utf-8-sig"
    runs = [len(run) for run in _HIGH.findall(sample)]
    # Western languages write accents one by one, Cyrillic ones whole words: the detector misses that in short samples.
    if sum(length for length in runs if length > 2) < sum(runs) / 2:
        return "cp1252"
    if codec := cyrillic_codec(sample):
        return codec
    best = from_bytes(sample, cp_isolation=["cp1251", "koi8_r", "cp1252"]).best()
    return best.encoding if best else "cp1252"


def _share_of_valid_utf8(sample: bytes) -> float:
    characters = [character for character in sample.decode("utf-8", "replace") if character > "\x7f"]
    return 1 - characters.count("\ufffd") / max(1, len(characters))
