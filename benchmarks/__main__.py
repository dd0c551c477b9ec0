"""Every benchmark: python -m benchmarks [TOPIC ...]. Prints the tables and writes them to results.md.

Ratios count; seconds are of this machine. Ends with 1 where a bound is missed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from benchmarks.results import RESULTS, describe_machine, write_section, write_table

TOPICS = {
    "start": "start",
    "import": "importing",
    "indices": "indices",
    "contrasts": "contrasts",
    "randomization": "randomization",
    "verdicts": "verdicts",
    "many": "many",
    "notebooks": "notebooks",
    "report": "report",
    "apple_health": "apple_health",
    "apple_health_1gb": "apple_health_1gb",
}
"""By the name that is typed: the module, in the order of the page."""
ONLY_WHEN_NAMED = {"apple_health_1gb"}


def main(names: Sequence[str]) -> int:
    """Run the named topics, or all; 1 where a bound is missed, 2 where a name is none.

    Parameters
    ----------
    names : sequence of str
    """
    unknown = [name for name in names if name not in TOPICS]
    if unknown:
        print(f"{', '.join(unknown)} is no benchmark - use {', '.join(TOPICS)}", file=sys.stderr)
        return 2
    modules = {name: importlib.import_module(f"benchmarks.{module}") for name, module in TOPICS.items()}
    order = [module.TITLE for module in modules.values()]
    chosen = names or [name for name in TOPICS if name not in ONLY_WHEN_NAMED]
    missed = [line for name in chosen for line in _run(modules[name], order)]
    print("\n".join(["Missed:", *missed]) if missed else "All bounds hold.")
    return 1 if missed else 0


def _run(topic: ModuleType, order: Sequence[str]) -> list[str]:
    """Measure one topic, show it and write its section; what missed its bound."""
    rows = topic.bench()
    print(f"{topic.TITLE}\n\n{write_table(rows)}\n", flush=True)
    machine = describe_machine(("numpy", "pandas", "scipy", *getattr(topic, "PACKAGES", ())))
    write_section(topic.TITLE, topic.ABOUT, rows, machine=machine, order=order, path=RESULTS)
    return [f"  {topic.TITLE}: {row.what}, {row.size}" for row in rows if row.held is False]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
