"""The redaction: personal data and secrets taken out of a text, each replaced by the name of its kind.

What a machine can tell by form: mail addresses, telephone numbers, payment cards (ISO/IEC 7812 check digit), bank
accounts (ISO 13616 check digits), keys and passwords. Names and street addresses have no form and stay.
"""

import re
from collections.abc import Callable

EMAIL, PHONE, CARD, ACCOUNT, SECRET = "<email>", "<phone>", "<card>", "<iban>", "<secret>"

_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\Z)", re.S
)
_TOKEN = re.compile(
    r"\b(?:sk|pk|rk)_(?:live|test)_\w{8,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[opsur]_\w{20,}|\bgithub_pat_\w{20,}"
    r"|\bglpat-[\w-]{16,}|\bxox[abeoprs]-[\w-]{10,}|\bAIza[\w-]{30,}|\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"
    r"|\bya29\.[\w-]{20,}|(?i:\bbearer\s+)[\w.~+/-]{16,}=*"
)
_PASSWORD = re.compile(
    r"(?i)\b((?:pass(?:word|wort|phrase)?|passwd|pwd|pin|secret|api[ _-]?key|access[ _-]?key|token|пароль|kennwort|"
    r"passord|lösenord|mot de passe|contraseña|パスワード)\s*(?:[:=：]|is:|ist:|er:)\s*)(?![<\s])(\S{3,200})"
)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[0-9A-Z]{2,4}){3,8}\b")
_DIGITS = re.compile(r"(?<![\w.,])(?:\d[ -]?){12,18}\d(?![\w])")
_PHONE = re.compile(r"(?<![\w.,/:-])(?:\+|00)?(?:\(?\d{1,4}\)?[ .\-/]?){2,7}\d{1,4}(?![\w])(?![.,:/-]\d)")
_FEWEST_PHONE, _MOST_PHONE = 9, 15
_NO_PHONE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"  # a date
    r"|(?:\d{1,3}\.){3}\d{1,3}"  # an address of the internet
    r"|[1-9]\d{0,2}(?:([ .])\d{3})(?:\1\d{3})+"  # a large number in groups of three
)


def redact(text: str) -> str:
    """`text` with `<email>`, `<phone>`, `<card>`, `<iban>` or `<secret>` in the place of what it says of persons."""
    text = _PRIVATE_KEY.sub(SECRET, text)
    text = _TOKEN.sub(SECRET, text)
    text = _PASSWORD.sub(lambda match: match[1] + SECRET, text)
    text = _EMAIL.sub(EMAIL, text)
    for pattern, is_one, mark in (
        (_ACCOUNT, _is_account, ACCOUNT),
        (_DIGITS, _is_card, CARD),
        (_PHONE, _is_phone, PHONE),
    ):
        text = pattern.sub(_marked(is_one, mark), text)
    return text


def _marked(is_one: Callable[[str], bool], mark: str) -> Callable[[re.Match[str]], str]:
    return lambda match: mark if is_one(match[0]) else match[0]


def _is_card(text: str) -> bool:
    """The last digit is that of Luhn's formula."""
    digits = [int(character) for character in text if character.isdigit()]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def _is_account(text: str) -> bool:
    """The two check digits make the rest, letters as numbers, 1 modulo 97."""
    packed = text.replace(" ", "")
    if not 15 <= len(packed) <= 34:
        return False
    return int("".join(str(int(character, 36)) for character in packed[4:] + packed[:4])) % 97 == 1


def _is_phone(text: str) -> bool:
    """So many digits as telephone numbers have, written as one: no date, internet address or sum."""
    digits = sum(map(str.isdigit, text))
    if not _FEWEST_PHONE <= digits <= _MOST_PHONE or _NO_PHONE.fullmatch(text.strip()):
        return False
    return text.startswith(("+", "00", "0", "(")) or digits < len(text.strip())
