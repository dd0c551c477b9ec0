"""How soon the command answers: whole processes in turns, beside one that only imports pandas.

Compiled modules are kept between processes, as they are for a user; the first call of each, which makes them, does not count.
"""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.paths import SAMPLE
from benchmarks.measure import Bound, Other, Row, make_command, run_code, take_turns

TITLE = "Start"
ABOUT = (
    "Whole processes in turns. `import analysis` is timed inside a process that has just imported pandas; beside it stands that "
    "import of pandas. The sample log has three files and 1,032 records."
)
ROUNDS = 11
MOST_IMPORT, MOST_TIMES, MOST_MORE = 0.030, 1.2, 0.3
_IMPORTS = (
    "import time\nt = time.perf_counter()\nimport pandas\nu = time.perf_counter()\nimport analysis\n"
    "print(u - t, time.perf_counter() - u)\n"
)


def bench() -> list[Row]:
    """Measure the start of the package and of the command."""
    python, flexlog = sys.executable, str(Path(sys.executable).parent / "flexlog")
    works = {
        "pandas": make_command(python, "-c", "import pandas"),
        "python": make_command(python, "-c", "pass"),
        "flexlog check": make_command(flexlog, "check", str(SAMPLE)),
        "python -m analysis.cli check": make_command(python, "-m", "analysis.cli", "check", str(SAMPLE)),
        "flexlog --help": make_command(flexlog, "--help"),
        "flexlog check, a wrong option": make_command(
            flexlog, "check", "log.csv", "--scale", "pain", codes=(2,)
        ),
    }
    take_turns(works, 1)
    times = take_turns(works, ROUNDS)
    pandas, bare = Other("python -c 'import pandas'", times["pandas"]), times["python"]
    rows = [_time_imports()]
    for name in list(works)[2:]:
        checks = "--help" not in name and "wrong" not in name
        rows.append(
            Row(
                name,
                "the sample log" if checks else "no log",
                times[name],
                pandas,
                Other("python -c pass", bare),
                _bound(times["pandas"]) if checks else None,
            )
        )
    return rows


def _bound(pandas: list[float]) -> Bound:
    most = MOST_TIMES * min(pandas) + MOST_MORE
    return Bound(most, words=f"{MOST_TIMES:g} x pandas + {MOST_MORE:g} s, each by its quickest")


def _time_imports() -> Row:
    run_code(_IMPORTS)
    pairs = [list(map(float, run_code(_IMPORTS).printed.split())) for _ in range(ROUNDS)]
    pandas, ours = ([pair[at] for pair in pairs] for at in (0, 1))
    return Row("import analysis", "", ours, Other("import pandas", pandas), bound=Bound(MOST_IMPORT))
