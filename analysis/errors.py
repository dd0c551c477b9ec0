"""What can go wrong, in words a person can act on."""

from __future__ import annotations


class DataError(ValueError):
    """A file, a column or an argument that cannot be used as it is.

    The message says what, which value, the rule, where, and what to do. In a
    notebook it shows as these lines alone, without a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        """Give IPython the message instead of the stack (its hook, hence the name)."""
        return [f"Cannot go on: {self}"]


class NeedsAnswer(DataError):
    """One or more questions that only the person who kept the log can answer.

    Attributes
    ----------
    questions : tuple of str
        Every open question of every file, each with the option that answers it.
    """

    def __init__(self, questions: tuple[str, ...] | list[str]) -> None:
        self.questions = tuple(questions)
        count = len(self.questions)
        head = "one question is open" if count == 1 else f"{count} questions are open"
        super().__init__(head + "\n" + "\n".join(f"- {question}" for question in self.questions))


class TooFewPoints(ValueError):
    """A series or a phase that is too short, or too constant, for what was asked of it."""
