#!/usr/bin/env python3
"""run.py [SET...]: drafts of whole mails against what a careful reader proposes; prints TAP.

For each set of mails: every mail gives a draft, every value stands where its span says, `assess` takes every draft as it
is, nothing that must not be there is there, and no group of values is found worse than FLOORS. README.md says what the
sets are; `make quality` prints the figures.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import score  # noqa: E402

PROGRAM = os.environ.get("SEKISHO_PROGRAM", str(HERE.parents[1] / "build/release/sekisho"))
OWN = ["--name", "あさぎり精機株式会社", "--name", "Asagiri Seiki Co., Ltd.", "--domain", "asagiri-seiki.example",
       "--phone", "03-5555-0190"]

# What is asked of drafts, and of the rest what the sets reach with room for a value or two.
FLOORS = {"emails": 0.98, "phones": 0.95, "website": 0.95, "addresses": 0.95, "country": 0.9, "orderer name": 0.95,
          "other parties": 0.8, "items": 0.95, "quantity+unit": 0.95, "model": 0.95, "hs code+price": 0.9,
          "use statement": 0.9, "secrecy requests": 0.9, "destination": 0.9, "ship date": 0.9, "payment terms": 0.95,
          "title+date": 0.98, "text decoded": 0.98}


def sets():
    return sorted(path.parent for path in HERE.glob("*/labels.jsonl"))


def labels_of(folder):
    return [json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").splitlines() if line]


def make_store(folder):
    data = str(Path(folder) / "data")
    for command in (["init"], ["config", "organisation", *OWN]):
        subprocess.run([PROGRAM, command[0], *command[1:2], "--data", data, *command[2:]], check=True,
                       stdout=subprocess.DEVNULL)
    return data


def draft_of(data, path):
    """(answer, "") or (None, what went wrong)"""
    done = subprocess.run([PROGRAM, "assess", "--draft", "--json", "--data", data, str(path)], capture_output=True,
                          timeout=60, check=False)
    if done.returncode != 0:
        return None, done.stderr.decode("utf-8", "replace").strip()
    return json.loads(done.stdout), ""


def refused(data, drafts, folder):
    """What assess does not take, by its own words."""
    lines = Path(folder) / "drafts.jsonl"
    lines.write_text("".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts), "utf-8")
    done = subprocess.run([PROGRAM, "assess", "--data", data, "--dry-run", "--jsonl", "--input", str(lines)],
                          capture_output=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [f"line {a.get('line')}: {a['error']}" for a in answers if "error" in a] + \
        ([] if len(answers) == len(drafts) else [f"{len(answers)} answers to {len(drafts)} drafts"])


def measure(folder, data):
    """(tally, failures, problems of spans, drafts) of a set."""
    tally, failures, spans, drafts = score.Tally(), [], [], []
    for label in labels_of(folder):
        answer, problem = draft_of(data, folder / label["file"])
        if problem:
            failures.append(f"{label['file']}: {problem}")
        draft = answer["draft"] if answer else {}
        score.judge(label, draft, tally)
        if answer:
            spans += [f"{label['file']} {p}" for p in score.check_spans(draft, answer["spans"])]
            drafts.append(draft)
    return tally, failures, spans, drafts


def tests(folder, data, scratch):
    """(name, problems) of each test of a set."""
    tally, failures, spans, drafts = measure(folder, data)
    yield "every mail gives a draft", failures
    yield "every value stands where its span says", spans
    yield "assess takes every draft", refused(data, drafts, scratch)
    yield "nothing is there that must not be", [line for line in tally.lines if line.startswith("!")]
    for group, floor in FLOORS.items():
        misses = [line for line in tally.lines if f" {group}: " in line]
        yield f"{group} reach {floor}", [f"F1 {tally.f1(group):.3f}", *misses] if tally.f1(group) < floor else []


def main(only):
    number = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        data = make_store(scratch)
        for folder in sets():
            for name, problems in tests(folder, data, scratch) if not only or folder.name in only else ():
                number += 1
                failed += bool(problems)
                print(f"{'not ok' if problems else 'ok'} {number} - {folder.name}: {name}", flush=True)
                for problem in problems[:20]:
                    print(f"# {problem}")
    print(f"1..{number}")
    return 1 if failed or not number else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
