"""quality_names.py PROGRAM OUT.md: how well names are matched, as a report.

Names with labels and their scoring program are in SEKISHO_SHARED/data/eval/names; without that folder nothing is done. The
damaged names are made here (tools/damage.py, fixed seed) from SEKISHO_SHARED/data/watchlists. All figures are of decision
`match`, by names only unless the row says otherwise. Stores and outputs are left in build/quality/names.
"""
import csv
import json
import lzma
import os
import random
import subprocess
import sys
from pathlib import Path

from damage import KINDS, damage

WORK = Path("build/quality/names")
SEED = 20261125
PERSONS, OTHERS = "Person", "Company"


def read_lines(path):
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_lines(path, rows):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


class Program:
    def __init__(self, path):
        self.path = path

    def run(self, *arguments, out=None):
        with open(out or os.devnull, "w", encoding="utf-8") as file:
            done = subprocess.run([self.path, *map(str, arguments)], stdout=file, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"quality: {arguments[0]} ended with {done.returncode}")

    def store(self, name, *files):
        folder = WORK / name
        subprocess.run(["rm", "-rf", folder], check=True)
        self.run("init", "--data", folder)
        self.run("import", "--data", folder, *files)
        return folder

    def screen(self, store, queries, name):
        write_lines(WORK / f"{name}.jsonl", queries)
        self.run("screen", "--data", store, "--input", WORK / f"{name}.jsonl", "--jsonl", out=WORK / f"{name}.out.jsonl")
        return [json.loads(line) for line in open(WORK / f"{name}.out.jsonl", encoding="utf-8")]


def score(folder, *arguments):
    done = subprocess.run([sys.executable, "-B", folder / "score.py", "--data", folder, *map(str, arguments)],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"quality: {done.stderr.strip()}")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines() if line.strip() and "worst" not in line)


def labelled(program, folder):
    """The labelled sets: pairs, and searches in the lists' Latin names."""
    with lzma.open(folder / "pairs.csv.xz", "rt", encoding="utf-8") as file, \
            open(WORK / "pairs.csv", "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "left", "right", "schema"])
        writer.writerows([r["id"], r["left"], r["right"], r["schema"]] for r in csv.DictReader(file))
    program.run("compare", "--input", WORK / "pairs.csv", "--csv", out=WORK / "pairs.out.csv")
    queries = read_lines(folder / "queries.jsonl.xz")
    targets = read_lines(folder / "targets.ftm.jsonl.xz")
    write_lines(WORK / "un_sdn.ftm.jsonl", [t for t in targets if t["datasets"][0] in ("un", "us-sdn")])
    small = program.store("un_sdn", WORK / "un_sdn.ftm.jsonl")
    large = program.store("all", folder / "targets.ftm.jsonl.xz")

    def plain(query, evidence):
        kept = ("id", "name", "schema", "birth", "country") if evidence else ("id", "name", "schema")
        return {k: query[k] for k in kept if query.get(k)}

    near = [q for q in queries if q["set"].startswith(("negatives", "un_people"))]
    hits = program.screen(small, [plain(q, False) for q in near], "un_sdn_names")
    program.screen(small, [plain(q, True) for q in near], "un_sdn_evidence")
    hits += program.screen(large, [plain(q, False) for q in queries if q["set"].startswith("xscript")], "xscript")
    write_lines(WORK / "names.out.jsonl", hits)
    return [("Pairs", score(folder, "--pairs", WORK / "pairs.out.csv")),
            ("Searches by name", score(folder, "--hits", WORK / "names.out.jsonl")),
            ("Searches by name, birth date and country", score(folder, "--hits", WORK / "un_sdn_evidence.out.jsonl",
                                                               "--only", "un_people,negatives"))], small, queries


def sample(shared, targets):
    """500 names of the SDN list and 200 of METI's: (list, entry, name, is_person)."""
    rows = [("us-sdn", t["id"], t["properties"]["name"][0], t["schema"] == "Person")
            for t in targets if t["datasets"][0] == "us-sdn" and t["schema"] in ("Person", "Company", "Organization",
                                                                                "LegalEntity")]
    with open(shared / "data/watchlists/jp/meti_foreign_user_list_2025-09-29.tsv", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file][1:]
    meti = [("jp_meti_eul", f[0], f[3], False) for f in lines if f[3].isascii()]
    order = random.Random(SEED)
    return order.sample(rows, 500) + order.sample(meti, 200)


def damaged(program, shared, folder, negatives):
    targets = read_lines(folder / "targets.ftm.jsonl.xz")
    write_lines(WORK / "sdn.ftm.jsonl", [t for t in targets if t["datasets"][0] == "us-sdn"])
    store = program.store("sdn_meti", WORK / "sdn.ftm.jsonl",
                          shared / "data/watchlists/jp/meti_foreign_user_list_2025-09-29.tsv")
    names = sample(shared, targets)
    out = ["kind                    names   found %   review %   strangers matched per 100,000"]
    for kind in KINDS:
        dice = random.Random(f"{SEED} {kind}")
        made = [(row, damage(kind, row[2], dice, row[3])) for row in names]
        made = [(row, text) for row, text in made if text]
        answers = program.screen(store, [{"id": str(i), "name": text, "schema": PERSONS if row[3] else OTHERS}
                                         for i, (row, text) in enumerate(made)], "damaged")
        found = review = 0
        for (row, _), line in zip(made, answers):
            words = {h["decision"] for h in line["hits"] if (h["list"], h["entry"]) == (row[0], row[1])}
            found += "match" in words
            review += words == {"review"}
        strangers = [t for t in (damage(kind, n, dice, True) for n in negatives) if t]
        answers = program.screen(store, [{"id": str(i), "name": t, "schema": PERSONS} for i, t in enumerate(strangers)],
                                 "strangers")
        false = sum(any(h["decision"] == "match" for h in line["hits"]) for line in answers)
        out.append(f"{kind:<22} {len(made):>6} {100 * found / len(made):>9.1f} {100 * review / len(made):>10.1f} "
                   f"{false:>6} of {len(strangers)} = {100000 * false / max(1, len(strangers)):.0f}")
    return "\n".join(out)


def main():
    program = Program(str(Path(sys.argv[1]).resolve()))
    shared = Path(os.environ.get("SEKISHO_SHARED") or ".")
    folder = shared / "data/eval/names"
    if not (folder / "score.py").exists():
        print("quality: SEKISHO_SHARED holds no labelled names; nothing to measure")
        return
    WORK.mkdir(parents=True, exist_ok=True)
    parts, _, queries = labelled(program, folder)
    negatives = [q["name"] for q in queries if q["set"].startswith("negatives") and not q.get("homonym")]
    negatives = random.Random(SEED).sample(negatives, 5000)
    parts.append(("Damaged names (500 SDN, 200 METI), and 5,000 damaged strangers",
                  damaged(program, shared, folder, negatives)))
    text = "".join(f"## {title}\n\n```\n{body}\n```\n\n" for title, body in parts)
    head = "# Names\n\nMade by `make quality` (tools/quality_names.py); what the figures mean is said there.\n\n"
    Path(sys.argv[2]).write_text(head + text.rstrip() + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
