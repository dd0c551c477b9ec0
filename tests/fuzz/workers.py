"""Two processes at once; each reads its files one after the other, within a limit of time and of memory.

Time (of the clock: a busy machine needs a higher limit): `faulthandler` ends a process whose file takes too long
and writes where it stood, even inside C code.
Memory: the peak of the whole process (`ru_maxrss`: interpreter, libraries and about 110 MiB of them included), read
after every file. It only ever rises, so a file is named when the peak rises past the limit while it is read; its process is
then replaced. Giants have a process each, so that each has a peak of its own. A file that needs far more is stopped
by a limit of address space, where the system has one, and shows as a MemoryError.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.fuzz.cases import Key, make_case
from tests.fuzz.checks import Finding, check_case

try:
    import resource
except ImportError:  # Windows
    resource = None

MOST_MIB = 1024
_ADDRESS_SPACE = 6 << 30
_RSS_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Done:
    """A case that is done: what came of it, its seconds and the peak of its process so far."""

    key: Key
    finding: Finding
    seconds: float
    peak_mib: float


@dataclass
class _Slot:
    """A process, the cases it still has to do, and where it says what it hangs at."""

    process: BaseProcess
    pipe: Connection
    keys: list[Key]
    trace: Path
    answered: bool = False


def peak_mib() -> float:
    """Give the peak memory of this process in MiB; 0 where the system does not say."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _RSS_UNIT if resource else 0.0


def _work(pipe: Connection, seed: int, keys: Sequence[Key], seconds: float, trace: str) -> None:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with open(trace, "w", encoding="utf-8") as file:
        for key in keys:
            case = make_case(seed, key)
            began = time.perf_counter()
            faulthandler.dump_traceback_later(seconds, exit=True, file=file)
            finding = check_case(case)
            faulthandler.cancel_dump_traceback_later()
            peak = peak_mib()
            if peak > MOST_MIB and not finding.kind:
                finding = Finding(finding.imported, f"more than {MOST_MIB} MiB", f"peak {peak:.0f} MiB")
            pipe.send(Done(key, finding, time.perf_counter() - began, peak))
            if peak > MOST_MIB:
                return


def run_cases(
    seed: int, jobs: list[list[Key]], *, seconds: float = 10.0, processes: int = 2
) -> Iterator[Done]:
    """Run lists of cases, each list by a fresh process, and give each case as it is done.

    A process that ends before its list does (it hung, crashed or grew too large) is replaced by one
    that goes on behind the case it ended at.
    """
    jobs = [list(job) for job in jobs if job]
    with tempfile.TemporaryDirectory() as folder:
        slots: list[_Slot] = []
        try:
            while jobs or slots:
                while jobs and len(slots) < processes:
                    slots.append(_start(seed, jobs.pop(0), seconds, Path(folder)))
                for pipe in wait([slot.pipe for slot in slots]):
                    slot = next(s for s in slots if s.pipe is pipe)
                    yield from _receive(slot)
                    if slot.process.exitcode is not None:
                        slots.remove(slot)
                        if slot.keys:
                            jobs.insert(0, slot.keys)
        finally:
            for slot in slots:
                slot.process.terminate()
                slot.process.join()


def _start(seed: int, keys: list[Key], seconds: float, folder: Path) -> _Slot:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    trace = folder / f"{keys[0]}.txt"
    process = context.Process(target=_work, args=(theirs, seed, keys, seconds, str(trace)), daemon=True)
    process.start()
    theirs.close()
    return _Slot(process, ours, list(keys), trace)


def _receive(slot: _Slot) -> Iterator[Done]:
    """Take one message; at the end of a process say what became of the case it was at."""
    try:
        done = slot.pipe.recv()
    except EOFError:
        slot.process.join()
        slot.pipe.close()
        # a process that grew too large ends in order, behind the case it has said so of
        if slot.keys and (slot.process.exitcode or not slot.answered):
            yield Done(slot.keys.pop(0), _say_end(slot), 0.0, 0.0)
        return
    slot.keys.pop(0)
    slot.answered = True
    yield done


def _say_end(slot: _Slot) -> Finding:
    """Name what ended a process: the module of the package that it stood in, or its exit code."""
    text = slot.trace.read_text(encoding="utf-8", errors="replace") if slot.trace.exists() else ""
    if "Timeout" not in text:
        return Finding(False, f"the process ended with code {slot.process.exitcode}", text[:2000])
    where = re.search(r'File ".*[/\\]analysis[/\\](.*)", line', text)
    return Finding(False, f"too slow in {where[1] if where else 'a module that is not known'}", text[:2000])
