"""The hold-out: the few interactions that see no suggestions, so that what suggestions do can be measured."""

from hashlib import sha256

_BITS = 64


def is_held_out(interaction_id: str, *, share: float) -> bool:
    """Whether an interaction belongs to the `share` in [0, 1] that is held out: by chance, and for good.

    The interaction's id alone decides, so every process says the same.
    """
    place = int.from_bytes(sha256(f"hold-out:{interaction_id}".encode()).digest()[: _BITS // 8], "big")
    return place < share * 2.0**_BITS
