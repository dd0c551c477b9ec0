"""`python -m analysis.simulate` writes data/sample anew."""

from __future__ import annotations

from analysis.paths import SAMPLE
from analysis.simulate.sample import write_sample


def main() -> None:
    """Write the three files of the sample log and name them."""
    for path in write_sample(SAMPLE):
        print(f"wrote data/sample/{path.name}")


if __name__ == "__main__":
    main()
