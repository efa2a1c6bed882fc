"""Mail headers: what a mail says of itself before anybody reads it."""

from collections.abc import Iterator, Mapping
from email.parser import HeaderParser

_AUTO_SUBMITTED = "auto-submitted"
_BY_A_PERSON = "no"
_READ_CHARACTERS = 100_000
_MOST_DEPTH = 3


def sent_by_software(headers: object) -> bool:
    """Whether `Auto-Submitted` says that no person wrote this mail (RFC 3834, section 5).

    Any value but `no` does: `auto-generated`, `auto-replied`, and the extensions that the grammar leaves room for
    (`auto-notified`, RFC 5436). Comments and parameters are passed over, case does not count. No other header is taken
    for it: `Precedence` is not standardised and marks bulk as well as replies (RFC 3834, section 3.1.8), `List-Id` says
    through which list a mail came and not who wrote it (RFC 2919), and `X-Auto-Response-Suppress` asks for no automatic
    answers, which people's mails do too (MS-OXCMAIL).

    `headers` may be a mapping, a list of pairs, of `{"name", "value"}` or of lines, or a raw header block; whatever has
    another shape says nothing. Nothing is raised.
    """
    return any(
        value and value != _BY_A_PERSON
        for name, written in _pairs(headers, depth=0)
        if name.strip().rstrip(":").strip().casefold() == _AUTO_SUBMITTED
        for value in (_keyword(written),)
    )


def _pairs(headers: object, *, depth: int) -> Iterator[tuple[str, str]]:
    """Names and values as written, of whatever can be read so."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(headers, bytes):
        headers = headers.decode("utf-8", "replace")
    if isinstance(headers, str):
        block = headers[:_READ_CHARACTERS].lstrip()
        yield from ((name, str(value)) for name, value in HeaderParser().parsestr(block, headersonly=True).items())
    elif isinstance(headers, Mapping):
        yield from _mapped(headers)
    elif isinstance(headers, list | tuple):
        for part in headers:
            pair = isinstance(part, list | tuple) and len(part) == 2 and isinstance(part[0], str)
            yield from _mapped({part[0]: part[1]}) if pair else _pairs(part, depth=depth + 1)


def _mapped(headers: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    """A header's value, or several in a list; or one header as `{"name": ..., "value": ...}`."""
    lowered = {key.casefold(): value for key, value in headers.items() if isinstance(key, str)}
    named = lowered.get("name")
    if isinstance(named, str) and "value" in lowered:
        lowered = {named: lowered["value"]}
    for name, value in lowered.items():
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, str):
                yield name, one


def _keyword(value: str) -> str:
    """The first word of a header's value, lower-cased: without comments, which may be nested, and parameters."""
    bare, depth = [], 0
    for letter in value[:_READ_CHARACTERS]:
        if letter == "(":
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
        elif not depth:
            bare.append(letter)
    words = "".join(bare).partition(";")[0].split()
    return words[0].strip("\"'").casefold() if words else ""
