#!/usr/bin/env python3
"""tables.py: a row of a table without a test case fails the build.

ROWS names each table, how to read the names of its rows, and the folders of tests in which each name must appear (in the
name of a file or in its text). To hold a new table to this, add a line here.
"""
import re
from pathlib import Path

from common import RANKS, files, finish, line_of, text

DEF_ROW = re.compile(r'^[A-Z][A-Z0-9_]*\(\s*"?([\w-]+)"?', re.M)  # FORMAT(us_csl, ...)
BUILD_ROW = re.compile(r"^# Rank (\d+)\. May use: .+Must not know: .+", re.M)

# table (pattern of files), rows ("file": the stem is the row; else an expression), folders of tests
ROWS = [
    ("src/source/formats.def", DEF_ROW, ["tests/unit/source", "tests/cases"]),
    ("src/screen/features.def", DEF_ROW, ["tests/unit/screen", "tests/cases"]),
    ("src/store/backends.def", DEF_ROW, ["tests/unit/store"]),
    ("apps/cli/commands.def", DEF_ROW, ["tests/cases"]),
    ("rules/*/*.yml", "file", ["tests/cases", "tests/unit/assess"]),
]


def rows_of(path, how):
    """(line, name) of each row."""
    if how == "file":
        return [(1, Path(path).stem)]
    source = text(path)
    return [(line_of(source, m.start(1)), m.group(1)) for m in how.finditer(source)]


def evidence(folders):
    """All names and text of the tests in these folders."""
    found = [f for folder in folders for f in files(folder)]
    return "\n".join([*found, *(text(f) for f in found)])


def rows_without_case():
    for pattern, how, folders in ROWS:
        tables = files(pattern)
        haystack = evidence(folders) if tables else ""
        for table in tables:
            for line, name in rows_of(table, how):
                if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", haystack):
                    yield table, line, f"{name} has no case in {' or '.join(folders)}"


def rooms_without_sentences():
    """The head of each room's meson.build says its rank and what it must not know."""
    for path in files("src/*/meson.build"):
        room = path.split("/")[1]
        head = BUILD_ROW.search(" ".join(l.lstrip("# ") for l in text(path).splitlines() if l.startswith("#"))
                                .replace("Rank", "\n# Rank"))
        if not head or int(head.group(1)) != RANKS.get(room, -1):
            yield path, 1, f"its head must be `# Rank {RANKS.get(room)}. May use: ... Must not know: ...`"


finish([*rows_without_case(), *rooms_without_sentences()])
