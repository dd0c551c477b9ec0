"""`python -m analysis.simulate` writes data/sample and data/sample_clients anew."""

from __future__ import annotations

from analysis.paths import DATA, SAMPLE, SAMPLE_CLIENTS
from analysis.simulate.clients import write_sample_clients
from analysis.simulate.sample import write_sample


def main() -> None:
    """Write the files of the sample log and of the sample clients, and name them."""
    for path in (*write_sample(SAMPLE), *write_sample_clients(SAMPLE_CLIENTS)):
        print(f"wrote data/{path.relative_to(DATA).as_posix()}")


if __name__ == "__main__":
    main()
