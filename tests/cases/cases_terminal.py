"""What a person sees on a terminal: colour, progress, columns that fit Japanese width. A pseudo-terminal stands for one."""
import json
import os
import pty
import re
import select
import subprocess
import time
import unicodedata

from harness import CASES, PROGRAM, ROOT, expect, must

EU = CASES / "lists/eu_2026-05-01.ftm.jsonl"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(args, env=None, seconds=60):
    """(exit status, everything that came out) of a program whose output and errors go to a terminal."""
    main, end = pty.openpty()
    plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LANG", "LC_ALL", "LC_MESSAGES", "SEKISHO_DATA")}
    child = subprocess.Popen([PROGRAM, *map(str, args)], stdin=subprocess.DEVNULL, stdout=end, stderr=end,
                             env={**plain, "TERM": "xterm", **(env or {})})
    os.close(end)
    got, until = b"", time.monotonic() + seconds
    while time.monotonic() < until:
        ready, _, _ = select.select([main], [], [], 1)
        try:
            part = os.read(main, 65536) if ready else b""
        except OSError:  # the other end is closed
            break
        if ready and not part:
            break
        got += part
    os.close(main)
    return child.wait(timeout=5), got.decode("utf-8", "replace")


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def colour(stores):
    data = stores.fresh([EU])
    status, text = on_terminal(["screen", "--data", data, "Zirkonwerk Beispielstadt AG"])
    expect(status == 0 and COLOUR.search(text), f"no colour on a terminal: {text!r}")
    status, text = on_terminal(["screen", "--data", data, "Zirkonwerk Beispielstadt AG"], {"NO_COLOR": "1"})
    expect(status == 0 and not COLOUR.search(text), f"colour in spite of NO_COLOR: {text!r}")
    expect("match" in text, f"the decision is not there as a word: {text!r}")


def level_word(stores):
    data = stores.fresh([EU])
    for lang, word in (("en", "AMBER"), ("ja", "要確認")):
        status, text = on_terminal(["assess", "--data", data, "--dry-run", "--lang", lang, CASES / "base/example.json"])
        expect(status == 0 and word in text and COLOUR.search(text), f"{text[:300]!r}")


def json_plain(stores):
    data = stores.fresh([EU])
    status, text = on_terminal(["screen", "--data", data, "--json", "Zirkonwerk Beispielstadt AG"])
    expect(status == 0 and not COLOUR.search(text), f"colour in JSON: {text!r}")
    json.loads(text)


def progress(stores):
    data = stores.fresh()
    big = data.parent / "big.ftm.jsonl"
    with open(big, "w", encoding="utf-8") as file:
        for i in range(60000):
            file.write(json.dumps({"id": f"b-{i}", "schema": "Company", "properties": {"name": [f"Erfundene Firma {i * 7919}"]},
                                   "datasets": ["test_big"]}) + "\n")
    status, text = on_terminal(["import", "--data", data, big])
    expect(status == 0 and re.search(r"\d+/s", text), f"no progress with a rate: {text[:400]!r}")
    done = must(["import", "--data", stores.fresh(), big])
    expect(not re.search(r"\d+/s", done.err + done.out), f"progress where there is no terminal: {done.err[:300]!r}")


def columns(stores):
    data = stores.fresh([EU, CASES / "lists/meti_2025-09-29.tsv"])
    for lang in ("en", "ja"):
        lines = must(["lists", "--data", data, "--lang", lang]).out.splitlines()
        starts = []
        for line in lines:
            # Where the second column begins, in cells of a terminal: behind the first run of two blanks.
            cut = re.search(r" {2,}(?=\S)", line)
            starts.append(width(line[:cut.end()]))
        expect(len(set(starts)) == 1, f"columns do not stand below each other ({lang}): {starts}\n" + "\n".join(lines))


def wrapped(stores):
    data = stores.fresh([EU])
    text = must(["assess", "--data", data, "--dry-run", "--lang", "ja", ROOT / "samples/orders/3-red-en.json"]).out
    long = [line for line in text.splitlines() if width(line) > 120]
    expect(not long, f"lines wider than 120 cells: {long[:3]}")


def cases(stores):
    for name, function in (("colour only on a terminal, and not with NO_COLOR", colour), ("the level is a word", level_word),
                           ("JSON has no colour", json_plain), ("progress with a rate, only on a terminal", progress),
                           ("columns fit the width of Japanese", columns), ("long texts are wrapped", wrapped)):
        yield name, lambda function=function: function(stores)


GROUPS = [("terminal", cases)]
