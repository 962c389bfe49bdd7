"""tables.py: the two kinds of tables of cases (README.md): commands, and dealings that are assessed."""
import copy
import json
import re
import shutil

from harness import CASES, Failed, ROOT, match, run, short

STATES = {"present", "absent", "unknown", "explained", "not_applicable"}
SEVERITIES = {"low", "medium", "high", "critical"}
STOPS = {"legal", "danger", "exposure"}
INDICATOR = re.compile(r"[A-Z]{3}-\d\d")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


# ---- dealings ----

def walk(document, pointer):
    """(the container, the last key) of a JSON pointer; a key of a list is a number, `-` is behind its end."""
    *way, last = [p.replace("~1", "/").replace("~0", "~") for p in pointer.split("/")[1:]]
    for part in way:
        document = document[int(part)] if isinstance(document, list) else document.setdefault(part, {})
    return document, last


def changed(document, change):
    """The document with `drop` taken out and `set` put in."""
    result = copy.deepcopy(document)
    for pointer in change.get("drop", []):
        container, last = walk(result, pointer)
        if isinstance(container, list):
            container.pop(int(last))
        else:
            container.pop(last, None)
    for pointer, value in change.get("set", {}).items():
        container, last = walk(result, pointer)
        if isinstance(container, list):
            container[len(container) if last == "-" else int(last):int(last) + 1 if last != "-" else len(container)] = [value]
        else:
            container[last] = value
    return result


def base_of(table):
    base = table.get("base", "clean")
    return read(CASES / f"base/{base}.json") if isinstance(base, str) else base


def match_finding(indicator, words, finding):
    for word in words.split():
        if word in STATES:
            match(word, finding["state"], f"{indicator} state (facts {short(finding.get('facts'))})")
        elif word in SEVERITIES:
            match(word, finding["severity"], f"{indicator} severity")
        elif word in STOPS:
            match(word, finding.get("stop"), f"{indicator} stop")
        elif word == "nostop":
            match({"stop": {"$absent": True}}, finding, indicator)
        elif word in ("mandatory", "optional"):
            match(word == "mandatory", finding.get("mandatory", False), f"{indicator} mandatory")
        elif word in ("asks", "silent"):
            match(word == "asks", "question" in finding, f"{indicator} has a question")
        else:
            raise Failed(f"the table says {word!r} of {indicator}: not a word that is known")


def match_answer(expected, got):
    """`expected`: PRC-nn -> words or a pattern; asked, proposed, grouped; everything else a pattern for that field."""
    if "error" in got:
        raise Failed(f"refused: {short(got['error'])}")
    findings = {f["indicator"]: f for f in got["findings"]}
    for key, pattern in expected.items():
        if INDICATOR.fullmatch(key):
            if key not in findings:
                raise Failed(f"{key} is not among the findings")
            if isinstance(pattern, str):
                match_finding(key, pattern, findings[key])
            else:
                match(pattern, findings[key], key)
        elif key == "asked":
            match(pattern, [q["indicator"] for q in got["questions"]], "questions")
        elif key == "proposed":
            match(pattern, [a["id"] for a in got["actions"]], "actions")
        elif key == "grouped":
            match(pattern, {g["group"]: [g["severity"], *g["indicators"]] for g in got["groups"]}, "groups")
        elif key == "present":
            match(pattern, [f["indicator"] for f in got["findings"] if f["state"] == "present"], "present")
        elif key == "unknown":
            match(pattern, [f["indicator"] for f in got["findings"] if f["state"] == "unknown"], "unknown")
        else:
            match({key: pattern}, got)


def judge(case, got):
    if "refused" in case:
        match({"error": case["refused"]}, got)
    else:
        match_answer(case["expect"], got)


def lines_of(dealings):
    return "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in dealings)


def assess(data, dealings, *options):
    """Answers, one for each dealing, in order."""
    done = run(["assess", "--data", data, "--input", "-", "--jsonl", *options], stdin=lines_of(dealings))
    answers = [json.loads(line) for line in done.out.splitlines()]
    if len(answers) != len(dealings):
        raise Failed(f"{len(dealings)} dealings gave {len(answers)} lines, exit status {done.status}\n{done.err[-1500:]}")
    return answers


def store_before(table, case, base, stores):
    """A store in which the dealings before this case are stored."""
    lists = case.get("lists", table.get("lists", []))
    data = stores.fresh([CASES / "lists" / name for name in lists], case.get("options", table.get("options", [])))
    before = [changed(base, change) for change in [*table.get("before", []), *case.get("before", [])]]
    for got in assess(data, before) if before else []:
        if "error" in got:
            raise Failed(f"a dealing before this case was refused: {short(got)}")
    return data


def dealings(path, stores):
    """Cases without dealings and lists of their own are judged together, by one program, without being stored."""
    table = read(path)
    base = base_of(table)
    plain = [c for c in table["cases"] if not {"before", "lists", "options"} & set(c)]
    answers = {}
    if plain:
        data = store_before(table, {}, base, stores)
        got = assess(data, [changed(base, c) for c in plain], "--dry-run")
        answers = {c["name"]: a for c, a in zip(plain, got)}
        if len(answers) != len(plain):
            raise Failed("two cases have one name")
        shutil.rmtree(data.parent, ignore_errors=True)
    for case in table["cases"]:
        if case["name"] in answers:
            yield case["name"], lambda case=case: judge(case, answers[case["name"]])
        else:
            yield case["name"], lambda case=case: own_store(table, case, base, stores)


def own_store(table, case, base, stores):
    data = store_before(table, case, base, stores)
    judge(case, assess(data, [changed(base, case)])[0])
    shutil.rmtree(data.parent, ignore_errors=True)


# ---- commands ----

def filled(value, names):
    """{data}, {dir}, {lists}, {samples}, {root} in texts are replaced."""
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda m: str(names[m.group(1)]) if m.group(1) in names else m.group(0), value)
    if isinstance(value, list):
        return [filled(v, names) for v in value]
    if isinstance(value, dict):
        return {k: filled(v, names) for k, v in value.items()}
    return value


def run_step(step, names):
    done = run(filled(step["args"], names), stdin=filled(step.get("stdin", ""), names), env=filled(step.get("env", {}), names),
               cwd=filled(step["cwd"], names) if "cwd" in step else ROOT)
    try:
        match(step.get("exit", 0), done.status, "exit status")
        for key, text in (("out", done.out), ("err", done.err)):
            if key in step:
                match(filled(step[key], names), text, {"out": "standard output", "err": "standard error"}[key])
        if "json" in step:
            match(filled(step["json"], names), json.loads(done.out))
        if "jsonl" in step:
            match(filled(step["jsonl"], names), [json.loads(line) for line in done.out.splitlines()])
    except json.JSONDecodeError as why:
        raise Failed(f"standard output is not JSON ({why}): {short(done.out)}\n{done.err[-500:]}") from why
    except Failed as why:
        raise Failed(f"{' '.join(map(str, step['args']))}: {why}\nout: {short(done.out)}\nerr: {short(done.err)}") from why


def run_command_case(table, case, stores):
    lists = case.get("store", table.get("store", []))
    data = stores.folder() / "store" if lists is False else stores.fresh([CASES / "lists" / n for n in lists])
    folder = data.parent
    names = {"data": data, "dir": folder, "lists": CASES / "lists", "samples": ROOT / "samples", "root": ROOT}
    for name, content in case.get("files", {}).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else "".join(json.dumps(c, ensure_ascii=False) + "\n" for c in content)
        target.write_text(text, encoding="utf-8")
    for step in case.get("steps", [case]):
        run_step(step, names)
    shutil.rmtree(folder, ignore_errors=True)


def commands(path, stores):
    table = read(path)
    for case in table["cases"]:
        yield case["name"], lambda case=case: run_command_case(table, case, stores)
