"""What an arrangement of days may look like.

Every kind of plan is a rule that reads an arrangement day by day and remembers a little: how
long this phase is, how many days were B. From that, one table of how many ways are left
counts the arrangements, lists them in order, draws one fairly and knows whether one is
admissible, without making a list that does not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.errors import DataError

Kind = Literal["start", "abab", "alternating", "random_days", "blocks", "staggered"]
KINDS: tuple[Kind, ...] = ("start", "abab", "alternating", "random_days", "blocks", "staggered")
_PHASES = {"start": 2, "staggered": 2, "abab": 4}

Bools = NDArray[np.bool_]
State = tuple[int, ...]
Step = Callable[[State, int], State | None]
"""The state after one more day in A (0) or B (1), None where the rule forbids it."""


@dataclass(frozen=True)
class Limits:
    """What the plan promised about its arrangements; a kind reads only its own.

    Attributes
    ----------
    shortest : int or tuple of int
        'start', 'abab', 'staggered': fewest days of the plan in a phase, for all phases or
        one by one.
    days_in_b : int, optional
        'alternating', 'random_days': days in B; None takes half.
    longest_run : int
        'alternating': most days of the same phase in a row.
    block : int
        'blocks': days in a block, of which half are B.
    starts : tuple of int, optional
        'staggered': different first days of B (days after the first day), one a series,
        dealt out by the draw (Wampold-Worsham). None: every series draws its own start
        (Marascuilo-Busk).
    """

    shortest: int | tuple[int, ...] = 5
    days_in_b: int | None = None
    longest_run: int = 2
    block: int = 2
    starts: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        for name in ("shortest", "starts"):
            given = getattr(self, name)
            if given is not None and np.ndim(given):
                object.__setattr__(self, name, tuple(given))


USUAL_LIMITS = Limits()


@dataclass(frozen=True)
class Arrangements:
    """All ways in which a rule lets `size` days be A or B.

    Attributes
    ----------
    table : array of int, (states, 2)
        State after a day in A or B; the last state is the dead end.
    ways : array of int of any size, (size + 1, states)
        Admissible ways to go on from a state with so many days behind.
    """

    size: int
    table: NDArray[np.int64]
    ways: NDArray[np.object_]

    @property
    def count(self) -> int:
        return int(self.ways[0, 0])

    def contains(self, in_b: Bools) -> bool:
        """Whether an arrangement, (days,), is admissible."""
        state = 0
        for move in in_b.astype(int):
            state = self.table[state, move]
        return len(in_b) == self.size and self.ways[self.size, state] == 1

    def list_all(self) -> Bools:
        """Every arrangement in order, A before B, (arrangements, days); for small counts."""
        left = np.minimum(self.ways, np.iinfo(np.int64).max).astype(np.int64)
        rank = np.arange(self.count)

        def choose(day: int, state: NDArray[np.int64]) -> Bools:
            if_a = left[day + 1, self.table[state, 0]]
            goes_b = rank >= if_a
            np.subtract(rank, if_a, out=rank, where=goes_b)
            return goes_b

        return self._walk(self.count, choose)

    def pick(self, number: int) -> Bools:
        """The arrangement at a place of `list_all`, counted from 0, however many there are; (days,)."""
        if not 0 <= number < self.count:
            raise DataError(f"arrangement {number} does not exist: there are {self.count}, counted from 0")
        row, state = np.empty(self.size, dtype=bool), 0
        for day in range(self.size):
            if_a = int(self.ways[day + 1, self.table[state, 0]])
            row[day] = number >= if_a
            number -= if_a if row[day] else 0
            state = self.table[state, int(row[day])]
        return row

    def sample(self, size: int, rng: np.random.Generator) -> Bools:
        """Arrangements drawn with equal chance and replacement, (size, days)."""
        share = np.zeros(self.ways.shape)
        for day in range(self.size):
            open_states = np.flatnonzero(self.ways[day])
            in_b = self.ways[day + 1, self.table[open_states, 1]]
            share[day, open_states] = (in_b / self.ways[day, open_states]).astype(float)
        return self._walk(size, lambda day, state: rng.random(size) < share[day, state])

    def first_choice(self) -> int | None:
        """The first day that is not the same in all arrangements; None if there is none."""
        state = 0
        for day in range(self.size):
            moves = np.flatnonzero(self.ways[day + 1, self.table[state]])
            if len(moves) != 1:
                return day
            state = self.table[state, moves[0]]
        return None

    def _walk(self, size: int, choose: Callable[[int, NDArray[np.int64]], Bools]) -> Bools:
        rows = np.empty((size, self.size), dtype=bool)
        state = np.zeros(size, dtype=np.int64)
        for day in range(self.size):
            rows[:, day] = choose(day, state)
            state = self.table[state, rows[:, day].astype(int)]
        return rows


@lru_cache(maxsize=32)
def arrange_days(kind: Kind, size: int, limits: Limits) -> Arrangements:
    """The admissible arrangements of `size` days; for 'staggered' those of one series.

    Raises
    ------
    DataError
        An unknown kind, limits that are not whole numbers from 1 on, or that leave nothing.

    Examples
    --------
    >>> arrange_days("start", 42, Limits(shortest=5)).count
    33
    >>> arrange_days("blocks", 4, Limits(block=2)).list_all().astype(int).tolist()
    [[0, 1, 0, 1], [0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 1, 0]]
    """
    if kind not in KINDS:
        raise DataError(f"kind is {kind!r}, must be one of {', '.join(KINDS)}")
    start, step, ends = _rule(kind, size, limits)
    numbers, moves = _number_states(start, step)
    table = np.array([*moves, [len(moves)] * 2], dtype=np.int64)
    ways = np.zeros((size + 1, len(table)), dtype=object)
    ways[size, [numbers[state] for state in numbers if ends(state)]] = 1
    for day in reversed(range(size)):
        ways[day] = ways[day + 1, table].sum(axis=1)
    found = Arrangements(size, table, ways)
    if not found.count:
        raise DataError(
            f"no arrangement of {size} days has {_say_limits(kind, limits)} - plan more days or ease a limit"
        )
    return found


def _say_limits(kind: Kind, limits: Limits) -> str:
    """What a kind of plan has to keep, in words."""
    if kind in _PHASES:
        shortest = (
            limits.shortest if isinstance(limits.shortest, tuple) else (limits.shortest,) * _PHASES[kind]
        )
        return f"phases of {', '.join(map(str, shortest))} days or more"
    if kind == "blocks":
        return f"blocks of {limits.block} days, half of each with the routine"
    in_b = "half" if limits.days_in_b is None else str(limits.days_in_b)
    run = f" and at most {limits.longest_run} alike in a row" if kind == "alternating" else ""
    return f"{in_b} of them with the routine{run}"


def _number_states(start: State, step: Step) -> tuple[dict[State, int], list[list[int]]]:
    """Number every state that can be reached, and list where each day leads; -1 is nowhere."""
    numbers, moves = {start: 0}, []
    waiting = [start]
    for state in waiting:
        row = []
        for phase in (0, 1):
            after = step(state, phase)
            if after is not None and after not in numbers:
                numbers[after] = len(numbers)
                waiting.append(after)
            row.append(-1 if after is None else numbers[after])
        moves.append(row)
    return numbers, moves


def _rule(kind: Kind, size: int, limits: Limits) -> tuple[State, Step, Callable[[State], bool]]:
    """First state, the step of a day, and whether an arrangement may end in a state."""
    if limits.starts is not None and len(set(limits.starts)) < len(limits.starts):
        raise DataError(f"starts are {limits.starts}, each must be another day")
    if kind in _PHASES:
        return _phases(_shortest(kind, limits.shortest))
    if kind == "blocks":
        return _blocks(_whole("block", limits.block))
    in_b = size // 2 if limits.days_in_b is None else _whole("days_in_b", limits.days_in_b)
    longest = _whole("longest_run", limits.longest_run) if kind == "alternating" else size
    return _shuffled_days(size, in_b, longest)


def _phases(shortest: tuple[int, ...]) -> tuple[State, Step, Callable[[State], bool]]:
    """A, B, A, ... one after the other; remembers the phase and its days, up to its limit."""
    last = len(shortest) - 1

    def step(state: State, move: int) -> State | None:
        phase, length = state
        if move == phase % 2:
            return phase, min(length + 1, shortest[phase])
        return (phase + 1, 1) if length >= shortest[phase] and phase < last else None

    return (0, 0), step, lambda state: state == (last, shortest[last])


def _blocks(block: int) -> tuple[State, Step, Callable[[State], bool]]:
    """Half of every block is B; remembers the place in the block and its days in B."""
    if block % 2:
        raise DataError(f"block is {block}, must be even: half of its days are B")

    def step(state: State, move: int) -> State | None:
        place, in_b = state[0] + 1, state[1] + move
        if in_b > block // 2 or place - in_b > block // 2:
            return None
        return (0, 0) if place == block else (place, in_b)

    return (0, 0), step, lambda state: state == (0, 0)


def _shuffled_days(size: int, in_b: int, longest: int) -> tuple[State, Step, Callable[[State], bool]]:
    """A fixed number in B in any order; remembers days in B, the last phase and its run."""
    limited = longest < size

    def step(state: State, move: int) -> State | None:
        used, last, run = state
        run = run + 1 if limited and move == last else 1
        return (used + move, move if limited else 0, run) if used + move <= in_b and run <= longest else None

    return (0, -1, 0), step, lambda state: state[0] == in_b


def _shortest(kind: str, given: int | tuple[int, ...]) -> tuple[int, ...]:
    phases = _PHASES[kind]
    each = tuple(given) if isinstance(given, tuple) else (given,) * phases
    if len(each) != phases:
        raise DataError(f"shortest has {len(each)} numbers, {kind!r} has {phases} phases: give one a phase")
    return tuple(_whole("shortest", length) for length in each)


def _whole(name: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise DataError(f"{name} is {value!r}, must be a whole number of days from 1 on")
    return int(value)
