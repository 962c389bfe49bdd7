"""Broken and hostile files: each gets a clear error that names it, within 30 s and 600 MB; nothing of it stays, nothing else is lost."""
import gzip
import io
import json
import lzma
import struct
import time
import zipfile
import zlib

from harness import CASES, IS_FULL, answer, expect, match, run, run_measured

EU = CASES / "lists/eu_2026-05-01.ftm.jsonl"
SECONDS, MEGABYTES = 30, 600
LINE = json.dumps({"id": "h-1", "schema": "Company", "properties": {"name": ["Erfundene Firma"]}, "datasets": ["test_hostile"]})


def zip_of(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in content if isinstance(content, Long) else [content]:
                    member.write(piece.encode() if isinstance(piece, str) else piece)
    return out.getvalue()


class Long:
    """A beginning and then n times the same byte, never whole in memory."""

    def __init__(self, beginning, byte, n):
        self.beginning, self.piece, self.pieces = beginning, byte * (1 << 20), n >> 20

    def __iter__(self):
        yield self.beginning
        for _ in range(self.pieces):
            yield self.piece


def zeros(n, pack):
    """n bytes packed, made in pieces."""
    chunk = b"0" * (1 << 20)
    if pack == "gz":
        worker = zlib.compressobj(9, zlib.DEFLATED, 31)
    elif pack == "xz":
        worker = lzma.LZMACompressor(preset=1)
    parts = [worker.compress(chunk) for _ in range(n >> 20)]
    return b"".join([*parts, worker.flush()])


def xlsx(sheet, strings="<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>"):
    return zip_of({
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "xl/workbook.xml": "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
                           "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
                           "<sheets><sheet name='s' sheetId='1' r:id='rId1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                                      "<Relationship Id='rId1' Type='worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet})


def billion_laughs():
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><CONSOLIDATED_LIST dateGenerated="2026-01-01">&l9;'.encode()


def external_entity():
    return (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST><ENTITIES><ENTITY>'
            b"<FIRST_NAME>&e;</FIRST_NAME><REFERENCE_NUMBER>X.1</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>")


def huge_claim():
    """A gzip whose trailer says 4 GB, and a zip whose directory says 10 GB."""
    raw = bytearray(gzip.compress(LINE.encode()))
    raw[-4:] = b"\xff\xff\xff\xff"
    return bytes(raw)


def huge_zip_claim():
    raw = bytearray(zip_of({"list.ftm.jsonl": LINE + "\n"}))
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24:at + 28] = struct.pack("<I", 0xfffffff0)
    return bytes(raw)


CSL_HEAD = (CASES / "lists/csl_2026-10-01.csv").read_bytes().splitlines(keepends=True)[0]
UN = (CASES / "lists/un.xml").read_bytes()

# name, file name, bytes (or what makes them), part of the message besides the file's name
REFUSED = [
    ("empty", "empty.jsonl", b"", "empty"),
    ("only line ends", "blank.csv", b"\n\n\n", ""),
    ("random bytes", "noise.bin", bytes((i * 7919 + i // 251) % 256 for i in range(5000)), ""),
    ("zero bytes", "zeros.csv", b"\0" * 5000, ""),
    ("an unknown table", "table.csv", b"a,b,c\n1,2,3\n", ""),
    ("JSON that is no list", "other.json", b'{"hello":"world"}\n', ""),
    ("cut gzip", "cut.ftm.jsonl.gz", gzip.compress((LINE + "\n").encode() * 500)[:60], ""),
    ("cut xz", "cut.ftm.jsonl.xz", lzma.compress((LINE + "\n").encode() * 500)[:60], ""),
    ("cut zip", "cut.zip", zip_of({"a.ftm.jsonl": (LINE + "\n") * 500})[:80], ""),
    ("xz with a broken sum", "sum.ftm.jsonl.xz", lambda: lzma.compress((LINE + "\n").encode())[:-20] + b"\0" * 20, ""),
    ("cut xml", "cut.xml", UN[:900], ""),
    ("cut xlsx", "cut.xlsx", xlsx("<worksheet><sheetData/></worksheet>")[:-40], ""),
    ("xlsx that is no list", "other.xlsx", xlsx("<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
                                                "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>x</t></is></c></row></sheetData>"
                                                "</worksheet>"), ""),
    ("zip with two lists", "two.zip", zip_of({"a.ftm.jsonl": LINE, "b.ftm.jsonl": LINE}), ""),
    ("zip in a zip", "nested.zip", zip_of({"b.zip": zip_of({"a.ftm.jsonl": LINE})}), ""),
    ("entities that multiply", "laughs.xml", billion_laughs, ""),
    ("an entity of another file", "external.xml", external_entity, ""),
    ("xml nested deeply", "deep.xml", lambda: b"<CONSOLIDATED_LIST dateGenerated='2026-01-01'>" + b"<a>" * 200000, ""),
    ("JSON nested deeply", "deep.ftm.jsonl", lambda: b'{"id":"x","schema":"Company","properties":' + b"[" * 300000 + b"\n", ""),
    ("a line of 20 MB", "long.ftm.jsonl", lambda: b'{"id":"x","schema":"Company","properties":{"name":["' + b"x" * (20 << 20) + b'"]}}\n', ""),
    ("a wrong encoding: UTF-16", "wide.csv", lambda: (CSL_HEAD.decode() + "x,y\n").encode("utf-16"), ""),
    ("gzip bomb", "bomb.ftm.jsonl.gz", lambda: zeros(3 << 30 if IS_FULL else 1 << 30, "gz"), ""),
    ("xz bomb", "bomb.csv.xz", lambda: zeros(1 << 30, "xz") if IS_FULL else zeros(640 << 20, "xz"), ""),
    ("zip bomb", "bomb.zip", lambda: zip_of({"a.ftm.jsonl": Long(b"", b"0", 640 << 20)}), ""),
    ("xlsx bomb", "bomb.xlsx", lambda: xlsx(Long(b"<worksheet><sheetData>", b" ", 640 << 20)), ""),
    ("zip that claims 4 GB", "claim.zip", huge_zip_claim, None),
    ("gzip that claims 4 GB", "claim.ftm.jsonl.gz", huge_claim, None),
]

# name, file name, bytes, pattern of its row in the answer
PARTS = [
    ("a cut last row", "cut.csv", CSL_HEAD + b'a1,Entity List,,,,Erfundene Werke,,,,,,,,,,,,,,,,,,,,,,,\na2,Entity List,,,,Cut off', {"list": "us_csl", "added": 1, "rejected": 1}),
    ("bytes that are no UTF-8 in one row", "latin.ftm.jsonl", (LINE + "\n").encode() + LINE.replace("h-1", "h-2").replace("Firma", "Büro").encode("latin-1") + b"\n",
     {"added": 1, "rejected": 1}),
    ("a zero byte in one row", "zero.ftm.jsonl", (LINE + "\n").encode() + LINE.replace("h-1", "h-2").encode().replace(b"Firma", b"Fi\0ma") + b"\n", {"added": 1, "rejected": 1}),
    ("one row too long", "long.ftm.jsonl", (LINE + "\n").encode() + b'{"id":"h-2","schema":"Company","properties":{"name":["' + b"x" * (2 << 20) + b'"]}}\n', {"added": 1, "rejected": 1}),
    ("one row nested deeply", "deep.ftm.jsonl", (LINE + "\n").encode() + b'{"id":"h-2","schema":"Company","properties":' + b"[" * 5000 + b"]" * 5000 + b"}\n", {"added": 1, "rejected": 1}),
    ("a party without a name", "nameless.ftm.jsonl", (LINE + "\n").encode() + b'{"id":"h-2","schema":"Company","properties":{"topics":["sanction"]},"datasets":["test_hostile"]}\n', {"rejected": {"$number": [0, 1]}}),
    ("an id that comes twice", "twice.ftm.jsonl", (LINE + "\n" + LINE + "\n").encode(), {"added": 1, "rejected": 1}),
    ("packed as gz", "p.ftm.jsonl.gz", gzip.compress((LINE + "\n").encode()), {"added": 1, "rejected": 0}),
    ("packed as xz", "p.ftm.jsonl.xz", lzma.compress((LINE + "\n").encode()), {"added": 1, "rejected": 0}),
    ("packed as zip", "p.zip", zip_of({"p.ftm.jsonl": LINE + "\n"}), {"added": 1, "rejected": 0}),
    ("Windows line ends and a byte order mark", "crlf.ftm.jsonl", b"\xef\xbb\xbf" + (LINE + "\r\n").encode(), {"added": 1, "rejected": 0}),
    ("a wrong suffix: content decides", "p.csv", (LINE + "\n").encode(), {"list": "test_hostile", "added": 1}),
]


def write(data, name, content):
    path = data.parent / name
    path.write_bytes(content() if callable(content) else content)
    return path


def measured_import(data, path, *others):
    start = time.monotonic()
    done, megabytes = run_measured(["import", "--data", data, "--json", path, *others], data.parent, timeout=100)
    seconds = time.monotonic() - start
    expect(done.status < 128, f"ended by signal {done.status - 128}: {done.err[-500:]}")
    expect(seconds <= SECONDS, f"took {seconds:.0f} s")
    expect(megabytes <= MEGABYTES, f"took {megabytes} MB")
    return done


def refused(stores, name, content, part):
    data = stores.fresh()
    path = write(data, name, content)
    done = measured_import(data, path, EU)
    path.unlink()
    got = json.loads(done.out)
    match({"files": {"$has": [{"list": "eu_fsf", "added": 5}]}}, got)
    mine = [f for f in got["files"] if f["file"].endswith(name)]
    if part is not None:
        expect(done.status == 1, f"exit status {done.status}: {done.out[:500]}")
        expect(name in done.err, f"the message does not name the file: {done.err[:500]}")
        expect(part in done.err, f"the message does not say {part!r}: {done.err[:500]}")
        expect(all(f.get("added", 0) == 0 for f in mine), f"something of it was taken: {mine}")
    expect("passwd" not in done.out and "root:" not in done.out, "another file was read")
    rows = answer(["lists", "--data", data, "--json"])["lists"]
    if part is not None:
        match([{"list": "eu_fsf", "parties": 5}], rows)


def in_part(stores, name, content, pattern):
    data = stores.fresh()
    done = measured_import(data, write(data, name, content))
    got = json.loads(done.out)
    expect(len(got["files"]) == 1, f"one file gave {got}")
    match(pattern, got["files"][0])
    if got["files"][0]["rejected"]:
        expect(name in done.err, f"a rejected row is not listed: {done.err[:300]}")
    expect(done.status == 0, f"exit status {done.status}: {done.err[:300]}")


def refused_files(stores):
    for title, name, content, part in REFUSED:
        yield title, lambda name=name, content=content, part=part: refused(stores, name, content, part)


def files_in_part(stores):
    for title, name, content, pattern in PARTS:
        yield title, lambda name=name, content=content, pattern=pattern: in_part(stores, name, content, pattern)


# ---- dealings ----

DEALINGS = [
    ("nested deeply", b'{"kind":"procurement","parties":' + b"[" * 100000),
    ("5 MB", lambda: b'{"kind":"procurement","text":"' + b"x" * (5 << 20) + b'"}'),
    ("300 parties", lambda: json.dumps({"kind": "procurement", "parties": [{"role": "agent"}] * 300}).encode()),
    ("no UTF-8", b'{"kind":"procurement","title":"\xff\xfe"}'),
    ("a zero in a text", b'{"kind":"procurement","id":"a\\u0000b"}'),
    ("half a surrogate", b'{"kind":"procurement","title":"\\ud800"}'),
    ("two parties with one key", json.dumps({"kind": "procurement", "parties": [{"role": "orderer", "key": "o"}, {"role": "agent", "key": "o"}]}).encode()),
]


def bad_dealing(stores, content):
    data = stores.fresh()
    path = write(data, "d.json", content)
    done = run(["assess", "--data", data, "--json", path], timeout=SECONDS)
    expect(done.status == 1, f"exit status {done.status}: {done.out[:300]}{done.err[:300]}")
    expect("d.json" in done.err, f"the message does not name the file: {done.err[:300]}")
    match({"error": {"reason": {"$re": "."}}}, json.loads(done.out))


def bad_dealings(stores):
    for title, content in DEALINGS:
        yield title, lambda content=content: bad_dealing(stores, content)


def broken_lines(stores):
    """A batch goes on behind lines that are too long, nested or broken."""
    data = stores.fresh()
    lines = [b'{"kind":"procurement","id":"one"}', b"[" * 100000, b'{"kind":"procurement","text":"' + b"x" * (5 << 20) + b'"}', b"\xff\xfe",
             b"", b'{"kind":"procurement","id":"two"}']
    done = run(["assess", "--data", data, "--input", "-", "--jsonl", "--dry-run"], stdin=b"\n".join(lines) + b"\n", timeout=SECONDS)
    got = [json.loads(line) for line in done.out.splitlines()]
    expect(done.status == 1, f"exit status {done.status}")
    match({"dealing": "one"}, got[0])
    match({"dealing": "two"}, got[-1])
    expect(sum("error" in g for g in got) in (3, 4), f"{[sorted(g)[:3] for g in got]}")


def batches(stores):
    yield "a batch goes on behind broken lines", lambda: broken_lines(stores)

GROUPS = [("refused", refused_files), ("in part", files_in_part), ("dealings", bad_dealings), ("batches", batches)]
