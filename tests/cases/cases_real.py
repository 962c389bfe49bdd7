"""The real lists of SEKISHO_SHARED: counts as their PROVENANCE says, every METI entry found by its names, orders judged."""
import csv
import json
import re

from harness import CASES, IS_FULL, SHARED, Failed, Skipped, answer, expect, match, must, run, run_measured
from tables import assess, match_answer, read

# list, editions and their parties
COUNTS = {
    # 14,160 rows: 71 ids stand on two or three of the lists inside, 112 rows more; one id is one entry.
    "us_csl": {"2022-05-31": 14048},
    "us_ofac_sdn": {"2021-07-31": 8976},
    "us_ofac_nonsdn": {"2025-12-31": 442, "2024-02-23": 444},
    "us_bis_dpl": {"2022-09-02": 579},
    "un_sc": {"2026-02-27": 1003},
    "eu_fsf": {"2026-05-01": 5860},
    "uk_sanctions_list": {"2026-08-22": 6349},
    "jp_meti_eul": {"2025-09-29": 835},
    "jp_mof_asset_freeze": {"2026-03-05": 2862, "2026-03-06": 2862},
    "jp_export_prohibition_russia": {None: 561},
    "jp_export_prohibition_belarus": {None: 27},
    "jp_export_prohibition_third_country": {None: 56},
    "cn_countermeasures": {None: 208},
    "cn_defence_universities": {None: 159},
}
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def list_files():
    if not SHARED or not (SHARED / "data/watchlists").is_dir():
        raise Skipped("SEKISHO_SHARED names no folder with real lists")
    data = SHARED / "data"
    files = [p for p in sorted((data / "watchlists").rglob("*")) if p.is_file() and p.suffix != ".md"]
    return [*files, *sorted((data / "coercion").glob("*.xz")), data / "cyber/misp-galaxy/china-defence-universities.json.xz"]


def full_store(stores):
    return stores.fresh(list_files())


# ---- counts ----

def import_one_by_one(stores):
    """What each file says of itself."""
    files = list_files()
    data = stores.fresh()
    done, megabytes = run_measured(["import", "--data", data, "--json", *files], data.parent, timeout=300)
    expect(done.status == 0, f"exit status {done.status}: {done.err[-2000:]}")
    return data, json.loads(done.out)["files"], megabytes


def counts(stores):
    data, files, megabytes = import_one_by_one(stores)
    yield "every file is read without a rejected row", lambda: no_reject(files)
    yield "one element for each file", lambda: expect(len(files) == len(list_files()), f"{len(list_files())} files, {len(files)} elements")
    rows = answer(["lists", "--data", data, "--json"])["lists"]
    for code, editions in COUNTS.items():
        yield f"{code}: {', '.join(str(n) for n in editions.values())} parties", lambda code=code, editions=editions: count(rows, code, editions)
    yield "no other list", lambda: expect({r["list"] for r in rows} == set(COUNTS), f"{sorted({r['list'] for r in rows} - set(COUNTS))}")
    yield "no process takes more than 600 MB (the bench measures)", lambda: expect(megabytes <= 600, f"{megabytes} MB")
    yield "a second import changes nothing", lambda: again(data)
    yield "a second run of the same import changes no list", lambda: expect(
        answer(["lists", "--data", data, "--json"])["lists"] == rows, "lists differ")
    yield "the store verifies", lambda: must(["verify", "--data", data, "--json"], timeout=300)


def no_reject(files):
    bad = [(f["file"], f.get("rejected"), f.get("rejects", f.get("error"))) for f in files if f.get("rejected") or f.get("error")]
    expect(not bad, f"rejected: {str(bad)[:1500]}")


def count(rows, code, editions):
    got = {}
    for row in rows:
        if row["list"] == code:
            got.setdefault(row["edition"], set()).add(row["parties"])
    expect(set(got) == set(editions), f"editions {sorted(map(str, got))}, expected {sorted(map(str, editions))}")
    for edition, n in editions.items():
        expect(got[edition] == {n}, f"edition {edition} has {sorted(got[edition])} parties, expected {n}")


def again(data):
    files = answer(["import", "--data", data, "--json", *list_files()], timeout=300)["files"]
    bad = [f for f in files if f["added"] or f["changed"] or f["removed"]]
    expect(not bad, f"changed by the second import: {str(bad)[:800]}")


# ---- METI's entries by their names ----

def brackets_of(text):
    """(text outside the outermost brackets, their contents)"""
    outside, inside, depth = "", [], 0
    for letter in text:
        if letter in ")）" and depth:
            depth -= 1
        if depth:
            inside[-1] += letter
        elif letter not in "(（)）":
            outside += letter
        if letter in "(（":
            inside += [""] if depth == 0 else []
            depth += 1
    return outside.strip(" ,;、"), [part.strip() for part in inside]


def written_names(row):
    """Every text by which the list names the entry: whole, the Latin part alone, Chinese and Japanese originals in brackets alone."""
    for text in [row["name"], *row["aliases"].split("|")]:
        text = text.strip()
        if not text:
            continue
        yield text
        outside, inside = brackets_of(text)
        if outside and not HAN.search(outside) and any(HAN.search(part) for part in inside):
            yield outside
            yield from (part for part in inside if HAN.search(part))


def meti_rows():
    list_files()
    path = next((SHARED / "data/watchlists/jp").glob("meti_foreign_user_list_*.tsv"))
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def screen_many(data, queries):
    lines = "".join(json.dumps({"id": str(i), "name": q}, ensure_ascii=False) + "\n" for i, q in enumerate(queries))
    done = run(["screen", "--data", data, "--input", "-", "--jsonl"], stdin=lines, timeout=600)
    got = [json.loads(line) for line in done.out.splitlines()]
    if len(got) != len(queries):
        raise Failed(f"{len(queries)} queries gave {len(got)} lines: {done.err[-500:]}")
    return got


def meti_names(stores):
    rows = meti_rows()
    yield "835 rows", lambda: expect(len(rows) == 835, f"{len(rows)} rows")
    for suffix in ("tsv", "xlsx"):
        data = stores.fresh([next((SHARED / "data/watchlists/jp").glob(f"meti_foreign_user_list_*.{suffix}"))])
        wanted = [(row["no"], name) for row in rows for name in dict.fromkeys(written_names(row))]
        got = screen_many(data, [name for _, name in wanted])
        yield f"{suffix}: every entry by each of its {len(wanted)} names", lambda wanted=wanted, got=got: each_found(wanted, got)
        yield f"{suffix}: by its first name a match, but for short and general names", lambda wanted=wanted, got=got: first_matches(rows, wanted, got)


def each_found(wanted, got):
    lost = [f"{no} {name}" for (no, name), line in zip(wanted, got)
            if not any(h["entry"] == no and h["list"] == "jp_meti_eul" for h in line["hits"])]
    expect(not lost, f"{len(lost)} not found: {'; '.join(lost[:40])}")


def first_matches(rows, wanted, got):
    decided = {}
    for (no, name), line in zip(wanted, got):
        decided[no, name] = [h["decision"] for h in line["hits"] if h["entry"] == no]
    weak = [f"{r['no']} {r['name']}" for r in rows if "match" not in decided.get((r["no"], r["name"].strip()), [])]
    # "Electronics Institute", "Office 39", "Raka": such a name alone is for a person to review.
    expect(len(weak) <= 30, f"{len(weak)} no match: {'; '.join(weak[:40])}")


# ---- all lists together ----

def judged(stores):
    data = full_store(stores)
    example = read(CASES / "dealings/example.json")["cases"][0]["expect"]
    dealing = read(CASES / "base/example.json")
    yield "the example of the description of dealings", lambda: match_answer(example, assess(data, [dealing], "--dry-run")[0])
    yield "the samples find nobody on real lists", lambda: samples(data)
    yield "a party on METI's list: the answer names list, entry and edition", lambda: meti_hit(data)
    yield "one party on several lists: one hit for each list", lambda: several_lists(data)


def samples(data):
    levels = {"1-green-en": "green", "2-amber-ja": "amber", "3-red-en": "red", "4-incomplete-ja": "green", "5-amber-en": "amber",
              "6-red-ja": "red"}
    for name, level in levels.items():
        got = answer(["assess", "--data", data, "--json", CASES.parents[1] / f"samples/orders/{name}.json"])
        states = {f["indicator"]: f["state"] for f in got["findings"]}
        expect(states["PRC-01"] == "absent" and states["PRC-24"] == "absent", f"{name} meets a real list: {states}")
        expect(got["level"] == level, f"{name} is {got['level']}: {got['explanation']['en']}")


def meti_hit(data):
    row = meti_rows()[2]
    dealing = {"id": "m", "kind": "procurement", "date": "2026-11-02", "asset": {"sensitivity": "S1"},
               "parties": [{"role": "orderer", "name": row["name"]}], "items": [{"name": "chair", "possible_uses": False}]}
    got = assess(data, [dealing], "--dry-run")[0]
    finding = next(f for f in got["findings"] if f["indicator"] == "PRC-01")
    match({"state": "present", "evidence": {"$has": [{"source": "list", "place": {"$contains": ["jp_meti_eul", row["no"]]},
                                                      "sha256": {"$re": "^[0-9a-f]{64}$"}}]}}, finding)
    match({"$has": [{"list": "jp_meti_eul", "edition": "2025-09-29", "later": False}]}, got["lists"])


def several_lists(data):
    got = answer(["screen", "--data", data, "--json", "Rosoboronexport"])
    lists = [h["list"] for h in got["hits"] if h["decision"] == "match"]
    expect(len(set(lists)) >= 3, f"hits on {lists}")


def formats_agree(stores):
    """Two forms of one list are editions of one list: the later one says how little differs."""
    jp = SHARED / "data/watchlists/jp" if SHARED else None
    list_files()
    data = stores.fresh()
    xlsx, tsv = (next(jp.glob(f"meti_foreign_user_list_*.{s}")) for s in ("xlsx", "tsv"))
    answer(["import", "--data", data, "--json", "--edition", "2025-09-28", xlsx])
    got = answer(["import", "--data", data, "--json", tsv])["files"][0]
    yield "METI xlsx and tsv: the same 835 entries", lambda: match({"list": "jp_meti_eul", "added": 0, "removed": 0}, got)
    if IS_FULL:
        xlsx, ftm = jp / "mof_asset_freeze_2026-03-05.xlsx", jp / "mof_asset_freeze_2026-03-06.ftm.jsonl.xz"
        answer(["import", "--data", data, "--json", xlsx], timeout=120)
        mof = answer(["import", "--data", data, "--json", ftm], timeout=120)["files"][0]
        yield "mof_xlsx and FollowTheMoney: the same entry ids", lambda: match({"added": 0, "removed": 0}, mof)


GROUPS = [("counts", counts), ("meti", meti_names), ("judged", judged), ("formats", formats_agree)]
