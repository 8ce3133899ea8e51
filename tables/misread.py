class Misread(Exception):
    """A cell that cannot be taken: why, and what is allowed instead. Both are texts for people."""

    def __init__(self, reason: str, allowed: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.allowed = allowed
