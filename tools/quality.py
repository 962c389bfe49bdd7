"""quality.py PROGRAM: how well drafts are read from mails, as bench/EXTRACTION.md.

The sets of tests/draft are measured with their own scoring. If SEKISHO_SHARED holds data/eval/mail (labelled mails and a
scoring program of their own), these are measured as well; without it their part of the report is left out and the report
says so. Processor time is that of the program's processes, children included.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/draft"))

import run as drafts  # noqa: E402
import score  # noqa: E402

REPORT = ROOT / "bench/EXTRACTION.md"
OWN = ["--name", "みなも精機株式会社", "--name", "Minamo Seiki Co., Ltd.", "--domain", "minamo-seiki.example",
       "--phone", "03-5555-0100"]
ASKED = {"emails": 0.98, "phones": 0.95, "website": 0.95, "orderer name": 0.9, "addresses": 0.85, "other parties": 0.8,
         "items": 0.85, "quantity+unit": 0.9, "use statement": 0.75, "destination": 0.8, "payment terms": 0.85,
         "title+date": 0.98}
FIRST_OF_ALL = 0.831  # mean F1 over the development mails when the first finders met them
WORST = 25


def make_store(program, folder):
    data = str(Path(folder) / "data")
    subprocess.run([program, "init", "--data", data], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program, "config", "organisation", "--data", data, *OWN], check=True, stdout=subprocess.DEVNULL)
    return data


def development(program, folder):
    """What the scoring program beside the labelled mails says: (answer, lines of misses), or None without them."""
    mails = Path(os.environ.get("SEKISHO_SHARED", "/nonexistent")) / "data/eval/mail"
    if not (mails / "score.py").exists():
        return None
    done = subprocess.run([sys.executable, "-B", str(mails / "score.py"), "--program", program, "--data",
                           make_store(program, folder), "--misses"], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    return json.loads(lines[-1]), [line for line in lines if line[:2] in ("+ ", "- ", "! ")]


def milliseconds(program, paths, arguments):
    """Processor time of one run, mean over the paths."""
    before = os.times()
    for path in paths:
        subprocess.run([program, *arguments, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return 1000 * used / len(paths)


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head),
                      *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def part_development(found):
    if not found:
        return "## Development mails\n\nNot measured: `SEKISHO_SHARED` names no folder that holds them."
    answer, lines = found
    rows = [(group, v["labels"], f"{v['precision']:.3f}", f"{v['recall']:.3f}", f"{v['f1']:.3f}",
             f"≥ {ASKED[group]}" if group in ASKED else "") for group, v in answer["groups"].items()]
    spans, absent = answer["spans"], answer["absent"]
    return f"""## Development mails

{answer['files']} labelled mails and texts that are not part of the repository, scored by the program that lies beside them.

**These mails were worked through one by one while the finders were written.** The figures say what the finders can do with
mails that were looked at, not what they will do with others: the first run over them, before any was looked at, had a mean
F1 of {FIRST_OF_ALL}. What to expect of unknown mails are the first runs of the fresh sets below.

{table(("values", "labels", "P", "R", "F1", "asked"), rows)}

Mean F1 {answer['mean_f1']:.3f}. Values that must not be there: {absent['violations']} of {absent['rules']}. Spans:
{spans['given']} given, {spans['wrong']} wrong, {spans['values_without_span']} values without one.

What is missed (`-` missing, `+` wrong, `!` forbidden):

```
{chr(10).join(lines[:WORST]) or "nothing"}
```"""


def part_sets(program):
    measured, misses, rows = {}, [], []
    drafts.PROGRAM = program
    with tempfile.TemporaryDirectory() as folder:
        data = drafts.make_store(folder)
        for path in drafts.sets():
            tally, failures, spans, _ = drafts.measure(path, data)
            measured[path.name] = (tally, json.loads((path / "first_run.json").read_text("utf-8")))
            misses += [*failures, *spans, *tally.lines]
            rows.append((path.name, len(drafts.labels_of(path)), f"{measured[path.name][1]['mean_f1']:.3f}",
                         f"{tally.mean():.3f}", measured[path.name][1]["program"]))
    groups = [(group, *(f"{first['f1'][group]:.2f} → {tally.f1(group):.2f}" for tally, first in measured.values()),
               f"≥ {ASKED[group]}" if group in ASKED else "") for group in score.GROUPS]
    return f"""## Fresh sets

Mails written with their labels before the program met them (tests/draft). First run: untouched, what to expect of unknown
mails. Now: after what they showed was repaired in general.

{table(("set", "mails", "first run", "now", "first run of"), rows)}

F1 of each kind of value, first run → now:

{table(("values", *measured, "asked"), groups)}

A set has few values of some kinds (one to a dozen dates of shipment, say): one of them moves such a figure by much.

What is missed now (`-` missing, `+` wrong, `!` forbidden):

```
{chr(10).join(misses[:WORST]) or "nothing"}
```"""


def part_time(program):
    paths = [p for folder in drafts.sets() for p in sorted(folder.glob("*.[et][mx][lt]"))]
    one = milliseconds(program, paths, ["assess", "--draft", "--json"])
    nothing = milliseconds(program, paths[:40], ["lists", "--help"])
    return f"""## Processor time

{one:.1f} ms a mail for `sekisho assess --draft --json FILE` over {len(paths)} mails, all processes together; {nothing:.1f} ms of
that are the start of any command (mapping its libraries)."""


def main():
    program = str(Path(sys.argv[1] if len(sys.argv) > 1 else "build/release/sekisho").resolve())
    with tempfile.TemporaryDirectory() as folder:
        parts = [part_development(development(program, folder)), part_sets(program), part_time(program)]
    text = "# What drafts find in mails\n\nMade by `make quality`; how values are compared stands at the head of " \
        "tests/draft/score.py.\n\n" + "\n\n".join(parts) + "\n"
    REPORT.write_text(text, "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
