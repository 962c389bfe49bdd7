#!/usr/bin/env python3
"""headers.py: every header compiles alone; public headers do so as C99 and as C++."""
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from common import ROOT, files, finish, text

PUBLIC = [(["gcc", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-x", "c"]),
          (["g++", "-std=c++11", "-Wall", "-Wextra", "-Wpedantic", "-x", "c++"])]
INSIDE = [["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-x", "c"]]


def flags():
    """Include folders of the libraries whose headers ours name."""
    names = ["icu-uc", "libxxhash", "sqlite3", "yajl", "yaml-0.1", "libarchive", "libpcre2-8", "cmocka"]
    out = [subprocess.run(["pkg-config", "--cflags", n], capture_output=True, text=True, check=False).stdout for n in names]
    return " ".join(out).split()


def compile_alone(job):
    path, command, more = job
    run = subprocess.run([*command, "-Werror", "-fsyntax-only", "-Iinclude", "-Isrc", "-Iapps", "-I.", *more, "-include", path,
                          os.devnull], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode == 0:
        return None
    first = next((l for l in run.stderr.splitlines() if "error" in l), run.stderr.strip().splitlines()[0])
    return path, 1, f"does not compile alone ({command[0]} {command[1]}): {first}"


def guard(path):
    """src/base/str.h is guarded by BASE_STR_H; sekisho/sekisho.h may say SEKISHO_H."""
    folder, name = (part.upper().replace(".", "_").replace("-", "_") for part in Path(path).parts[-2:])
    wanted = {f"{folder}_{name}"} | ({name} if name == f"{folder}_H" else set())
    found = re.search(r"^#ifndef (\w+)", text(path), re.M)
    return None if found and found.group(1) in wanted else (path, 1, f"its guard is not {folder}_{name}")


more = flags()
jobs = [(p, c, []) for p in files("include/*.h") for c in PUBLIC]
jobs += [(p, c, more) for p in files("src/*.h", "apps/*.h") for c in INSIDE]
with ThreadPoolExecutor(os.cpu_count()) as pool:
    problems = [p for p in pool.map(compile_alone, jobs) if p]
problems += [p for p in map(guard, files("include/*.h", "src/*.h")) if p]
finish(problems)
