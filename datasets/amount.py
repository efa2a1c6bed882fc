"""The amount: a number with its noun, as a sentence says it."""


def amount(number: int, noun: str, plural: str = "") -> str:
    """`1 ticket`, `1,234 tickets`; `plural` where the noun takes more than an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
