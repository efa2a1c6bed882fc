"""The counted thing: `1 value`, `2 values`."""


def counted(number: int, thing: str, *, verb: str = "") -> str:
    """The number and `thing`, in the plural where there is not exactly one; `verb` is `was/were`, the word for one
    before the one for more."""
    words = f"{number:,} {thing}{'' if number == 1 else 's'}"
    one, _, more = verb.partition("/")
    return f"{words} {one if number == 1 else more}".rstrip()
