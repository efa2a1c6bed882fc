"""The redaction: personal data and secrets taken out of a text, each replaced by the name of its kind.

What a machine can tell by form: mail addresses, telephone numbers, payment cards (ISO/IEC 7812 check digit), bank
accounts (ISO 13616 check digits), keys and passwords. Names and street addresses have no form and stay.
"""

import re
import unicodedata
from collections.abc import Callable, Collection

PERSONAL_KINDS = ("email", "phone", "card", "iban", "secret")
EMAIL, PHONE, CARD, ACCOUNT, SECRET = (f"<{kind}>" for kind in PERSONAL_KINDS)

_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\Z)", re.S
)
_TOKEN = re.compile(
    r"\b(?:sk|pk|rk)_(?:live|test)_\w{8,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[opsur]_\w{20,}|\bgithub_pat_\w{20,}"
    r"|\bglpat-[\w-]{16,}|\bxox[abeoprs]-[\w-]{10,}|\bAIza[\w-]{30,}|\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"
    r"|\bya29\.[\w-]{20,}|(?i:\bbearer\s+)[\w.~+/-]{16,}=*"
)
_PASSWORD = re.compile(
    r"(?i)(?<![^\W_])((?:pass(?:word|wort|phrase)?|passwd|pwd|pin|secret|api[ _-]?key|access[ _-]?key|token|"
    r"пароль|kennwort|passord(?:et)?|lösenord(?:et)?|mot de passe|contraseña|パスワード)"
    r"\s*(?:(?:is|ist|lautet|er|är|est|es)?\s?[:=：]\s*|は\s?(?=[!-~])|[—–-]\s+(?=\S{0,40}\d)"
    r"|\s+(?=\S{0,40}\d)(?=\S{0,40}[^\W\d])(?=\S{6})))(?![<\s])([^\s、。]{3,200})"
)
_IN_ADDRESS = re.compile(r"(\b[a-z][a-z0-9+]{1,20}://[^\s:/@]{1,64}:)(?!<)[^\s@/]{1,200}(?=@)")
# Japanese and Chinese put no blanks around numbers and addresses: their characters are no part of a word here.
_LETTER = "A-Za-zÀ-ɏͰ-ӿ"
_BEGINS, _ENDS = rf"(?<![{_LETTER}\d_.,/:-])", rf"(?![{_LETTER}\d_])"
_EMAIL = re.compile(rf"[{_LETTER}0-9_.+%-]{{1,64}}@[{_LETTER}0-9-]{{1,63}}(?:\.[{_LETTER}0-9-]{{1,63}}){{1,8}}")
_ACCOUNT = re.compile(rf"(?<![{_LETTER}\d_])[A-Za-z]{{2}}[0-9]{{2}}(?:[ ]?[0-9A-Za-z]{{2,4}}){{3,8}}{_ENDS}")
_CARD = re.compile(
    rf"(?<![{_LETTER}\d_.,])[2-6]"
    rf"(?:\d{{12,18}}|\d{{3}}([ -])\d{{4}}\1\d{{4}}\1\d{{1,7}}|\d{{3}}([ -])\d{{6}}\2\d{{4,5}}){_ENDS}"
)
_PHONE = re.compile(rf"{_BEGINS}(?:\+|00)?(?:\(?\d{{1,4}}\)?[ .\-/－]?){{2,7}}\d{{1,4}}{_ENDS}(?![.,:/-][A-Za-z0-9])")
_FEWEST_PHONE, _MOST_PHONE = 9, 15
_LOCAL_PHONE = re.compile(
    r"(?:1[-. ])?\d{3}[-. ]\d{3}[-. ]\d{4}"  # North America
    r"|\d\d(?: \d\d){3}|[49]\d\d \d\d \d{3}"  # Norway
    r"|8[3489]\d{9}|[78][- ]\d{3}[- ]\d{3}[- ]\d\d[- ]\d\d"  # Russia
)
"""What is written without +, 0 or a bracket; other numbers of that kind are orders and contracts more often."""

_NO_PHONE = re.compile(
    r"\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"  # a date
    r"|(?:\d{1,3}\.){3}\d{1,3}"  # an address of the internet
    r"|000.*|.*[-./ ]\d+/.*"
)


def redact(text: str, kinds: Collection[str] = PERSONAL_KINDS) -> str:
    """`text` with `<email>`, `<phone>`, `<card>`, `<iban>` or `<secret>` in the place of what it says of persons.

    Args:
        kinds: those of `PERSONAL_KINDS` that are looked for.
    """
    if "secret" in kinds:
        text = _PRIVATE_KEY.sub(SECRET, text)
        text = _TOKEN.sub(SECRET, text)
        text = _IN_ADDRESS.sub(lambda match: match[1] + SECRET, text)
        text = _PASSWORD.sub(lambda match: match[1] + SECRET, text)
    if "email" in kinds:
        text = _EMAIL.sub(EMAIL, text)
    if "iban" in kinds:
        text = _ACCOUNT.sub(_without_account, text)
    for kind, pattern, is_one, mark in (
        ("card", _CARD, _is_card, CARD),
        ("phone", _PHONE, _is_phone, PHONE),
    ):
        if kind in kinds:
            text = pattern.sub(_marked(is_one, mark), text)
    return text


def _marked(is_one: Callable[[str], bool], mark: str) -> Callable[[re.Match[str]], str]:
    return lambda match: mark if is_one(match[0]) else match[0]


def _is_card(text: str) -> bool:
    """The last digit is that of Luhn's formula."""
    digits = [int(character) for character in text if character.isdigit()]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def _without_account(match: re.Match[str]) -> str:
    """The words after an account may look like a part of it: the longest beginning that is one goes."""
    groups = match[0].split(" ")
    for count in range(len(groups), 0, -1):
        if _is_account("".join(groups[:count])):
            return " ".join((ACCOUNT, *groups[count:]))
    return match[0]


def _is_account(packed: str) -> bool:
    """The two check digits make the rest, letters as numbers, 1 modulo 97."""
    if not 15 <= len(packed) <= 34:
        return False
    return int("".join(str(int(character, 36)) for character in packed[4:] + packed[:4])) % 97 == 1


def _is_phone(text: str) -> bool:
    """So many digits as telephone numbers have, written as one: no date, internet address or sum."""
    text = unicodedata.normalize("NFKC", text.strip())
    if _LOCAL_PHONE.fullmatch(text):
        return True
    if not _FEWEST_PHONE <= sum(map(str.isdigit, text)) <= _MOST_PHONE or _NO_PHONE.fullmatch(text):
        return False
    return text[0] in "+0(" or "(" in text
