#!/usr/bin/env python3
"""symbols.py BUILD_DIR: every symbol that leaves a file begins with its subject (STYLE.md, "Names").

In src/<room>/ a symbol begins with the room, the name of a file of the room or a word of it (arena_alloc in base/arena.c,
condition_compile in rules/compile_condition.c), or the name of a struct or enum of one of the room's headers (day_parse of
struct day in base/time.h); api gives the public seki_...
Constants in capitals follow the same rule. Read from the static libraries, so what the compiler kept static does not
count.
"""
import re
import subprocess
import sys
from pathlib import Path

from common import ROOT, files, finish, text

# Subjects that are neither a file nor a struct: room -> prefixes.
MORE = {"base": {"dir_", "uuid", "moment_"}, "api": {"seki_"}}
# The texts of the public error table are held by base.
EXACT = {"seki_code_text", "seki_code_http", "seki_code_exit"}
# What the compiler and tools add.
FOREIGN = ("_Z", "__", "DW.ref.", "FREE_MAIL_DOMAINS")


def subjects(room):
    names = {re.sub(r"_int$", "", Path(f).stem) for f in files(f"src/{room}/*")} | {room}
    names |= {word.removesuffix("s") for name in set(names) for word in name.split("_") if len(word) > 3}
    for header in files(f"src/{room}/*.h"):
        names |= set(re.findall(r"^(?:struct|enum|union) (\w+)", text(header), re.M))
    prefixes = {n + "_" for n in names} | MORE.get(room, set())
    return tuple(prefixes | {p.upper() for p in prefixes})


def symbols(library):
    """(object file, symbol) of all that is defined, external and not weak (C++ inline functions are weak)."""
    out = subprocess.run(["nm", "-A", "-g", "--defined-only", "--format=posix", library], capture_output=True, text=True,
                         check=True).stdout
    for name, file, symbol in re.findall(r"^(.*?([^/\[\]:]+)\.o\]?): (?=\S+ [A-UX-Z] )(\S+)", out, re.M):
        yield file, symbol


def main(build):
    libraries = sorted((ROOT / build / "src").glob("*/lib*.a"))
    if not libraries:
        sys.exit(f"{build}: no library here; build first")
    problems = []
    for library in libraries:
        allowed = subjects(library.parent.name)
        for file, symbol in symbols(library):
            if not symbol.startswith(allowed + FOREIGN) and symbol not in EXACT:
                problems.append((f"src/{library.parent.name}/{file}", 1, f"{symbol} does not begin with its subject"))
    finish(problems)


main(sys.argv[1] if len(sys.argv) > 1 else "build/release")
