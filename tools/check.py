#!/usr/bin/env python3
"""check.py quick|full [SUITE...]: build what the tests need, run every suite, add up.

HOW IT WORKS. SUITES is the table of suites; each row is a generator of results. A result is one test: passed, failed or
skipped, with the text to show if it failed. Programs of tests print TAP ("ok 1 - name", "not ok 2 - name", "# SKIP"); a
program that ends badly although all its tests passed (a leak, a crash) counts as one failed test more. All output is kept
in build/check/<suite>.log. The last line is

    N passed, N failed, N skipped

and the exit status is 0 only if nothing failed and something passed.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOGS = ROOT / "build/check"
CPUS = os.cpu_count() or 1

Result = namedtuple("Result", "state name detail")

TAP_LINE = re.compile(r"^\s*(not ok|ok)\b *(\d*) *-? *([^#\n]*)(?:# *(SKIP)\b *(.*))?$", re.I)
TAP_PLAN = re.compile(r"^1\.\.(\d+)", re.M)


def read_tap(text):
    """Results of one TAP stream. cmocka writes a skipped test as `not ok N # SKIP name`: a skip wins over `not ok`."""
    results, notes = [], []
    for line in text.splitlines():
        match = TAP_LINE.match(line)
        if not match:
            notes.append(line)
            continue
        word, number, name, skip, reason = match.groups()
        name = name.strip() or (reason or "").strip() or f"test {number}"
        state = "skipped" if skip else "passed" if word.lower() == "ok" else "failed"
        # TAP puts diagnostics after the line, cmocka before it; both are shown.
        results.append(Result(state, name, "\n".join(notes[-20:]) if state == "failed" else ""))
        notes = []
    if results and results[-1].state == "failed" and notes:
        results[-1] = results[-1]._replace(detail=results[-1].detail + "\n" + "\n".join(notes[:20]))
    planned = sum(int(n) for n in TAP_PLAN.findall(text))
    if planned > len(results):
        results.append(Result("failed", f"{planned - len(results)} planned tests did not run", "\n".join(notes[-20:])))
    return results


def judge_program(name, text, status, noise=""):
    """Results of a program of tests: its TAP, and its exit status."""
    results = [r._replace(name=f"{name}: {r.name}") for r in read_tap(text)]
    if status != 0 and not any(r.state == "failed" for r in results):
        results.append(Result("failed", f"{name}: ended with status {status}", (text + noise)[-3000:]))
    elif not results:
        results.append(Result("failed", f"{name}: ran no test", (text + noise)[-3000:]))
    return results


def run(command, log, timeout=900, env=None):
    """(status, output); the output is appended to the log of the suite."""
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout,
                              env={**os.environ, **(env or {})}, check=False)
        status, out = done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        status, out = 124, (late.stdout or b"") + f"\nstopped after {timeout} s\n".encode()
    text = out.decode("utf-8", "replace")
    with open(LOGS / f"{log}.log", "a", encoding="utf-8") as file:
        file.write(f"$ {' '.join(map(str, command))}\n{text}\n")
    return status, text


def one_test(name, command, log, **more):
    """A command that is one test: it passes when it ends with 0."""
    status, text = run(command, log, **more)
    return Result("failed" if status else "passed", name, text[-6000:] if status else "")


def builds(tier):
    kinds = ["release", "asan"] + (["tsan"] if tier == "full" else [])
    for kind in kinds + (["fuzz"] if has_fuzz() else []):
        yield one_test(kind, ["tools/build.sh", kind], "build", timeout=1800)


def lints(tier):
    python = sys.executable
    for lint in sorted(p.stem for p in (ROOT / "tools/lint").glob("*.py")):
        arguments = {"symbols": ["build/release"], "tidy": ["all" if tier == "full" else "changed", "build/asan"]}
        if lint != "common":
            yield one_test(lint, [python, f"tools/lint/{lint}.py", *arguments.get(lint, [])], "lint", timeout=1800)


def compiled(build, suite):
    """The programs of tests that meson knows under a suite; `unit` is what names no other suite."""
    choice = ["--no-suite", "fault", "--no-suite", "fuzz"] if suite == "unit" else ["--suite", suite]

    def suite_of(tier):
        folder = ROOT / "build" / build
        if not (folder / "build.ninja").exists():
            yield Result("failed", f"{build} was not built", "")
            return
        # Each program has its own limit in meson.build; the factor makes room for slow machines and sanitizers.
        command = ["meson", "test", "-C", f"build/{build}", "--no-rebuild", *choice, "-t", "4", "--num-processes",
                   str(CPUS)]
        (folder / "meson-logs/testlog.json").unlink(missing_ok=True)
        status, text = run(command, f"{suite}-{build}", timeout=3600,
                           env={"SEKISHO_TIER": tier, "CMOCKA_MESSAGE_OUTPUT": "TAP"})
        log = folder / "meson-logs/testlog.json"
        rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
        if not rows and "No tests defined" not in text and "No suitable tests" not in text:
            yield Result("failed", f"{suite} in {build}: meson ended with {status}", text[-3000:])
        for row in rows:
            with open(LOGS / f"{suite}-{build}.log", "a", encoding="utf-8") as file:
                file.write(f"== {row['name']}\n{row.get('stdout', '')}\n{row.get('stderr', '')}\n")
            ended = 0 if row["result"] in ("OK", "SKIP") else row.get("returncode") or row["result"]
            yield from judge_program(row["name"].split(" / ")[-1], row.get("stdout", ""), ended, row.get("stderr", ""))
    return suite_of


def tap_scripts(pattern, log):
    """Scripts that print TAP themselves; `tier` and the program under test come in the environment."""
    def suite_of(tier):
        for script in sorted(ROOT.glob(pattern)):
            env = {"SEKISHO_TIER": tier, "SEKISHO_PROGRAM": str(ROOT / "build/release/sekisho")}
            status, text = run([sys.executable, script.relative_to(ROOT)], log, timeout=1800, env=env)
            yield from judge_program(script.parent.name, text, status)
    return suite_of


def has_fuzz():
    return (ROOT / "tests/fuzz/meson.build").exists() and shutil.which("clang")


def fuzz(tier):
    if has_fuzz():
        seconds = "60" if tier == "full" else "4"
        status, text = run([sys.executable, "tools/fuzz.py", "--seconds", seconds], "fuzz", timeout=7200)
        yield from judge_program("fuzz", text, status)


def web(tier):
    """The pages: texts, units, a real browser on recorded answers, and stories with the program as people run it."""
    if not shutil.which("chromium"):
        yield Result("skipped", "the pages in a browser: no chromium", "")
        return
    yield one_test("pages are built", ["tools/node.sh", "build"], "web", timeout=900)
    yield one_test("texts in both languages", ["tools/node.sh", "node", "apps/web/scripts/texts.mjs"], "web")
    status, text = run(["tools/node.sh", "run", "vitest", "run", "--reporter=tap-flat"], "web")
    yield from judge_program("units", re.sub(r" # time=.*", "", text), status)
    with tempfile.TemporaryDirectory() as folder:
        status, text = run(["tools/node.sh", "run", "playwright", "test"], "web", timeout=1800,
                           env={"SEKISHO_TIER": tier, "SEKISHO_WEB_OUT": folder})
    yield from judge_program("pages", text, status)
    yield one_test("program holds the pages", ["tools/build.sh", "release"], "web", timeout=1800)
    with tempfile.TemporaryDirectory() as folder:
        status, text = run(["tools/node.sh", "run", "playwright", "test", "-c", "playwright.counter.config.ts"], "web", timeout=900,
                           env={"SEKISHO_WEB_OUT": folder})
    yield from judge_program("counter", text, status)


# name, tiers, generator of results
SUITES = [
    ("build", "quick full", builds),
    ("lint", "quick full", lints),
    ("unit", "quick full", compiled("asan", "unit")),
    ("fault", "quick full", compiled("asan", "fault")),
    ("seeds", "quick full", compiled("asan", "fuzz")),
    ("tools", "quick full", tap_scripts("tests/tools/run.py", "tools")),
    ("cases", "quick full", tap_scripts("tests/cases/run.py", "cases")),
    ("drafts", "quick full", tap_scripts("tests/draft/run.py", "drafts")),
    ("http", "quick full", tap_scripts("tests/http/run.py", "http")),
    ("docs", "quick full", tap_scripts("tests/docs/run.py", "docs")),
    ("demo", "quick full", tap_scripts("tests/demo/run.py", "demo")),
    ("web", "quick full", web),
    ("fuzz", "quick full", fuzz),
    ("threads", "full", compiled("tsan", "unit")),
]


def show(name, results, seconds):
    count = Counter(r.state for r in results)
    print(f"{name:<8} {count['passed']:>6} passed {count['failed']:>4} failed {count['skipped']:>4} skipped {seconds:>6.1f} s",
          flush=True)
    for result in results:
        if result.state == "failed":
            print(f"  FAILED {result.name}")
            for line in result.detail.strip().splitlines()[-25:]:
                print(f"    {line}")
        elif result.state == "skipped":
            print(f"  skipped {result.name}")
    sys.stdout.flush()
    return count


def main(tier, only):
    shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True)
    total = Counter()
    for name, tiers, suite in SUITES:
        if tier in tiers.split() and (not only or name in only):
            start = time.monotonic()
            total += show(name, list(suite(tier)), time.monotonic() - start)
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("quick", "full"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
