"""A broken rule, with a sentence for the person who broke it."""


class RuleBroken(Exception):
    """An action was refused. The message is a German sentence that may be shown as it is."""


class UnusableCode(RuleBroken):
    """A code that leads nowhere was given; the sentence belongs to its field."""
