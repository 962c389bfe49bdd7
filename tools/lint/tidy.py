#!/usr/bin/env python3
"""tidy.py changed|all [BUILD_DIR]: clang-tidy (.clang-tidy) on C files, those that changed or all.

Changed: against the point where this branch left its upstream, or the commit before HEAD if there is none or nothing is
in between; plus what is not committed yet.
"""
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from common import ROOT, files, finish


def git(*arguments):
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else ""


def changed():
    head = git("rev-parse", "HEAD")
    base = git("merge-base", "HEAD", "@{upstream}")
    if base in ("", head):
        base = git("rev-parse", "--verify", "-q", "HEAD~1")
    names = git("diff", "--name-only", base or "HEAD").splitlines()
    return set(names + git("ls-files", "-o", "--exclude-standard").splitlines())


def known(build):
    """The C files this build compiles."""
    database = json.loads((ROOT / build / "compile_commands.json").read_text(encoding="utf-8"))
    return {os.path.relpath(Path(e["directory"], e["file"]).resolve(), ROOT) for e in database}


def tidy(job):
    build, path = job
    run = subprocess.run(["clang-tidy", "--quiet", "-p", build, path], cwd=ROOT, capture_output=True, text=True, check=False)
    found = re.findall(r"^(\S+?):(\d+):\d+: (?:warning|error): (.*)$", run.stdout, re.M)
    rows = {(os.path.relpath(f, ROOT), int(l), what) for f, l, what in found}
    return rows or ({(path, 1, "clang-tidy failed: " + run.stderr.strip()[-200:])} if run.returncode else set())


def main(which, build="build/asan"):
    wanted = set(files("src/*.c", "apps/*.c", "tests/*.c")) & known(build)
    if which == "changed":
        wanted &= changed()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = set().union(*pool.map(tidy, [(build, path) for path in sorted(wanted)]))
    finish(rows)


main(*sys.argv[1:])
