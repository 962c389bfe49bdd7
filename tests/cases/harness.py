"""harness.py: what all cases share: running the program, stores to begin with, matching an answer with what is expected.

A pattern is JSON that the answer must contain: a map matches if each of its keys matches (others may be there), a list
must have the same length, texts and numbers must be equal. Maps with one key that begins with `$` say more:

    {"$contains": ["a", "b"]}   a text with all of these in it (one text or a list)
    {"$lacks": ["a"]}           a text with none of these in it
    {"$re": "..."}              a text in which the expression is found
    {"$has": [p, q]}            a list with an element for each of these patterns
    {"$none": p}                a list without an element that matches
    {"$absent": true}           the key is not there
    {"$size": 3}                length of a list or text
    {"$number": [0.75, 1]}      a number in this range
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases"
PROGRAM = Path(os.environ.get("SEKISHO_PROGRAM", ROOT / "build/release/sekisho")).resolve()
SHARED = Path(os.environ["SEKISHO_SHARED"]).resolve() if os.environ.get("SEKISHO_SHARED") else None
IS_FULL = os.environ.get("SEKISHO_TIER") == "full"

Done = namedtuple("Done", "status out err")


class Failed(Exception):
    """What was expected and what came instead."""


class Skipped(Exception):
    """The case cannot run here; the text says why."""


def run(args, stdin=b"", env=None, cwd=ROOT, timeout=120, limit=None, program=PROGRAM):
    """Run the program. `limit` is called in the child before it starts (resource limits)."""
    plain = {k: v for k, v in os.environ.items() if k not in ("SEKISHO_DATA", "LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR")}
    data = stdin.encode() if isinstance(stdin, str) else stdin
    try:
        done = subprocess.run([str(program), *map(str, args)], input=data, capture_output=True, cwd=cwd, timeout=timeout,
                              check=False, env={**plain, **(env or {})}, preexec_fn=limit)
    except subprocess.TimeoutExpired as late:
        raise Failed(f"did not end within {timeout} s: {' '.join(map(str, args))}") from late
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


# A process that was started by a large one has that one's memory in its account until it becomes the program; a small
# process between the two keeps the account of the program clean.
METER = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:], check=False).returncode
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024))
sys.exit(status if status >= 0 else 128 - status)
"""


def run_measured(args, folder, **more):
    """(what run() gives, megabytes of the largest process)"""
    note = Path(folder) / "megabytes"
    done = run(["-S", "-c", METER, note, PROGRAM, *args], program=sys.executable, **more)
    return done, int(note.read_text(encoding="utf-8")) if note.exists() else 0


def must(args, **more):
    """Run what has to work, as a step on the way."""
    done = run(args, **more)
    if done.status != 0:
        raise Failed(f"{' '.join(map(str, args))}: exit status {done.status}\n{done.out[-500:]}{done.err[-1500:]}")
    return done


def answer(args, **more):
    return json.loads(must(args, **more).out)


class Stores:
    """Folders with a store in them. Stores with the same content are made once and copied."""

    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix="sekisho-cases-"))
        self.made = {}
        self.lock = threading.Lock()
        self.n = 0

    def folder(self):
        with self.lock:
            self.n += 1
            path = self.root / str(self.n)
        path.mkdir(mode=0o700)
        return path

    def fresh(self, lists=(), options=()):
        """A store of one's own with these list files in it."""
        key = (tuple(map(str, lists)), tuple(options))
        with self.lock:
            lock, template = self.made.setdefault(key, (threading.Lock(), self.root / f"template-{len(self.made)}"))
        with lock:
            if not template.exists():
                half = template.with_name(template.name + "-half")
                must(["init", "--data", half, *options])
                if lists:
                    must(["import", "--data", half, *lists])
                half.rename(template)
        data = self.folder() / "store"
        shutil.copytree(template, data)
        return data

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)


def short(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 600 else text[:600] + "..."


def as_list(value):
    return value if isinstance(value, list) else [value]


def matches(pattern, got):
    try:
        match(pattern, got, "")
    except Failed:
        return False
    return True


def match_special(word, value, got, where):
    text = got if isinstance(got, str) else json.dumps(got, ensure_ascii=False)
    good = {
        "$contains": lambda: all(part in text for part in as_list(value)),
        "$lacks": lambda: not any(part in text for part in as_list(value)),
        "$re": lambda: re.search(value, text) is not None,
        "$has": lambda: isinstance(got, list) and all(any(matches(p, e) for e in got) for p in as_list(value)),
        "$none": lambda: isinstance(got, list) and not any(matches(value, e) for e in got),
        "$size": lambda: isinstance(got, (list, str, dict)) and len(got) == value,
        "$number": lambda: isinstance(got, (int, float)) and value[0] <= got <= value[1],
    }[word]()
    if not good:
        raise Failed(f"{where or 'answer'}: expected {word} {short(value)}, got {short(got)}")


def match(pattern, got, where=""):
    """Raise Failed unless `got` is as the pattern says."""
    if isinstance(pattern, dict) and len(pattern) == 1 and next(iter(pattern)).startswith("$"):
        word, value = next(iter(pattern.items()))
        match_special(word, value, got, where)
    elif isinstance(pattern, dict):
        if not isinstance(got, dict):
            raise Failed(f"{where or 'answer'}: expected a map, got {short(got)}")
        for key, part in pattern.items():
            if part == {"$absent": True}:
                if key in got:
                    raise Failed(f"{where}/{key}: must not be there, got {short(got[key])}")
            elif key not in got:
                raise Failed(f"{where}/{key}: is missing in {short(got)}")
            else:
                match(part, got[key], f"{where}/{key}")
    elif isinstance(pattern, list):
        if not isinstance(got, list) or len(got) != len(pattern):
            raise Failed(f"{where or 'answer'}: expected {short(pattern)}, got {short(got)}")
        for index, part in enumerate(pattern):
            match(part, got[index], f"{where}/{index}")
    elif pattern != got or isinstance(pattern, bool) != isinstance(got, bool):
        raise Failed(f"{where or 'answer'}: expected {short(pattern)}, got {short(got)}")


def expect(condition, text):
    if not condition:
        raise Failed(text)
