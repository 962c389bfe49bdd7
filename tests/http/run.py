#!/usr/bin/env python3
"""run.py [WORD]: the server from outside; prints TAP. With WORD only tests whose name holds it.

Each file http_*.py here has functions test_...(world); `world` is one server with one user a role. Tests that stop or
break a server start one of their own.
"""
import importlib
import sys
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from world import World  # noqa: E402


def tests(word):
    for path in sorted(Path(__file__).parent.glob("http_*.py")):
        module = importlib.import_module(path.stem)
        for name, function in vars(module).items():
            if name.startswith("test_") and word in name:
                yield f"{path.stem[5:]}: {name[5:].replace('_', ' ')}", function


def main(word=""):
    found = list(tests(word))
    print(f"1..{len(found)}", flush=True)
    world = World()
    failed = 0
    try:
        for number, (name, function) in enumerate(found, 1):
            try:
                function(world)
                world.check_answers()
                print(f"ok {number} - {name}", flush=True)
            except Exception:  # whatever it is, it is the test's failure
                failed += 1
                print(f"not ok {number} - {name}")
                print("\n".join("# " + line for line in traceback.format_exc().splitlines()[-12:]), flush=True)
    finally:
        world.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
