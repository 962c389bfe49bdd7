#!/usr/bin/env python3
"""run.py: the figures of the slice, each with the command that makes it.

    make bench                       all figures (needs SEKISHO_SHARED for the real lists)
    BENCH_DEALINGS=10000 make bench  fewer stored dealings

Prints "name: value unit  (command)". Nothing here passes or fails.
"""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build/release/sekisho"
ASSESS = ROOT / "build/release/bench/bench_assess"


def timed(command, **options):
    """Run; (seconds, processor seconds, largest resident MiB so far)."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, cpu, after.ru_maxrss / 1024


def say(name, value, unit, command):
    print(f"{name}: {value:.3f} {unit}  ({command})", flush=True)


def list_files(shared):
    base = Path(shared) / "data"
    files = sorted(p for p in (base / "watchlists").rglob("*") if p.is_file())
    return [str(p) for p in files]


def bench_import(data, shared):
    files = list_files(shared)
    seconds, cpu, resident = timed([PROGRAM, "import", "--data", data, "--json", *files], stdout=subprocess.DEVNULL)
    command = "sekisho import --data DIR all files of data/watchlists, empty store"
    say("import, wall", seconds, "s", command)
    say("import, processor", cpu, "s", command)
    say("import, largest resident process", resident, "MiB", command)


def bench_screen(data):
    command = [PROGRAM, "screen", "--data", data, "--json", "Northern Pump Works"]
    times = sorted(timed(command, stdout=subprocess.DEVNULL)[0] for _ in range(7))
    say("screen, cold start, median of 7", times[3], "s", "sekisho screen --data DIR --json NAME")


def bench_assess(data, dealings):
    lines = subprocess.run([sys.executable, ROOT / "bench/make_dealings.py", str(dealings)], check=True,
                           capture_output=True).stdout
    seconds, _, resident = timed([PROGRAM, "assess", "--data", data, "--input", "-", "--jsonl"], input=lines,
                                 stdout=subprocess.DEVNULL)
    say(f"assess, {dealings} dealings stored", dealings / seconds, "dealings/s", "sekisho assess --input - --jsonl")
    answer = subprocess.run([ASSESS, data, ROOT / "bench/order-five-parties.json", "50"], check=True,
                            capture_output=True, text=True).stdout.split()
    command = f"bench_assess DIR order-five-parties.json 50, {dealings} stored dealings"
    for name, value in zip(("median", "least", "most"), answer):
        say(f"assess, five parties, processor, {name}", float(value), "ms", command)


def main():
    shared = os.environ.get("SEKISHO_SHARED", "")
    dealings = int(os.environ.get("BENCH_DEALINGS", "100000"))
    folder = tempfile.mkdtemp(prefix="sekisho-bench-")
    data = os.path.join(folder, "data")
    try:
        subprocess.run([PROGRAM, "init", "--data", data], check=True, stdout=subprocess.DEVNULL)
        if shared and os.path.isdir(shared):
            bench_import(data, shared)
        bench_screen(data)
        bench_assess(data, dealings)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
