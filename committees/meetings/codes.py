"""The code with which somebody changes a secret vote. Only its hash is kept, bound to the poll and the person."""

import hashlib
import re
import secrets

# Without I, L, O and U: nothing that is mistaken for another letter or digit when copied by hand.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16  # of 5 bits each: 80 bits
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A random code in four groups, such as 7K2M-QX04-9TBA-EC5V."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def normalised(code: str) -> str:
    """A code as `new_code` writes it, from however somebody typed it; empty for what is no code."""
    letters = re.sub(r"[\s-]", "", code).upper().translate(READ_AS)
    if len(letters) != LENGTH or set(letters) - set(ALPHABET):
        return ""
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def hash_of(*, poll: int, user: int, code: str) -> str:
    """The hash that is kept of a code. Bound to the person, so that nobody else can use it."""
    return hashlib.sha256(f"{poll}:{user}:{normalised(code)}".encode()).hexdigest()
