#!/usr/bin/env python3
"""format.py: C files are laid out by .clang-format (`make format`); other texts end with one line feed and no blanks."""
import re
import subprocess

from common import ROOT, c_files, files, finish

TEXTS = ("*.py", "*.sh", "*.md", "*.yml", "*.build", "*.def", "Makefile", "*.txt")
problems = []
names = c_files()
if names:
    run = subprocess.run(["clang-format", "--dry-run", "--ferror-limit=1", *names], cwd=ROOT, capture_output=True, text=True,
                         check=False)
    for match in re.finditer(r"^(.+?):(\d+):\d+: (?:warning|error): (.*)$", run.stderr, re.M):
        problems.append((match.group(1), int(match.group(2)), "not laid out by clang-format (make format)"))
    problems = list({p[0]: p for p in reversed(problems)}.values())  # the first of each file is enough
for path in files(*TEXTS):
    if path.startswith("tests/") and re.search("/(fixtures|seeds|cases)/", path):
        continue  # inputs of tests are as broken as they need to be
    raw = (ROOT / path).read_bytes()
    if raw and not raw.endswith(b"\n"):
        problems.append((path, raw.count(b"\n") + 1, "no line feed at the end"))
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.endswith((b" ", b"\t", b"\r")):
            problems.append((path, number, "blanks at the end of the line"))
finish(problems)
