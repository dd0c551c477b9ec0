"""Bytes -> text: byte order mark, then strict UTF-8, then Windows; said, and overridable."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from analysis.errors import DataError
from analysis.intake.words import header_words, split_words

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF", "a PDF", "export a CSV from the app or the spreadsheet instead"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls)", "save it as .xlsx or as CSV"),
    (b"\x89PNG", "a picture", "type the values into a CSV"),
    (b"\xff\xd8\xff", "a picture", "type the values into a CSV"),
    (b"SQLite format 3", "a database", "export a CSV from the app instead"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"{\\rtf", "a rich text document", "save it as plain text or CSV"),
)
_NOTION = re.compile(r"\s*\(https://(?:www\.)?notion\.so/[^()\s]*\)")
_ARROW = re.compile(r"(?<=\d) → (?=\w)|(?<=[AP]M) → (?=\w)")
_TWICE = ("Ã", "Â", "â€", "Å", "Ä", "Ð")
_LONE = re.compile("[\ud800-\udfff]")  # half a character, which no text may hold


@dataclass(frozen=True)
class Decoded:
    """Text of a file with how it was read; `replaced` counts bytes that fit nowhere, `mended` lines encoded twice."""

    text: str
    encoding: str
    why: str
    replaced: int = 0
    mended: int = 0


def decode_text(data: bytes, name: str, *, encoding: str | None = None) -> Decoded:
    """Read bytes as text.

    Parameters
    ----------
    data : bytes
    name : str
        Name of the file, for messages.
    encoding : str, optional
        Overrides what is found, for example 'mac_roman'.

    Raises
    ------
    DataError
        The bytes are no text, or the encoding is unknown.

    Examples
    --------
    >>> decode_text("Übung".encode("cp1252"), "a.csv").encoding
    'cp1252'
    """
    _refuse_other_kinds(data, name)
    if encoding is not None:
        return _decode_as(data, name, encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = data.decode(codec, errors="replace")
            read = Decoded(text, codec.removesuffix("-sig"), "byte order mark", text.count("\ufffd"))
            return _mend_twice(read) if codec == "utf-8-sig" else read
    codec = _guess_utf16(data)
    if codec:
        text = data.decode(codec, errors="replace")
        return Decoded(text, codec, "every second byte is zero", text.count("\ufffd"))
    try:
        return _mend_twice(Decoded(data.decode("utf-8"), "utf-8", "all bytes are valid UTF-8"))
    except UnicodeDecodeError:
        return _decode_windows(data)


def drop_links(text: str) -> str:
    """Take the links off that Notion puts behind the names of other pages, and write its arrow between times as a dash.

    Examples
    --------
    >>> drop_links('"Pigeon (https://www.notion.so/Pigeon-12ab?pvs=21)","14 March 2026 7:30 → 8:00"')
    '"Pigeon","14 March 2026 7:30 - 8:00"'
    """
    text = _NOTION.sub("", text) if "notion.so/" in text else text
    return _ARROW.sub(" - ", text) if "→" in text else text


def _mend_twice(read: Decoded) -> Decoded:
    """Undo a second encoding ('Ã¼' for 'ü') where every line that is not plain ASCII has one.

    Examples
    --------
    >>> _mend_twice(Decoded("Ãœbung", "utf-8", "")).text
    'Übung'
    """
    if not any(mark in read.text for mark in _TWICE):
        return read
    lines = read.text.split("\n")
    odd = [at for at, line in enumerate(lines) if not line.isascii() and line.strip("\ufeff")]
    for at in odd:
        once = _decode_once(lines[at])
        if once is None:
            return read
        lines[at] = once
    return replace(read, text="\n".join(lines), mended=len(odd))


def _decode_once(line: str) -> str | None:
    for codec in ("cp1252", "latin-1"):
        try:
            return line.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return None


def _decode_windows(data: bytes) -> Decoded:
    """Read as western Windows (cp1252), or as central European (cp1250) where more words are known so."""
    western, central = (data.decode(codec, errors="replace") for codec in ("cp1252", "cp1250"))
    if _count_known(central) > _count_known(western):
        why = "not valid UTF-8, and more of its words are known so than in cp1252"
        return Decoded(central, "cp1250", why, central.count("\ufffd"))
    return Decoded(western, "cp1252", "not valid UTF-8", western.count("\ufffd"))


def _count_known(text: str) -> int:
    return len(set(split_words(text[:4000])) & set(header_words()))


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for start, kind, advice in _OTHER_KINDS:
        if data.startswith(start):
            raise DataError(f"{name} is {kind}, not a table of text - {advice}")
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<table")):
        raise DataError(f"{name} is a web page (HTML), not a CSV - export or download the CSV again")
    if re.match(rb"[\[{]\s*[\[{\"]", head):
        raise DataError(f"{name} is JSON, not a table of text - export a CSV from the app instead")
    if head.startswith((b"<?xml", b"<healthdata")):
        raise DataError(f"{name} is XML, not a CSV - export a CSV from the app instead")
    sample = data[:4000]
    odd = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample if byte)
    if sample and odd > max(8, 0.1 * len(sample)):
        raise DataError(f"{name} is not text: {odd} of its first {len(sample)} bytes are control codes")


def _decode_as(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding)
        if not codec._is_text_encoding or "escape" in codec.name:  # type: ignore[attr-defined]
            raise LookupError("it is no encoding of text")
        text = data.decode(codec.name, errors="replace")
    except (LookupError, ValueError, TypeError) as problem:
        raise DataError(
            f"{name}: encoding {encoding!r} cannot be used ({problem}) - use one such as 'utf-8', "
            "'cp1252', 'utf-16' or 'mac_roman'"
        ) from problem
    text = _LONE.sub("\ufffd", text.removeprefix("\ufeff"))
    return Decoded(text, codec.name, "given as encoding=", text.count("\ufffd"))


def _guess_utf16(data: bytes) -> str | None:
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return None
