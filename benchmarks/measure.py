"""What every benchmark measures with: turns in one process or of whole commands, spreads, and the rows that come of them.

A second of this machine means little on another, and less while something else runs. So what is compared takes turns,
round by round, and a ratio is the median of the rounds' ratios, with the lowest and the highest beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from analysis.paths import ROOT

SECONDS, BYTES, TIMES = "s", "B", "times"

Work = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Spread:
    """What several rounds measured: their median, the lowest and the highest."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        """Sum up the rounds.

        Examples
        --------
        >>> Spread.of([3.0, 1.0, 2.0])
        Spread(median=2.0, low=1.0, high=3.0)
        """
        return Spread(median(values), min(values), max(values))


@dataclass(frozen=True)
class Other:
    """What ours is held against.

    Parameters
    ----------
    name : str
        Of a peer or a floor, with its version where it has one.
    values : sequence of float
        One a round, in the unit of ours; one number alone where it was stated elsewhere.
    measured : bool
        False where the figure was stated by somebody else on another machine.
    """

    name: str
    values: Sequence[float]
    measured: bool = True


@dataclass(frozen=True)
class Bound:
    """The most that something may be: seconds by the quickest round, as load only adds; bytes by the largest; ratios by the median.

    Parameters
    ----------
    most : float
        Seconds or bytes for 'ours', else a ratio.
    of : str
        'ours', 'ratio' (ours / peer) or 'to_floor' (ours / floor).
    words : str
        How the bound came about, where the number alone does not say it.
    """

    most: float
    of: str = "ours"
    words: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the results.

    Parameters
    ----------
    what, size : str
        What was done, and to how much.
    ours : sequence of float
        One number a round.
    peer : Other, optional
        What does a comparable thing.
    floor : Other, optional
        What any way would have to do at least.
    bound : Bound, optional
    unit : str
        SECONDS, BYTES or TIMES.

    Examples
    --------
    >>> row = Row("read", "2 rows", [2.0, 6.0, 3.0], Other("pandas", [1.0, 2.0, 1.0]), bound=Bound(2.5, "ratio"))
    >>> row.ratio
    Spread(median=3.0, low=2.0, high=3.0)
    >>> row.held
    False
    """

    what: str
    size: str
    ours: Sequence[float]
    peer: Other | None = None
    floor: Other | None = None
    bound: Bound | None = None
    unit: str = SECONDS

    @property
    def ratio(self) -> Spread | None:
        """Ours / peer: below 1 ours needs less."""
        return _compare(self.ours, self.peer)

    @property
    def to_floor(self) -> Spread | None:
        """Ours / floor."""
        return _compare(self.ours, self.floor)

    @property
    def held(self) -> bool | None:
        """Whether the bound holds; None where there is none."""
        if self.bound is None:
            return None
        if self.bound.of == "ours":
            return (min if self.unit == SECONDS else max)(self.ours) <= self.bound.most
        measured = {"ratio": self.ratio, "to_floor": self.to_floor}[self.bound.of]
        if measured is None:
            raise ValueError(f"{self.what}: a bound of {self.bound.of}, which was not measured")
        return measured.median <= self.bound.most


def _compare(ours: Sequence[float], other: Other | None) -> Spread | None:
    """Divide round by round where both were measured in turns, else median by number."""
    if other is None:
        return None
    if len(ours) == len(other.values) and other.measured:
        return Spread.of([one / two for one, two in zip(ours, other.values, strict=True)])
    below = median(other.values)
    return Spread.of([one / below for one in ours])


def take_turns(
    works: Mapping[str, Work], rounds: int, *, clock: Clock = time.perf_counter
) -> dict[str, list[float]]:
    """Time several works in turns; every other round in reverse order, so that none always follows the same one.

    Parameters
    ----------
    works : mapping of name to function
    rounds : int
        Each calls every work once. Where the first call does more than the others, make it before.

    Returns
    -------
    dict of name to list of float
        Seconds, one a round.

    Examples
    --------
    >>> ticks = iter([0, 1, 1, 4, 4, 6, 6, 7])
    >>> take_turns({"a": int, "b": int}, 2, clock=lambda: next(ticks))
    {'a': [1, 1], 'b': [3, 2]}
    """
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        for name in list(works)[:: -1 if number % 2 else 1]:
            began = clock()
            works[name]()
            times[name].append(clock() - began)
    return times


def repeat(work: Work, count: int) -> Work:
    """Make a work of many calls, for what is too short to be timed alone; divide by `count` afterwards.

    Examples
    --------
    >>> calls = []
    >>> repeat(lambda: calls.append(1), 3)()
    >>> len(calls)
    3
    """

    def work_often() -> None:
        for _ in range(count):
            work()

    return work_often


def per_item(times: Mapping[str, Sequence[float]], count: int | Mapping[str, int]) -> dict[str, list[float]]:
    """Seconds of rounds -> seconds an item.

    Parameters
    ----------
    times : mapping of name to seconds
    count : int, or mapping of name to int
        Items of a round; by name where a slow peer was given fewer.

    Examples
    --------
    >>> per_item({"a": [4.0, 2.0]}, 2), per_item({"a": [4.0], "b": [9.0]}, {"a": 2, "b": 3})
    ({'a': [2.0, 1.0]}, {'a': [2.0], 'b': [3.0]})
    """
    counts = count if isinstance(count, Mapping) else dict.fromkeys(times, count)
    return {name: [one / counts[name] for one in seconds] for name, seconds in times.items()}


@dataclass(frozen=True)
class Run:
    """What a process of its own needed: seconds, the bytes it held at most, and what it printed."""

    seconds: float
    peak: float
    printed: str


# VmHWM is the process's own; ru_maxrss starts at what its parent held.
_PEAK = """
import sys as _sys
try:
    with open("/proc/self/status") as _file:
        _peak = next(int(line.split()[1]) for line in _file if line.startswith("VmHWM"))
except OSError:
    import resource as _resource
    _peak = _resource.getrusage(_resource.RUSAGE_SELF).ru_maxrss
print(_peak, file=_sys.stderr)
"""


def run_code(code: str, *arguments: object) -> Run:
    """Run Python code in a process of its own, from the top of the project.

    Parameters
    ----------
    code : str
        Finds the arguments in sys.argv[1:].

    Raises
    ------
    subprocess.CalledProcessError
        If the code fails.

    Examples
    --------
    >>> run_code("import sys; print(sys.argv[1])", 3).printed.strip()
    '3'
    """
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code + _PEAK, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=_environment(),
    )
    seconds = time.perf_counter() - began
    return Run(seconds, float(done.stderr.split()[-1]) * 1024.0, done.stdout)


def make_command(*command: str, codes: Sequence[int] = (0,)) -> Work:
    """Make a work of a whole command, from the top of the project, with its output thrown away.

    Parameters
    ----------
    codes : sequence of int
        With which it may end; any other raises `RuntimeError`, so that a failure is not taken for speed.

    Examples
    --------
    >>> make_command(sys.executable, "-c", "pass")()
    """

    def run() -> None:
        done = subprocess.run(command, capture_output=True, cwd=ROOT, env=_environment(), check=False)
        if done.returncode not in codes:
            said = done.stderr.decode(errors="replace")[-500:]
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {said}")

    return run


def _environment() -> dict[str, str]:
    """The environment, with this checkout's package first, and with compiled modules kept, as they are for a user."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}
