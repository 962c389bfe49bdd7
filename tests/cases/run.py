#!/usr/bin/env python3
"""run.py [PART...]: the cases: what the program does, seen from outside; prints TAP.

    tests/cases/commands/*.json   commands: arguments, input, exit status, output        (tables.py)
    tests/cases/dealings/*.json   dealings: what is changed in a base, what must come out (tables.py)
    tests/cases/rules/PRC-nn.json the same, one table for each indicator
    tests/cases/cases_*.py        what needs making: hostile files, killed imports, the real lists

tests/cases/README.md says how a table is written. With a PART only what has it in its name is run. The real lists are read
from SEKISHO_SHARED; without it their cases are skipped. SEKISHO_TIER=full runs the long ones too.
"""
import importlib
import os
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import harness  # noqa: E402
import tables  # noqa: E402


def groups(stores):
    """(name, function that yields (case name, function)): one group is run by one thread, in order."""
    for path in sorted(harness.CASES.glob("commands/*.json")):
        yield f"commands/{path.stem}", lambda path=path: tables.commands(path, stores)
    for path in sorted([*harness.CASES.glob("dealings/*.json"), *harness.CASES.glob("rules/*.json")]):
        yield f"{path.parent.name}/{path.stem}", lambda path=path: tables.dealings(path, stores)
    for path in sorted(harness.CASES.glob("cases_*.py")):
        module = importlib.import_module(path.stem)
        for name, cases in module.GROUPS:
            yield f"{path.stem[6:]}/{name}", lambda cases=cases: cases(stores)


def run_case(case):
    """(state, detail)"""
    try:
        case()
    except harness.Skipped as why:
        return "skipped", str(why)
    except harness.Failed as why:
        return "failed", str(why)
    except Exception:  # a case that breaks is a case that failed
        return "failed", traceback.format_exc(limit=4)
    return "passed", ""


def run_group(group):
    name, cases = group
    results = []
    try:
        for case_name, case in cases():
            results.append((f"{name}: {case_name}", *run_case(case)))
    except harness.Skipped as why:
        results.append((f"{name}: all", "skipped", str(why)))
    except harness.Failed as why:
        results.append((f"{name}: set-up", "failed", str(why)))
    except Exception:
        results.append((f"{name}: set-up", "failed", traceback.format_exc(limit=4)))
    return results


def show(number, name, state, detail):
    name = name.replace("#", "")
    if state == "skipped":
        print(f"ok {number} - {name} # SKIP {detail}")
        return
    print(f"{'ok' if state == 'passed' else 'not ok'} {number} - {name}")
    for line in detail.splitlines()[:25]:
        print(f"# {line[:800]}")


def main(parts):
    stores = harness.Stores()
    number = failed = 0
    try:
        chosen = [g for g in groups(stores) if not parts or any(p in g[0] for p in parts)]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for results in pool.map(run_group, chosen):
                for name, state, detail in results:
                    number += 1
                    failed += state == "failed"
                    show(number, name, state, detail)
                sys.stdout.flush()
    finally:
        stores.close()
    print(f"1..{number}")
    return 1 if failed or not number else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
