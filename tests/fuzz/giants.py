"""A few large files made to be slow or to need much memory; each is read by a process of its own."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile

import openpyxl

DAY = dt.date(2020, 1, 1)


def one_line() -> bytes:
    """5 MB without a line end."""
    return b"2025-03-05 pain 5 " * 290_000


def one_line_of_commas() -> bytes:
    """100,000 commas in one line below a header."""
    return b"Date,Pain\n2025-03-05,5\n" + b"," * 100_000 + b"\n"


def commas_alone() -> bytes:
    """100,000 commas and nothing else."""
    return b"," * 100_000


def quotes_alone() -> bytes:
    """1 MB of quotes."""
    return b'"' * 1_000_000


def quotes_below() -> bytes:
    """A quote that opens and never closes, again and again."""
    return b"Date,Pain,Note\n" + b'2025-03-05,5,"open\n' * 40_000


def quotes_deep() -> bytes:
    """A cell quoted within a quote within a quote, sixteen deep."""
    cell = "x"
    for _ in range(16):
        cell = '"' + cell.replace('"', '""') + '"'
    return f"Date,Pain,Note\n2025-03-05,5,{cell}\n".encode() * 10


def quoted_notes() -> bytes:
    """20,000 notes over several lines, one quote of which was lost."""
    rows = [f'2025-03-{1 + n % 28:02d},{n % 11},"first\n\n2025-03-05,5\nlast"\n' for n in range(20_000)]
    rows[7] = rows[7].replace('"', "", 1)
    return ("Date,Pain,Note\n" + "".join(rows)).encode()


def many_lines() -> bytes:
    """200,000 short lines: 547 years would be too many, so several a day."""
    rows = (f"{DAY + dt.timedelta(days=n // 100)},{n % 11}\n" for n in range(200_000))
    return ("Date,Pain (0-10)\n" + "".join(rows)).encode()


def many_bad_lines() -> bytes:
    """200,000 lines, each wrong in its own way."""
    rows = (f"{n}/{n}/{n},{n}x,{n}\n" for n in range(200_000))
    return ("Date,Pain (0-10)\n" + "".join(rows)).encode()


def many_headers() -> bytes:
    """The header again, and a title, between all records."""
    return b"Title\n\nDate,Pain,Mood\n2025-03-05,5,4\n\n" * 3_000


def blank_lines() -> bytes:
    """A million line ends."""
    return b"Date,Pain\n" + b"\r" * 1_000_000 + b"2025-03-05,5\n"


def many_columns() -> bytes:
    """5,000 columns of ratings, ten rows."""
    head = ",".join(["Date", *(f"Pain {n}" for n in range(5_000))])
    rows = [",".join([f"2025-03-{n:02d}", *("5" for _ in range(5_000))]) for n in range(1, 11)]
    return "\n".join([head, *rows]).encode()


def many_twins() -> bytes:
    """2,000 columns of one name."""
    head = ",".join(["Date", *("Pain" for _ in range(2_000))])
    return "\n".join([head, *(f"2025-03-{n:02d}" + ",5" * 2_000 for n in range(1, 11))]).encode()


def long_cell() -> bytes:
    """One note of 5 MB."""
    return b"Date,Pain,Note\n2025-03-05,5," + b"word, " * 830_000 + b"\n2025-03-06,5,ok\n"


def long_quoted_cell() -> bytes:
    """One quoted note of 5 MB over many lines."""
    return b'Date,Pain,Note\n2025-03-05,5,"' + b"a line of the note\n" * 270_000 + b'"\n2025-03-06,5,ok\n'


def long_number() -> bytes:
    """A rating, a date and minutes of a million digits."""
    nines = b"9" * 1_000_000
    return (
        b"Date,Pain,Minutes\n2025-03-05," + nines + b",5\n" + nines + b",5,5\n2025-03-06,5," + nines + b"\n"
    )


def long_header() -> bytes:
    """A name of 1 MB."""
    return b"Date,Pain " + b"left hip (0-10) " * 60_000 + b"\n2025-03-05,5\n"


def many_spaces() -> bytes:
    """Texts on which a pattern could go back and forth for ever."""
    cells = [
        " " * 50_000 + "x",
        "1" + " " * 50_000 + "x",
        "1:" * 25_000,
        "-" * 50_000,
        "1," * 25_000,
        "1h" * 25_000,
        "(" * 50_000,
    ]
    rows = [f'2025-03-{n:02d},"{cell}","{cell}","{cell}"' for n, cell in enumerate(cells, 1)]
    rows += [f'"{cell}",5,5,5' for cell in cells]
    return "\n".join(["Date,Pain,Minutes,ROM left (deg)", *rows]).encode()


def many_words() -> bytes:
    """A table of metrics, each with another name."""
    rows = (f"{DAY + dt.timedelta(days=n % 2000)},pain {n},{n % 11}\n" for n in range(3_000))
    return ("date,metric,value\n" + "".join(rows)).encode()


def random_bytes() -> bytes:
    """2 MB of noise."""
    return random.Random(0).randbytes(2_000_000)


def random_letters() -> bytes:
    """1 MB of the marks that matter."""
    return "".join(random.Random(0).choices('0123456789,;"\n\r\t:/-. aD', k=1_000_000)).encode()


def many_sets() -> bytes:
    """100,000 sets of an app that writes one row a set."""
    head = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    rows = (
        f"{DAY + dt.timedelta(days=n // 50)} 18:00:00,W,25min,E{n % 9},{n},0,{n % 9},0,60,,,\n"
        for n in range(100_000)
    )
    return (head + "".join(rows)).encode()


def many_members() -> bytes:
    """A zip archive of 300 diaries, and folders, hidden files and a name twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(300):
            archive.writestr(
                zipfile.ZipInfo(f"d{n % 7}/{n // 2 * 2}.csv" if n % 50 else f"{n}/"),
                _short(n) if n % 50 else "",
            )
    return out.getvalue()


def _short(n: int) -> str:
    return f"Date,Pain\n2025-03-05,{n % 11}\n2025-03-{6 + n % 20:02d},{n % 7}\n"


def bomb() -> bytes:
    """A zip archive of 1 MB whose member would unpack to 1 GB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("log.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(1_000):
            member.write(b"\n" * 1_000_000)
    return out.getvalue()


def bomb_of_members() -> bytes:
    """A zip archive whose twelve members are 60 MB each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(12):
            archive.writestr(
                zipfile.ZipInfo(f"{n}.csv"), b"x" * (60_000_000 + n), compress_type=zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def wide_workbook() -> bytes:
    """A workbook with one filled cell in the last row and column that Excel has."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Pain"])
    sheet.append(["2025-03-05", 5])
    sheet.cell(60_000, 500, "far away")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GIANTS = {
    make.__name__: make
    for make in (
        one_line, one_line_of_commas, commas_alone, quotes_alone, quotes_below, quotes_deep, quoted_notes, many_lines,
        many_bad_lines, many_headers, blank_lines, many_columns, many_twins, long_cell, long_quoted_cell, long_number,
        long_header, many_spaces, many_words, random_bytes, random_letters, many_sets, many_members, bomb, bomb_of_members,
        wide_workbook,
    )
}  # fmt: skip
