"""The data folder: its modes, what harms it, that answers are the same bytes, that nothing half-done stays."""
import json
import os
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import threading
import time

from harness import CASES, Failed, PROGRAM, ROOT, Skipped, answer, expect, match, must, run

EU = CASES / "lists/eu_2026-05-01.ftm.jsonl"
METI = CASES / "lists/meti_2025-09-29.tsv"
CLEAN = CASES / "base/clean.json"
EXAMPLE = CASES / "base/example.json"


def everything(folder):
    yield folder
    for path in folder.rglob("*"):
        yield path


def mode(path):
    return stat.S_IMODE(os.lstat(path).st_mode)


# ---- the folder ----

def private_modes(stores):
    data = stores.fresh([EU])
    must(["assess", "--data", data, "--json", EXAMPLE])
    must(["screen", "--data", data, "--json", "Muster"])
    for path in everything(data):
        wanted = 0o700 if path.is_dir() else 0o600
        expect(mode(path) == wanted, f"{path.name} has mode {mode(path):o}, not {wanted:o}")


def loose_umask(stores):
    data = stores.folder() / "store"
    done = run(["init", "--data", data], limit=lambda: os.umask(0))
    expect(done.status == 0, done.err)
    for path in everything(data):
        expect(mode(path) & 0o077 == 0, f"{path.name} has mode {mode(path):o}")


def unsafe_folder(stores, bits):
    data = stores.folder() / "store"
    data.mkdir()
    data.chmod(bits)
    done = run(["init", "--data", data])
    expect(done.status == 1, f"exit status {done.status}")
    expect(str(data) in done.err, f"the message does not name the folder: {done.err}")
    expect(not list(data.iterdir()), f"something was made: {list(data.iterdir())}")
    expect(mode(data) == bits, "the mode of the folder was changed")


def opened_folder(stores):
    data = stores.fresh()
    data.chmod(0o755)
    done = run(["lists", "--data", data, "--json"])
    data.chmod(0o700)
    expect(done.status == 1 and str(data) in done.err, f"a store that others can read was used: {done}")


def empty_private_folder(stores):
    data = stores.folder() / "store"
    data.mkdir(mode=0o700)
    must(["init", "--data", data])
    must(["lists", "--data", data])


def existing_store(stores):
    data = stores.fresh([EU])
    before = {p: p.read_bytes() for p in data.rglob("*") if p.is_file()}
    done = run(["init", "--data", data])
    expect(done.status == 1, f"exit status {done.status}")
    after = {p: p.read_bytes() for p in data.rglob("*") if p.is_file()}
    expect(before == after, "the store was touched")


def foreign_folder(stores):
    data = stores.folder() / "store"
    data.mkdir(mode=0o700)
    (data / "letter.txt").write_text("mine", encoding="utf-8")
    run(["init", "--data", data])
    expect((data / "letter.txt").read_text(encoding="utf-8") == "mine", "a foreign file was touched")


# ---- the same bytes ----

def assess_bytes(data, *options):
    return must(["assess", "--data", data, "--json", "--dry-run", *options, EXAMPLE]).out


def same_bytes(stores):
    one, other = stores.fresh([EU, METI]), stores.fresh([METI, EU])
    first = assess_bytes(one)
    expect(first == assess_bytes(one), "two runs differ")
    expect(first == assess_bytes(other), "stores with the same content differ")


def same_bytes_in_a_batch(stores):
    data = stores.fresh([EU, METI])
    line = json.dumps(json.loads(EXAMPLE.read_text(encoding="utf-8")))
    batch = must(["assess", "--data", data, "--input", "-", "--jsonl", "--dry-run"], stdin=line + "\n").out
    expect(batch == assess_bytes(data), "the answer of a batch differs from that of a file")


def language(stores):
    data = stores.fresh([EU])
    for args in (["assess", "--dry-run", EXAMPLE], ["screen", "Zirkonwerk Beispielstadt AG"], ["lists"], ["config"]):
        outs = {must([*args, "--data", data, "--json", "--lang", lang]).out for lang in ("en", "ja")}
        expect(len(outs) == 1, f"{args[0]} --json changes with the language")
    outs = {must(["lists", "--data", data, "--json"], env={"LANG": lang}).out for lang in ("C", "ja_JP.UTF-8", "en_US.UTF-8")}
    expect(len(outs) == 1, "lists --json changes with the locale")


def stored_bytes(stores):
    """What is stored is what was answered: the next version compares with it."""
    data = stores.fresh([EU])
    first = answer(["assess", "--data", data, "--json", EXAMPLE])
    second = answer(["assess", "--data", data, "--json", EXAMPLE])
    match({"version": 2, "changes": []}, second)
    for key in ("level", "concern", "findings", "groups", "questions", "explanation", "rules_version", "levels_version"):
        expect(first[key] == second[key], f"{key} differs between two versions of the same content")


# ---- damage ----

def databases(data):
    return [p for p in data.rglob("*") if p.is_file() and p.read_bytes()[:15] == b"SQLite format 3"]


def audit_table(db):
    names = [r[0] for r in db.execute("select name from sqlite_master where type = 'table' and name like 'audit%'")]
    expect(names, "the store has no audit table")
    return names[0]


def tamper(stores, change):
    data = stores.fresh([EU])
    must(["screen", "--data", data, "--json", "Muster"])
    must(["assess", "--data", data, "--json", EXAMPLE])
    path = databases(data)[0]
    with sqlite3.connect(path) as db:
        table = audit_table(db)
        for (trigger,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f'drop trigger "{trigger}"')
        change(db, table)
    db.close()
    done = run(["verify", "--data", data, "--json"])
    expect(done.status == 10, f"verify ended with {done.status}: {done.out}{done.err}")
    match({"ok": False}, json.loads(done.out))


def change_actor(db, table):
    columns = [r[1] for r in db.execute(f"pragma table_info({table})")]
    column = next(c for c in columns if "actor" in c)
    db.execute(f"update {table} set {column} = 'nobody' where rowid = (select min(rowid) from {table})")


def remove_row(db, table):
    db.execute(f"delete from {table} where rowid = (select min(rowid) + 1 from {table})")


def remove_last(db, table):
    db.execute(f"delete from {table} where rowid = (select max(rowid) from {table})")


def append_only(stores):
    data = stores.fresh([EU])
    must(["assess", "--data", data, "--json", EXAMPLE])
    db = sqlite3.connect(databases(data)[0])
    table = audit_table(db)
    for statement in (f"update {table} set rowid = rowid + 1000", f"delete from {table}"):
        try:
            db.execute(statement)
        except sqlite3.DatabaseError:
            continue
        raise Failed(f"the audit table allows: {statement}")
    db.close()


def cut_database(stores):
    data = stores.fresh([EU])
    path = databases(data)[0]
    path.write_bytes(path.read_bytes()[:5000])
    done = run(["lists", "--data", data, "--json"])
    expect(done.status == 1 and done.err, f"a cut database was used: {done}")


def lost_index(stores):
    """Indexes are derived: a lost one is made again."""
    data = stores.fresh([EU])
    lost = [p for p in data.rglob("*") if p.is_file() and p not in databases(data) and "backup" not in str(p)
            and p.stat().st_size > 200 and "-wal" not in p.name and "-shm" not in p.name]
    for path in lost:
        path.unlink()
    got = answer(["screen", "--data", data, "--json", "Zirkonwerk Beispielstadt AG"])
    match({"hits": [{"entry": "t-eu-1"}]}, got)


def broken_index(stores):
    data = stores.fresh([EU])
    for path in data.rglob("*"):
        if path.is_file() and path.suffix not in (".db", ".sqlite") and path not in databases(data) and path.stat().st_size > 500:
            raw = bytearray(path.read_bytes())
            raw[len(raw) // 2] ^= 0xff
            path.write_bytes(raw)
    done = run(["screen", "--data", data, "--json", "Zirkonwerk Beispielstadt AG"])
    expect(done.status in (0, 1), f"ended with {done.status}")
    if done.status == 0:
        match({"hits": [{"entry": "t-eu-1"}]}, json.loads(done.out))


def broken_user_rule(stores):
    data = stores.fresh([EU])
    (data / "rules").mkdir(mode=0o700, exist_ok=True)
    rule = data / "rules/own.yml"
    rule.write_text("title: own\ndetection:\n  a: {order.sit: false}\n  condition: a and\n", encoding="utf-8")
    rule.chmod(0o600)
    done = run(["assess", "--data", data, "--json", EXAMPLE])
    expect(done.status == 1, f"a rule with a syntax error was passed over: {done.status}")
    expect("own.yml" in done.err, f"the message does not name the file: {done.err}")


# ---- interrupted ----

def big_list(path, n, name="test_big", word="Erfundene"):
    with open(path, "w", encoding="utf-8") as file:
        for i in range(n):
            file.write(json.dumps({"id": f"b-{i}", "schema": "Company", "properties": {"name": [f"{word} Firma {i * 7919} GmbH"]},
                                   "datasets": [name]}) + "\n")


def killed_import(stores):
    data = stores.fresh([EU])
    big = data.parent / "big.ftm.jsonl"
    big_list(big, 60000)
    for wait in (0.05, 0.2, 0.5, 0.9):
        child = subprocess.Popen([PROGRAM, "import", "--data", data, big], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        got = answer(["lists", "--data", data, "--json"])["lists"]
        whole = [row for row in got if row["list"] == "test_big"]
        expect(all(row["parties"] == 60000 for row in whole), f"a part of a list stays: {got}")
        match({"$has": [{"list": "eu_fsf", "parties": 5}]}, got)
        match({"hits": [{"entry": "t-eu-1"}]}, answer(["screen", "--data", data, "--json", "Zirkonwerk Beispielstadt AG"]))
    must(["verify", "--data", data, "--json"])
    match({"files": [{"list": "test_big"}]}, answer(["import", "--data", data, "--json", big], timeout=60))
    match({"$has": [{"list": "test_big", "parties": 60000}]}, answer(["lists", "--data", data, "--json"])["lists"])
    shutil.rmtree(data.parent)


def file_size(limit):
    def apply():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return apply


def full_disk(stores):
    """A small file system of its own; needs the right to mount one."""
    data = stores.folder() / "disk"
    data.mkdir()
    big = data.parent / "big.ftm.jsonl"
    big_list(big, 60000)
    script = (f"mount -t tmpfs -o size=6m,mode=0700 tmpfs {data} && {PROGRAM} init --data {data}/s >/dev/null && "
              f"{PROGRAM} import --data {data}/s {EU} >/dev/null && {PROGRAM} import --data {data}/s {big}; echo status=$?; "
              f"{PROGRAM} lists --data {data}/s --json; umount {data}")
    done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True, timeout=120, check=False)
    if "status=" not in done.stdout:
        return no_room_for_files(data.parent, big)  # no right to mount one here
    expect("status=1" in done.stdout, f"exit status: {done.stdout}{done.stderr}")
    expect("space" in done.stderr, f"the message does not name the missing space: {done.stderr}")
    lists = json.loads(next(line for line in done.stdout.splitlines() if line.startswith('{"lists"')))["lists"]
    match([{"list": "eu_fsf", "parties": 5}], lists)
    expect("umount" not in done.stderr, done.stderr)
    return None


def no_room_for_files(folder, big):
    """The nearest thing without that right: files may not grow above 3 MB."""
    data = folder / "limited"
    must(["init", "--data", data])
    must(["import", "--data", data, EU])
    done = run(["import", "--data", data, big], limit=file_size(3 << 20))
    expect(done.status == 1 and done.err, f"exit status {done.status}: {done.err}")
    match([{"list": "eu_fsf", "parties": 5}], answer(["lists", "--data", data, "--json"])["lists"])
    must(["verify", "--data", data, "--json"])


def full_output(_stores):
    if not os.path.exists("/dev/full"):
        raise Skipped("this system has no /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "version"], stdout=full, stderr=subprocess.PIPE, check=False)
    expect(done.returncode == 1 and done.stderr, f"an answer that could not be written ended with {done.returncode}")


def closed_pipe(stores):
    data = stores.fresh([EU])
    script = f"{PROGRAM} screen --data {data} --input - --jsonl | head -1"
    queries = "".join(f'{{"id":"{i}","name":"Muster {i}"}}\n' for i in range(2000))
    done = subprocess.run(["bash", "-c", script], input=queries, capture_output=True, text=True, timeout=60, check=False)
    expect(done.stdout.count("\n") == 1, f"{done.stdout[:200]}{done.stderr[:500]}")


def durable_lines(stores):
    """A line of assess --jsonl is there only after its dealing is: kill the program after it was read."""
    data = stores.fresh([EU])
    dealing = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    child = subprocess.Popen([PROGRAM, "assess", "--data", data, "--input", "-", "--jsonl"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        child.stdin.write((json.dumps(dealing) + "\n").encode())
        child.stdin.flush()
        lines = []
        reader = threading.Thread(target=lambda: lines.append(child.stdout.readline()))
        reader.start()
        reader.join(20)
        expect(lines, "no line came while the input stayed open")
        match({"dealing": "po-1", "version": 1}, json.loads(lines[0]))
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
    match({"version": 2}, answer(["assess", "--data", data, "--json", EXAMPLE]))


def two_writers(stores):
    data = stores.fresh([EU])
    dealing = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    ends = []

    def work(who):
        lines = "".join(json.dumps({**dealing, "id": f"{who}-{i}"}) + "\n" for i in range(25))
        ends.append(run(["assess", "--data", data, "--input", "-", "--jsonl"], stdin=lines))
    threads = [threading.Thread(target=work, args=(who,)) for who in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for done in ends:
        expect(done.status == 0 and done.out.count("\n") == 25, f"{done.status} {done.out[-300:]}{done.err[-500:]}")
    must(["verify", "--data", data, "--json"])
    match({"version": 2}, answer(["assess", "--data", data, "--json", "--dry-run", same_id(data, dealing, "a-24")]))


def same_id(data, dealing, identity):
    path = data.parent / "again.json"
    path.write_text(json.dumps({**dealing, "id": identity}), encoding="utf-8")
    return path


def most_hits(stores):
    data = stores.fresh()
    many = data.parent / "many.ftm.jsonl"
    many.write_text("".join(json.dumps({"id": f"m-{i:04}", "schema": "Company", "properties": {"name": [
        "Vielfach Erfundene Werke" if i != 777 else "Vielfach Erfundene Werke Nord"]}, "datasets": ["test_many"]}) + "\n"
        for i in range(1200)), encoding="utf-8")
    must(["import", "--data", data, many])
    hits = answer(["screen", "--data", data, "--json", "Vielfach Erfundene Werke Nord"])["hits"]
    expect(len(hits) == 1000, f"{len(hits)} hits")
    expect(hits[0]["entry"] == "m-0777", f"the best one is not first: {hits[0]['entry']}")
    scores = [h["score"] for h in hits]
    expect(scores == sorted(scores, reverse=True), "not the best first")


PAIRS = [("Zirkonwerk Beispielstadt AG", "Zirkonwerk Beispielstadt Handel AG"), ("Orlovsky Testomir", "Testomir I. Orlovski"),
         ("星空商事株式会社", "㈱星空商事"), ("Цирконверк Пример", "Zirkonverk Primer"), ("No. 7 Works", "Seventh Works"), ("a", "b")]


def symmetric(_stores):
    for left, right in PAIRS:
        one, other = (answer(["compare", "--json", a, b]) for a, b in ((left, right), (right, left)))
        expect((one["score"], one["decision"]) == (other["score"], other["decision"]), f"{left} / {right}: {one} {other}")
        total = sum(part["weight"] for part in one["explain"])
        expect(abs(total - one["score"]) < 0.00006, f"{left} / {right}: the parts sum to {total}, the score is {one['score']}")


def same_number(stores):
    """The score of a pair does not depend on what else is on the lists."""
    data = stores.fresh([EU, METI])
    for name in ("Zirkonwerk Beispielstadt Handel AG", "Zirkonverk Primer OAO", "Tarkun Rocket Motors"):
        for hit in answer(["screen", "--data", data, "--json", name])["hits"]:
            pair = answer(["compare", "--json", "--schema", "Company", name, hit["entry_name"]])
            expect(pair["score"] == hit["score"], f"{name}: {hit['score']} on the list, {pair['score']} alone")


def any_folder(stores):
    data = stores.fresh([EU])
    done = run(["assess", "--data", data, "--json", "--dry-run", EXAMPLE], cwd=data.parent)
    expect(done.status == 0, f"the program needs the folder of its sources: {done.err}")
    expect(done.out == assess_bytes(data), "the answer differs in another folder")


def cases_of(*functions):
    def cases(stores):
        for name, function in functions:
            yield name, lambda function=function: function(stores)
    return cases


GROUPS = [
    ("folder", cases_of(
        ("folder 0700 and files 0600", private_modes),
        ("a loose umask changes nothing", loose_umask),
        ("a folder that everybody can read is refused", lambda s: unsafe_folder(s, 0o755)),
        ("a folder that the group can read is refused", lambda s: unsafe_folder(s, 0o750)),
        ("a folder that others can enter is refused", lambda s: unsafe_folder(s, 0o701)),
        ("a store that was opened to others later is refused", opened_folder),
        ("an empty private folder is taken", empty_private_folder),
        ("an existing store is not touched", existing_store),
        ("foreign files stay", foreign_folder),
        ("it runs from any folder", any_folder))),
    ("bytes", cases_of(
        ("the same content gives the same bytes", same_bytes),
        ("a batch gives the same bytes as a file", same_bytes_in_a_batch),
        ("JSON does not change with the language", language),
        ("two versions of the same content agree", stored_bytes))),
    ("scores", cases_of(
        ("at most 1,000 hits, the best first", most_hits),
        ("a pair has one score in both orders, and the parts sum to it", symmetric),
        ("the lists have no influence on a score", same_number))),
    ("damage", cases_of(
        ("audit: a changed row is found", lambda s: tamper(s, change_actor)),
        ("audit: a removed row is found", lambda s: tamper(s, remove_row)),
        ("audit: the last row removed is found", lambda s: tamper(s, remove_last)),
        ("audit: rows can only be added", append_only),
        ("a cut database is refused", cut_database),
        ("a lost index is made again", lost_index),
        ("a broken index never gives a wrong answer", broken_index),
        ("a rule with a syntax error is named", broken_user_rule))),
    ("interrupted", cases_of(
        ("a killed import leaves nothing half-done", killed_import),
        ("a full disk: exit status 1, the missing space is named, nothing is lost", full_disk),
        ("an answer that cannot be written is a failure", full_output),
        ("a reader that goes away", closed_pipe),
        ("a line of output means that its dealing is durable", durable_lines),
        ("two programs write at once", two_writers))),
]
