"""How files are broken: their cells, their lines, their dress, their bytes. All chance comes in as `rng`."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable

import openpyxl

Rows = list[list[str]]

# what people, spreadsheets and attackers leave in a cell
TOKENS = (
    "31/02/2026", "2026-02-30", "29.02.2025", "0000-00-00", "9999-12-31", "1899-12-31", "1900-01-01 00:30", "2/3/26",
    "3 March", "March 2026", "45000", "99999", "2958466", "1741000000", "99999999999999", "2025-W10-1", "yesterday",
    "2025-03-05 24:00:00", "2025-03-05T08:00:00Z", "2025-03-05T23:59:60+14:00", "5/3/2025 8:00 PM GMT-12", "25:61",
    "1e999", "-1e999", "1e-400", "1e3", "NaN", "nan", "inf", "-inf", "Infinity", "0x1F", "1_000", "--5", "+-3", "-0",
    "٣", "३", "³", "½", "Ⅳ", "四", "１２", "9" * 400, "0." + "1" * 400, "-" + "9" * 25, "1,234.5", "1.234,5", "1'234",
    "1 234,5", "12,34,567", "3,5", "3.5", ",5", "5,", ".", ",", "7/10", "3-4", "4-3", "-3--1", "<2", ">5", "≥ 12", "~5",
    "<999", "3..4", "200°", "45° 30'", "12 cm", "5 in", "5'11\"", "50%", "250%", "1:2:3:4", "1:30", "0:90", "99:59:59",
    "-1:30", "1h 75m", "90 min", "1e5 min", "10h", "601", "600.0001", "1h30", "20-30 min", "0", "00", "-1", "11", "10.0000001",
    "=cmd", "=1+1", "+1 better", "-still sore", "@coach", "none", "None", "n/a", "-", "--", "?", "k.A.", "yes", "no", "x",
    "TRUE", "left", "L", "both", "L/R", "mild", "Total", "Date", "Rest Timer", "", " ", "\t", "\u00a0", "\u200b", "\u200f3",
    "\u202e5", "\ufeff4", "\u2028", "\x1c", "\x85", "a\nb", "a\r\nb", "\n", '"', '""', '"""', "'", "\\", "\\n", "a|b", "a;b",
    "a,b", "\ud83d", "\U0001f600", "e\u0301" * 40, "İ", "ß", "\x01", "\x01end\x01", "{0}", "%s", "../x", "x" * 10_000,
)  # fmt: skip
LINES = (
    "", "   ", ",,,,", ";;;;", '"', '""', "# made by an app", "My log", "sep=;", "sep=,", '"sep=\t"', "Total,91", "Sum;;;",
    "Average,,4.5", "Date,Pain", "Date;Pain;Date", "Section", "a,b,c,d,e,f,g,h,i,j,k,l,m", "\x1a", "\f", "---,---", "\ufeff",
    "2025-03-05", "2025-03-05,5", "Date", '"open,quote', 'un"quoted,"a" b,c', "=SUM(A1:A9)", "</table>", "<html>",
)  # fmt: skip
RUNS = (b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b'"', b'""', b"'", b"\r", b"\r\r\n", b"\n", b",", b";", b"\t", b"\x1a",
        b"\xed\xa0\x80", b"\xff", b"\xc3", b"\x00\xd8", b"\xe2\x80\xa8", b"\x85", b"PK\x03\x04", b"%PDF", b" ", b"9", b"\\",
        b"\x01", b"\x0b", b"\x1c", b"0", b":", b"-")  # fmt: skip
ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "cp1250",
    "mac_roman",
    "shift_jis",
    "utf-7",
)


def parse_rows(text: str, delimiter: str) -> Rows:
    """Split a sound text into cells."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def write_rows(rows: Rows, delimiter: str, rng: random.Random) -> str:
    """Join cells to a text; now and then everything is quoted, or nothing is."""
    style = rng.random()
    if style < 0.1:
        return "".join(delimiter.join(row) + "\n" for row in rows)
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if style < 0.25 else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)
    return out.getvalue()


def pick(rng: random.Random, rows: Rows) -> tuple[int, int]:
    """Choose a cell of a table that has some; the first row and column more often than others."""
    row = 0 if rng.random() < 0.1 else rng.randrange(len(rows))
    if not rows[row]:
        rows[row].append("")
    return row, 0 if rng.random() < 0.25 else rng.randrange(len(rows[row]))


# Cells.


def put_token(rows: Rows, rng: random.Random) -> None:
    """Put a nasty text into one cell."""
    row, at = pick(rng, rows)
    rows[row][at] = rng.choice(TOKENS)


def put_column(rows: Rows, rng: random.Random) -> None:
    """Put nasty texts into most cells of one column: what is settled by column is settled by them."""
    _, at = pick(rng, rows)
    few = rng.sample(TOKENS, rng.randint(1, 4))
    for row in rows[1:]:
        if at < len(row) and rng.random() < 0.8:
            row[at] = rng.choice(few)


def edit_cell(rows: Rows, rng: random.Random) -> None:
    """Add a token to a cell, double it, cut it or turn it round."""
    row, at = pick(rng, rows)
    cell = rows[row][at]
    made = (
        cell + rng.choice(TOKENS),
        rng.choice(TOKENS) + cell,
        cell * 2,
        cell[:-1],
        cell[::-1],
        cell.upper(),
        f" {cell} ",
    )
    rows[row][at] = rng.choice(made)


def swap_cells(rows: Rows, rng: random.Random) -> None:
    """Swap two cells."""
    (a, b), (c, d) = pick(rng, rows), pick(rng, rows)
    rows[a][b], rows[c][d] = rows[c][d], rows[a][b]


def swap_columns(rows: Rows, rng: random.Random) -> None:
    """Swap two columns, sometimes below the header only."""
    (_, a), (_, b) = pick(rng, rows), pick(rng, rows)
    for row in rows[rng.randint(0, 1) :]:
        if max(a, b) < len(row):
            row[a], row[b] = row[b], row[a]


def drop_column(rows: Rows, rng: random.Random) -> None:
    """Drop a column."""
    _, at = pick(rng, rows)
    for row in rows:
        del row[at : at + 1]


def repeat_column(rows: Rows, rng: random.Random) -> None:
    """Write a column twice, with its header or with another."""
    _, at = pick(rng, rows)
    for n, row in enumerate(rows):
        row.insert(
            at, rng.choice(rows[0]) if not n and row and rng.random() < 0.3 else "".join(row[at : at + 1])
        )


def move_cells(rows: Rows, rng: random.Random) -> None:
    """Add or take cells in one row, so that it is longer or shorter than the header."""
    row, at = pick(rng, rows)
    if rng.random() < 0.5:
        rows[row][at:at] = [rng.choice(TOKENS) for _ in range(rng.choice((1, 2, 40)))]
    else:
        del rows[row][at : at + rng.randint(1, 3)]


def rename_header(rows: Rows, rng: random.Random) -> None:
    """Give a column the name of another kind."""
    names = ("Date", "Time", "Pain", "Pain (0-100)", "Mood 1-5", "Minutes", "Duration", "Side", "Notes", "Exercise", "ROM (deg)",
             "Reach (in)", "Sleep", "Sitting (min)", "Steps", "Weight (lbs)", "Done", "Value", "Metric", "Unit", "Sets", "Reps",
             "Hold", "Start", "End", "Year", "Month", "Painkillers", "Function", "Person", "Timestamp", "pain left", "pain right")  # fmt: skip
    _, at = pick(rng, rows[:1])
    rows[0][at] = rng.choice(names)


# Lines.


def drop_lines(lines: list[str], rng: random.Random) -> None:
    """Drop a run of lines."""
    at = rng.randrange(len(lines))
    del lines[at : at + rng.choice((1, 1, 2, 10))]


def repeat_lines(lines: list[str], rng: random.Random) -> None:
    """Repeat a run of lines, there or at the end."""
    at = rng.randrange(len(lines))
    run = lines[at : at + rng.choice((1, 1, 2, 10))] * rng.choice((1, 1, 3))
    to = rng.choice((at, len(lines)))
    lines[to:to] = run


def shuffle_lines(lines: list[str], rng: random.Random) -> None:
    """Shuffle the lines, with or without the header."""
    head = lines[: rng.randint(0, 1)]
    rest = lines[len(head) :]
    rng.shuffle(rest)
    lines[:] = head + rest


def drop_header(lines: list[str], rng: random.Random) -> None:
    """Drop the first line or two."""
    del lines[: rng.randint(1, 2)]


def repeat_header(lines: list[str], rng: random.Random) -> None:
    """Write the header again further down."""
    lines.insert(rng.randint(0, len(lines)), lines[0])


def insert_line(lines: list[str], rng: random.Random) -> None:
    """Insert blank lines, a title, a total or other words."""
    at = rng.choice((0, len(lines), rng.randint(0, len(lines))))
    lines[at:at] = [rng.choice(LINES)] * rng.choice((1, 1, 2, 5))


def reverse_lines(lines: list[str], rng: random.Random) -> None:
    """Newest first."""
    lines[1:] = lines[:0:-1]


# Bytes.


def flip_bytes(data: bytearray, rng: random.Random) -> None:
    """Change some bytes."""
    for _ in range(rng.choice((1, 3, 30))):
        data[rng.randrange(len(data))] = rng.randrange(256)


def flip_bits(data: bytearray, rng: random.Random) -> None:
    """Turn a bit of some bytes."""
    for _ in range(rng.choice((1, 3, 30))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def delete_bytes(data: bytearray, rng: random.Random) -> None:
    """Delete a run of bytes."""
    at = rng.randrange(len(data))
    del data[at : at + rng.choice((1, 1, 2, 50))]


def repeat_bytes(data: bytearray, rng: random.Random) -> None:
    """Repeat a run of bytes."""
    at = rng.randrange(len(data))
    data[at:at] = data[at : at + rng.choice((1, 20, 200))] * rng.choice((1, 2, 20))


def truncate_bytes(data: bytearray, rng: random.Random) -> None:
    """Cut the end off, or the beginning."""
    at = rng.randrange(len(data))
    if rng.random() < 0.8:
        del data[at:]
    else:
        del data[:at]


def insert_run(data: bytearray, rng: random.Random) -> None:
    """Insert NULs, marks, quotes, line ends or half a surrogate, once or in a long run."""
    at = rng.choice((0, len(data), rng.randrange(len(data) + 1)))
    data[at:at] = rng.choice(RUNS) * rng.choice((1, 1, 1, 2, 7, 3000))


CELLS: tuple[Callable[[Rows, random.Random], None], ...] = (
    put_token, put_token, put_token, put_token, put_column, put_column, edit_cell, edit_cell, swap_cells, swap_columns,
    drop_column, repeat_column, move_cells, rename_header, rename_header,
)  # fmt: skip
LINE_WAYS: tuple[Callable[[list[str], random.Random], None], ...] = (
    drop_lines, repeat_lines, shuffle_lines, drop_header, repeat_header, insert_line, insert_line, reverse_lines,
)  # fmt: skip
BYTES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip_bytes, flip_bits, delete_bytes, repeat_bytes, truncate_bytes, insert_run, insert_run, insert_run,
)  # fmt: skip


# Dress.


def end_lines(text: str, rng: random.Random) -> str:
    """Write the line ends another way, or several ways in one file."""
    ends = rng.choice((("\r\n",), ("\r",), ("\r\r\n",), ("\n\r",), ("\u2028",), ("\n", "\r\n", "\r")))
    return "".join(line + rng.choice(ends) for line in text.split("\n"))


def encode_text(text: str, rng: random.Random) -> bytes:
    """Encode a text, mostly as UTF-8; what an encoding lacks is replaced."""
    codec = rng.choice(ENCODINGS) if rng.random() < 0.3 else "utf-8"
    try:
        return text.encode(codec, errors="surrogatepass")
    except UnicodeEncodeError:
        return text.encode(codec, errors="replace")


def pack_workbook(rows: Rows, rng: random.Random) -> bytes:
    """Write the cells as a workbook, numbers and days as such where they look so."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([_as_cell(cell, rng) for cell in row])
    if rng.random() < 0.3:
        book.create_sheet("Second").append(["Date", "Pain"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_cell(cell: str, rng: random.Random) -> object:
    text = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell)[:30_000].encode("utf-8", "replace").decode()
    if rng.random() < 0.5:
        try:
            return float(text)
        except ValueError:
            pass
    return text


def pack_archive(members: dict[str, bytes], rng: random.Random) -> bytes:
    """Write files as a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()
