#!/usr/bin/env python3
"""fuzz.py [--seconds N] [TARGET...]: run the libFuzzer programs of build/fuzz on their seeds; prints TAP.

Seeds are in tests/fuzz/seeds/<target>/ and never change by a run; what a run finds is kept in build/fuzz/corpus/<target>/
and the input of a crash in build/fuzz/crash/. A crash that is repaired becomes a seed.
"""
import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build/fuzz"


def run(target, seconds):
    name = target.name.removeprefix("fuzz_")
    corpus, crash, seeds = BUILD / "corpus" / name, BUILD / "crash", ROOT / "tests/fuzz/seeds" / name
    corpus.mkdir(parents=True, exist_ok=True)
    crash.mkdir(exist_ok=True)
    folders = [corpus] + ([seeds] if seeds.is_dir() else [])
    # The limits are those the product promises for one bad file: 30 seconds and 600 MB.
    command = [target, f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=600", "-print_final_stats=1",
               f"-artifact_prefix={crash}/{name}-", *folders]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=BUILD, check=False,
                          env={**os.environ, "ASAN_OPTIONS": "allocator_may_return_null=1"})
    return done.returncode, done.stdout.decode("utf-8", "replace")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("target", nargs="*")
    options = parser.parse_args()
    targets = sorted(p for p in (BUILD / "tests/fuzz").glob("fuzz_*") if p.is_file() and os.access(p, os.X_OK))
    targets = [t for t in targets if not options.target or t.name.removeprefix("fuzz_") in options.target]
    print(f"1..{len(targets)}", flush=True)
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for i, (target, (status, text)) in enumerate(zip(targets, pool.map(lambda t: run(t, options.seconds), targets)), 1):
            runs = next((l.split()[-1] for l in text.splitlines() if "number_of_executed_units" in l), "?")
            if status:
                failed += 1
                print("\n".join("# " + line for line in text.splitlines()[-30:]))
            print(f"{'not ok' if status else 'ok'} {i} - {target.name} ({runs} runs)", flush=True)
    return 1 if failed or not targets else 0


if __name__ == "__main__":
    sys.exit(main())
