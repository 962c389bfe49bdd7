#!/usr/bin/env python3
"""run.py: what the documents show runs as printed; prints TAP.

In order: the commands of README.md's "First steps", then the example of every verb (apps/cli/commands.def, which is what
--help shows). All run in a folder that looks like the root of a clone, with SEKISHO_DATA pointing to one store.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A row's last text is its example; the texts before it are the help in two languages.
ROW = re.compile(r'^C\((\w+),.*?"((?:\\.|[^"\\])*)"\)$', re.M | re.S)


def readme_commands():
    steps = (ROOT / "README.md").read_text(encoding="utf-8").split("## First steps")[1].split("```")[1]
    for line in steps.splitlines():
        if line.startswith("build/release/sekisho "):
            yield line.split("  #")[0].strip()


def verb_examples():
    for verb, example in ROW.findall((ROOT / "apps/cli/commands.def").read_text(encoding="utf-8")):
        if verb == "serve":  # answers until it is told to end; another server may have the port
            example = example.replace(":8080", ":0")
            yield verb, f"timeout --preserve-status -s TERM 3 sekisho {example}"
            continue
        yield verb, "sekisho " + example.replace('\\"', '"').replace("\\\\", "\\")


def clone_like(folder):
    """A root of a clone in which commands may leave files."""
    (folder / "build").mkdir()
    (folder / "build/release").symlink_to(ROOT / "build/release")
    for name in ("samples", "policy", "rules"):
        (folder / name).symlink_to(ROOT / name)


def run(command, folder):
    env = {**os.environ, "SEKISHO_DATA": str(folder / "build/store"), "PATH": f"{ROOT}/build/release:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, text=True, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout


def main():
    commands = [("README", c) for c in readme_commands()] + list(verb_examples())
    print(f"1..{len(commands)}")
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clone_like(folder)
        for number, (where, command) in enumerate(commands, 1):
            status, output = run(command, folder)
            failed += status != 0
            print(f"{'not ok' if status else 'ok'} {number} - {where}: {command.replace('#', '')}")
            if status:
                print("\n".join("# " + line for line in [f"exit status {status}", *output.splitlines()[-10:]]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
