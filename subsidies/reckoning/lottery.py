"""A draw that anyone can repeat: the hash of the seed is published before, the seed itself after."""

import secrets
from hashlib import sha256
from hmac import compare_digest


def new_seed() -> str:
    """Return a seed that nobody can guess from its hash: 64 hexadecimal digits of the system's randomness."""
    return secrets.token_hex(32)


def commitment(seed: str) -> str:
    """Return the hash to publish beforehand: SHA-256 of the seed in UTF-8, in hexadecimal digits.

    An empty seed raises `ValueError`.
    """
    return sha256(_checked(seed).encode()).hexdigest()


def verify(seed: str, commitment: str) -> bool:
    """Tell whether a seed is the one that was committed to, in capitals or not."""
    return compare_digest(sha256(seed.encode()).digest().hex().encode(), commitment.strip().lower().encode())


def lot(seed: str, reference: str) -> str:
    """Return the lot of a request; the lowest goes first.

    SHA-256 of the seed in UTF-8 with the reference in UTF-8 right behind it, nothing between; as 64 hexadecimal digits
    in lower case, compared as text: `printf %s%s "$seed" "$reference" | sha256sum`. An empty seed raises `ValueError`.

    >>> lot("seed", "IS-2026-0007")[:8]
    'ffee988e'
    """
    return sha256(_checked(seed).encode() + reference.encode()).hexdigest()


def _checked(seed: str) -> str:
    if not seed:
        raise ValueError("A draw needs a seed")
    return seed
