#!/usr/bin/env python3
"""words.py: tracked text speaks of the product alone (words.txt; and .git/info/words for what is private to a clone)."""
import fnmatch
import re

from common import ROOT, files, finish

LISTS = (ROOT / "tools/lint/words.txt", ROOT / ".git/info/words")


def patterns():
    """(pattern, files that may hold it, why), from lines `pattern<TAB>files<TAB>why`."""
    for path in LISTS:
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                if line and not line.startswith("#"):
                    pattern, allowed, why = (line.split("\t") + ["", ""])[:3]
                    yield re.compile(pattern), allowed.split(), why


problems = []
rules = list(patterns())
for path in files():
    if path == "tools/lint/words.txt":
        continue
    raw = (ROOT / path).read_bytes()
    if b"\0" in raw:
        continue
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
        for pattern, allowed, why in rules:
            found = pattern.search(line)
            if found and not any(fnmatch.fnmatch(path, a) for a in allowed):
                problems.append((path, number, f'"{found.group(0)}": {why or "not a word of this project"}'))
finish(problems)
