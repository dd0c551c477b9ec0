"""What every test starts from: no personal log, no backend of the shell, one time zone."""

from __future__ import annotations

import os
import time

for name in ("MPLBACKEND", "FLEXLOG_LOGS", "FLEXLOG_START", "FLEXLOG_PERSON", "FLEXLOG_OPTIONS"):
    os.environ.pop(name, None)
os.environ["TZ"] = "UTC"
os.environ["OMP_NUM_THREADS"] = "1"
# the debugger's warning about frozen modules goes to stderr of every kernel
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
if hasattr(time, "tzset"):
    time.tzset()

import matplotlib  # noqa: E402

matplotlib.use("agg")
