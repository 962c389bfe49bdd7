#!/usr/bin/env python3
"""sizes.py: no function over 60 lines, complexity 15 or 6 parameters, no file over 600 lines (STYLE.md, "Sizes")."""
import re
import subprocess

from common import ROOT, c_files, code, finish, line_of, text

# Functions whose parameters a library decides.
CALLBACKS = {("apps/server/daemon.c", "on_request")}
LINES, COMPLEXITY, PARAMETERS, FILE_LINES = 60, 15, 6, 600
# A name, its parameters, and the brace of a body or the semicolon of a declaration, at the left margin.
FUNCTION = re.compile(r"^(?!#|typedef|else|return)[A-Za-z_][^;{}()#=]*?\b(\w+)\(((?:[^(){};]|\([^()]*\))*)\)[^;{}()=]*[;{]", re.M)


def measure(path):
    """pmccabe's rows: modified complexity, complexity, statements, first line, lines, place."""
    out = subprocess.run(["pmccabe", path], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for row in out.splitlines():
        fields = row.split("\t")
        if len(fields) >= 6 and fields[0].isdigit():
            yield int(fields[0]), int(fields[3]), int(fields[4]), fields[5].split(": ")[-1]


def parameters(path):
    source = code(path)
    for match in FUNCTION.finditer(source):
        flat = re.sub(r"\([^()]*\)", "", match.group(2))
        yield line_of(source, match.start(1)), match.group(1), flat.count(",") + 1


problems = []
for path in c_files():
    length = text(path).count("\n")
    if length > FILE_LINES:
        problems.append((path, 1, f"{length} lines; a file has at most {FILE_LINES}"))
    if not path.endswith(".h"):
        for complexity, line, lines, name in measure(path):
            if lines > LINES:
                problems.append((path, line, f"{name}: {lines} lines; a function has at most {LINES}"))
            if complexity > COMPLEXITY:
                problems.append((path, line, f"{name}: complexity {complexity}; at most {COMPLEXITY}"))
    for line, name, count in parameters(path):
        if count > PARAMETERS and (path, name) not in CALLBACKS:
            problems.append((path, line, f"{name}: {count} parameters; at most {PARAMETERS}, then a struct"))
finish(problems)
