"""common.py: what the lints share - the files of the project, and one way to report.

A lint is a program tools/lint/NAME.py: it prints each problem as `file:line: text`, and ends with 1 if there was one.
"""
import fnmatch
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Rank of each room (ARCHITECTURE.md). A room includes lower ranks only.
RANKS = {
    "base": 0, "tables": 0, "codec": 1, "text": 1, "reading": 2, "model": 2, "store": 3, "index": 3,
    "source": 4, "screen": 4, "trace": 4, "rules": 4, "assess": 5, "draft": 5, "watch": 5, "desk": 6, "share": 7, "learn": 7,
    "api": 8,
}


def everything():
    """The tracked and new files; in a copy without git, all but what is built."""
    run = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False)
    if run.returncode == 0:
        return [f for f in run.stdout.decode().split("\0") if f]
    found = (p.relative_to(ROOT) for p in ROOT.rglob("*"))
    return [str(p) for p in found if p.parts[0] not in ("build", ".git") and "__pycache__" not in p.parts]


def files(*patterns):
    """The project's files under a folder or that match a pattern (* goes over /); sorted, relative to the root."""
    return sorted({f for f in everything() if (ROOT / f).is_file() and (not patterns or any(
        f.startswith(p + "/") or fnmatch.fnmatch(f, p) for p in patterns))})


def c_files():
    """Everything that is C or C++, tests included."""
    return files("*.c", "*.h", "*.cc")


def text(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def code(path):
    """The text with comments and literals blanked out; line numbers stay."""
    token = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)

    def blank(match):
        found = match.group(0)
        if found[0] in "\"'":
            return found[0] * 2 if "\n" not in found else found
        return "\n" * found.count("\n") or " "
    return token.sub(blank, text(path))


def line_of(source, offset):
    return source.count("\n", 0, offset) + 1


def finish(problems):
    """Print the problems [(file, line, text)] and leave."""
    for file, line, what in sorted(problems):
        print(f"{file}:{line}: {what}")
    sys.exit(1 if problems else 0)
