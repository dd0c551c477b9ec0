"""What a log says of one claim."""

from __future__ import annotations

from dataclasses import dataclass

SUPPORTS = "supports"
AGAINST = "speaks against"
CANNOT_TELL = "cannot tell"
UNTESTABLE = "no log can test this"
STATES = (SUPPORTS, AGAINST, CANNOT_TELL, UNTESTABLE)


@dataclass(frozen=True)
class Finding:
    """What a log says of a claim.

    Attributes
    ----------
    state : str
        'supports', 'speaks against', 'cannot tell' or 'no log can test this'.
    estimate : str
        The log's own number with its likely range, as a sentence; '' where the log cannot address the claim.
    missing : str
        What the log lacks; beside an estimate, what would tell more than it does.
    """

    state: str
    estimate: str = ""
    missing: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the log addresses the claim at all."""
        return bool(self.estimate)


def lacks(what: str) -> Finding:
    """A finding of a log that cannot address a claim.

    Examples
    --------
    >>> lacks("stress").state
    'cannot tell'
    """
    return Finding(CANNOT_TELL, missing=what)
