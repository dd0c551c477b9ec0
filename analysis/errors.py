"""What can go wrong, in words a person can act on."""

from __future__ import annotations

import ast
import re
import shlex


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


def say_option(text: str) -> str:
    """What to do, as the command line takes it, beside how `load_logs` takes it.

    Examples
    --------
    >>> say_option("pass scale={'pain': (0, 10)} if the scale is another")
    'use --scale pain=0-10 if the scale is another'
    >>> say_option("pass columns={'0': 'date', '1': 'pain'}")
    "use --column '0=date' --column '1=pain'"
    """
    text = re.sub(r"scale=\{'([^']+)': \((-?[\d.]+), (-?[\d.]+)\)\}", r"--scale \1=\2-\3", text)
    text = re.sub(r"columns=(\{[^{}]*\})", _as_options, text)
    text = text.replace("day_first=True", "--day-first").replace("day_first=False", "--month-first")
    text = re.sub(r"(tz|encoding)='([^']+)'", r"--\1 \2", text)
    return re.sub(r"\bpass (?=--)", "use ", text)


def _as_options(found: re.Match[str]) -> str:
    """Write columns={...} as options that a shell takes as they stand."""
    try:
        columns = ast.literal_eval(found[1])
        pairs = [f"{header}={role}" for header, role in columns.items()]
    except (ValueError, SyntaxError, AttributeError):
        return found[0]
    quoted = [shlex.quote(pair) for pair in pairs]
    return " ".join(
        f"--column {text if text != pair else repr(pair)}" for text, pair in zip(quoted, pairs, strict=True)
    )
