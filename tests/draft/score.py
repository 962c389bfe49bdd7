"""score.py: how well drafts match what a careful reader would propose. Python's standard library alone.

A label and a draft are compared value by value. `Tally` counts, for each group of values (GROUPS), what was found and is
right, what was found and is wrong, and what is missing. What counts as the same is written beside each comparison:

    telephones     the digits, with or without country code; an extension is no part of the number
    names          letters and digits, without 様, 御中, Mr.
    things         words (pairs of characters where a script has no blanks) that overlap to four fifths
    addresses      the same to seven tenths; statements to three fifths

`accept` of a label: other values that are right as well, and where nothing is labelled are neither right nor wrong.
`absent`: values that must not be there.
"""
import datetime
import re
import unicodedata
from collections import Counter

UNSPACED = "\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
HONORIFIC = re.compile(r"(様|さま|殿|御中|貴中|先生|님|귀중)\s*$|^(messrs|mr|ms|mrs|dr)\b\.?")


# -- when are two values the same?

def fold(value):
    return " ".join(unicodedata.normalize("NFKC", str(value)).casefold().split())


def letters(value):
    return "".join(c for c in fold(value) if c.isalnum())


def words(value):
    bag = Counter()
    for run in re.findall(rf"[{UNSPACED}]+|[^\W{UNSPACED}]+", fold(value)):
        is_unspaced = re.match(f"[{UNSPACED}]", run)
        bag.update([run[i:i + 2] for i in range(len(run) - 1)] or [run] if is_unspaced else [run])
    return bag


def overlap(a, b):
    a, b = words(a), words(b)
    return 2 * (a & b).total() / ((a + b).total() or 1)


def alike(least):
    return lambda a, b: overlap(a, b) >= least


def same_text(a, b):
    return fold(a) == fold(b)


def same_code(a, b):
    return letters(a) == letters(b)


def same_name(a, b):
    a, b = (letters(HONORIFIC.sub("", fold(v))) for v in (a, b))
    return a == b != ""


def same_phone(a, b):
    def digits(value):
        text = re.sub(r"\(0\)|(内線|ext\.?|доб\.?|分机|#|x)\s*\d+\W*$", "", fold(value))
        return re.sub(r"\D", "", text).removeprefix("00").lstrip("0")
    a, b = sorted((digits(a), digits(b)), key=len)
    return a == b != "" or (len(a) >= 7 and len(b) - len(a) <= 3 and b.endswith(a))


def same_site(a, b):
    if a is False or b is False:
        return a is b
    return len({re.sub(r"^(https?://)?(www\.)?|/+$", "", fold(v)) for v in (a, b)}) == 1


def same_amount(a, b, units):
    def bare(unit):
        return re.sub(r"(?<=.)s?\.?$", "", fold(unit or ""))
    return same_number(a[0], b[0]) and any(bare(u) == bare(b[1]) for u in (a[1], *units))


def same_number(a, b):
    a, b = (re.sub(r"\.0*$|,", "", str(v)) for v in (a, b))
    return a == b


def same_price(a, b):
    return same_number(a.get("amount"), b.get("amount")) and a.get("currency") == b.get("currency")


def same_time(a, b):
    try:
        a, b = (datetime.datetime.fromisoformat(str(v).replace("Z", "+00:00")) for v in (a, b))
        return a == b
    except (ValueError, TypeError):
        return False


# -- reading

def at(tree, path):
    for key in path.strip("/").split("/"):
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def listed(value):
    return value if isinstance(value, list) else [] if value is None or value is False else [value]


def roles(party):
    return set(listed(party.get("role")))


def names(party):
    return [n for n in (party.get("name"), *listed(party.get("names"))) if n]


def contacts(draft, field):
    """(roles, value) of each value of a field of all parties; a web site may be a plain false."""
    for party in draft.get("parties", []):
        for value in [False] if party.get(field) is False else listed(party.get(field)):
            yield roles(party), value


CONTACTS = {"emails": same_text, "phones": same_phone, "website": same_site, "addresses": alike(0.7), "country": same_text}
FIELDS = {"use statement": ("/order/use/statement", alike(0.6)),
          "secrecy requests": ("/order/secrecy_requests", alike(0.6)),
          "destination": ("/shipment/destination", same_text), "ship date": ("/shipment/ship_date", same_time),
          "payment terms": ("/payment/terms", same_text)}
GROUPS = [*CONTACTS, "orderer name", "other parties", "items", "quantity+unit", "model", "hs code+price", *FIELDS,
          "title+date", "text decoded"]


class Tally:
    """right, wrong and missing values of each group; the lines tell which."""

    def __init__(self):
        self.count = {group: [0, 0, 0] for group in GROUPS}
        self.lines = []
        self.broken = 0

    def add(self, file, group, wanted, found, same, also=(), free=()):
        left, right = list(wanted), []
        for value in found:
            hit = next((w for w in left if same(w, value)), None)
            if hit is None and left and any(same(a, value) for a in also):
                hit = left[0]
            if hit is not None:
                left.remove(hit)
                right.append(hit)
                self.count[group][0] += 1
            elif not any(same(v, value) for v in (*right, *also, *free)):
                self.count[group][1] += 1
                self.lines.append(f"+ {file} {group}: {value}")
        self.count[group][2] += len(left)
        self.lines += [f"- {file} {group}: {value}" for value in left]

    def f1(self, group):
        right, wrong, missing = self.count[group]
        return 2 * right / (2 * right + wrong + missing) if right or wrong or missing else 1.0

    def mean(self):
        return sum(map(self.f1, GROUPS)) / len(GROUPS)


def judge(label, draft, tally):
    file, want, accept = label["file"], label["draft"], label.get("accept", {})
    judge_parties(file, want, draft, accept, tally)
    judge_items(file, want, draft, accept, tally)
    for group, (path, same) in FIELDS.items():
        tally.add(file, group, listed(at(want, path)), listed(at(draft, path)), same, accept.get(path, []),
                  accept.get(path + "/*", []))
    for key, same in (("title", same_text), ("received_at", same_time)):
        tally.add(file, "title+date", listed(label.get(key)), listed(draft.get(key)) if key in label else [], same)
    text = str(draft.get("text") or "")
    is_clean = not re.search("\ufffd|</(p|td|div|html)>", text) and \
        all(letters(part) in letters(text) for part in label.get("text_has", []))
    tally.add(file, "text decoded", ["text"], ["text"] if text and is_clean else [], same_text)
    judge_absent(file, label.get("absent", []), draft, tally)


def judge_parties(file, want, draft, accept, tally):
    def free(field):
        return [({path.split("/")[2]}, value) for path, values in accept.items()
                if re.match(rf"/parties/\w+/{field}", path) for value in values]
    for field, same in CONTACTS.items():
        tally.add(file, field, contacts(want, field), contacts(draft, field),
                  lambda a, b, same=same: bool(a[0] & b[0]) and same(a[1], b[1]), free=free(field))
    first = [[n for p in tree.get("parties", []) if "orderer" in roles(p) for n in names(p)] for tree in (want, draft)]
    tally.add(file, "orderer name", *first, same_name, also=accept.get("/parties/orderer/name", []))
    rest = [[(roles(p), names(p)) for p in tree.get("parties", []) if "orderer" not in roles(p) and names(p)]
            for tree in (want, draft)]

    def same_party(a, b):
        forms = a[1] + [v for role in a[0] for v in accept.get(f"/parties/{role}/name", [])]
        return bool(a[0] & b[0]) and any(same_name(x, y) for x in forms for y in b[1])
    tally.add(file, "other parties", *rest, same_party, free=[(r, [v]) for r, v in free("name") if r != {"orderer"}])


def judge_items(file, want, draft, accept, tally):
    """Each thing is paired with its likest; what belongs to it is compared on the pairs."""
    found = [item for item in draft.get("items", []) if isinstance(item, dict)]
    pairs, spare = [], accept.get("/items/*/name", [])
    for k, item in enumerate(want.get("items", [])):
        forms = [item["name"], f'{item["name"]} {item.get("model", "")}', *accept.get(f"/items/{k}/name", [])]
        best = max(((max(overlap(n, f.get("name") or "") for n in forms), -j) for j, f in enumerate(found)),
                   default=(0, 0))
        pairs.append((k, item, found.pop(-best[1]) if best[0] >= 0.8 else {}))
    pairs += [("*", {}, f) for f in found if not any(same_text(f.get("name"), s) for s in spare)]
    tally.add(file, "items", [w["name"] for _, w, _ in pairs if w], [w.get("name") or f.get("name") for _, w, f in pairs if f],
              same_text)
    for k, w, f in pairs:
        units = [*accept.get(f"/items/{k}/unit", []), *accept.get("/items/*/unit", [])]
        amounts = [[(i["quantity"], i.get("unit"))] if i.get("quantity") is not None else [] for i in (w, f)]
        tally.add(file, "quantity+unit", *amounts, lambda a, b, units=units: same_amount(a, b, units))
        tally.add(file, "model", listed(w.get("model")), listed(f.get("model")), same_code)
        tally.add(file, "hs code+price", listed(w.get("hs_code")), listed(f.get("hs_code")), same_code)
        tally.add(file, "hs code+price", listed(w.get("price")), listed(f.get("price")), same_price,
                  free=accept.get(f"/items/{k}/price", []))


def judge_absent(file, rules, draft, tally):
    for rule in rules:
        kind, _, rest = rule["path"][1:].partition("/")
        who, _, field = rest.partition("/")
        field = field.split("/")[0]
        if kind != "parties":
            there = [i.get("name") for i in draft.get("items", [])] if kind == "items" else \
                listed(at(draft, rule["path"].removesuffix("/*")))
        elif field == "name":
            there = [n for p in draft.get("parties", []) if who == "*" or who in roles(p) for n in names(p)]
        else:
            there = [v for r, v in contacts(draft, field) if who == "*" or who in r]
        same = CONTACTS.get(field, (lambda a, b: letters(a) in letters(b)) if field == "name" else same_text)
        bad = [v for v in there if v and ("value" not in rule or same(rule["value"], v))]
        tally.broken += bool(bad)
        tally.lines += [f"! {file} {rule['path']}: {value}" for value in bad]


def check_spans(draft, spans):
    """Problems: a span whose text does not stand at its place, a value that no span covers."""
    def leaves(value, path):
        if isinstance(value, (dict, list)):
            pairs = value.items() if isinstance(value, dict) else enumerate(value)
            return [x for k, v in pairs if k != "role" for x in leaves(v, f"{path}/{k}")]
        return [] if value is None else [path + "/"]
    text, covered = str(draft.get("text")), tuple(s["path"] + "/" for s in spans)
    problems = [f"{s['path']}: {s['text']!r} does not stand at {s.get('from')}" for s in spans
                if "header" not in s and text[s.get("from"):s.get("to")] != s["text"]]
    for key in ("parties", "items", "order", "shipment", "payment"):
        problems += [f"{path}: no span" for path in leaves(draft.get(key), f"/{key}") if not path.startswith(covered)]
    return problems
