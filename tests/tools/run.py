#!/usr/bin/env python3
"""run.py: tests of the tools themselves; prints TAP.

A lint that never complains is worth nothing, so each has a small broken project here and must name the broken place.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import check  # noqa: E402
import embed  # noqa: E402

LONG = "int base_f(int n)\n{\n" + "    n++;\n" * 70 + "    return n;\n}\n"
POLICY = "iso2,valid_from,valid_to,source,source_date,confidence,note\n"

# lint, files of the project, expected "file:line" of each problem
LINTS = [
    ("layering", {"src/base/a.h": '#include "store/b.h"\n'}, ["src/base/a.h:1"]),
    ("layering", {"src/screen/a.h": '\n#include "trace/b.h"\n'}, ["src/screen/a.h:2"]),
    ("layering", {"src/store/a.c": '#include "model/b_int.h"\n'}, ["src/store/a.c:1"]),
    ("layering", {"src/store/a.c": '#include "b.h"\n'}, ["src/store/a.c:1"]),
    ("layering", {"src/store/a.c": '#include <sekisho/sekisho.h>\n'}, ["src/store/a.c:1"]),
    ("layering", {"apps/cli/a.c": '#include "store/store.h"\n'}, ["apps/cli/a.c:1"]),
    ("layering", {"src/store/a.c": '#include "base/a.h"\n#include "store/b_int.h"\n', "apps/cli/a.c":
                  '#include "base/buf.h"\n#include "cli/cli.h"\n#include <sekisho/sekisho.h>\n'}, []),
    ("banned", {"src/base/a.c": "void f(char *a)\n{\n    strcpy(a, a);\n}\n"}, ["src/base/a.c:3"]),
    ("banned", {"src/text/a.c": "void *f(void)\n{\n    return malloc(1);\n}\n"}, ["src/text/a.c:3"]),
    ("banned", {"src/text/a.c": "static int counter;\n"}, ["src/text/a.c:1"]),
    ("banned", {"src/text/a.c": 'static const char *names[] = {"a"};\n'}, ["src/text/a.c:1"]),
    ("banned", {"src/text/a.c": 'static const char *const NAMES[] = {"a"};\n'
                "static int f(int n)\n{\n    return n; /* malloc(1) */\n}\n", "src/base/mem.c": "void f(void *p)\n"
                "{\n    free(p);\n}\n"}, []),
    ("sizes", {"src/base/a.c": LONG}, ["src/base/a.c:1"]),
    ("sizes", {"src/base/a.h": "int f(int a, int b, int c, int d, int e,\n      int g, int h);\n"}, ["src/base/a.h:1"]),
    ("sizes", {"src/base/a.h": "\n" * 601}, ["src/base/a.h:1"]),
    ("sizes", {"src/base/a.h": "int f(int a, int (*b)(int, int, int, int, int, int, int));\n"}, []),
    ("headers", {"src/base/a.h": "#ifndef BASE_A_H\n#define BASE_A_H\nsize_t f(void);\n#endif\n"}, ["src/base/a.h:1"]),
    ("headers", {"src/base/a.h": "#ifndef A_H\n#define A_H\n#endif\n"}, ["src/base/a.h:1"]),
    ("format", {"src/base/a.c": "int  x;\n", ".clang-format": "BasedOnStyle: LLVM\n"}, ["src/base/a.c:1"]),
    ("format", {"README.md": "blank \n"}, ["README.md:1"]),
    ("words", {"README.md": "see /home/" + "somebody/x\n"}, ["README.md:1"]),
    ("tables", {"src/source/formats.def": "FORMAT(us_csl, x)\nFORMAT(un_sc, y)\n", "tests/cases/source/a": "us_csl\n"},
     ["src/source/formats.def:2"]),
    ("tables", {"rules/procurement/PRC-01.yml": "a: b\n"}, ["rules/procurement/PRC-01.yml:1"]),
    ("tables", {"src/text/meson.build": "# Rank 3. May use: base. Must not know: lists.\n"}, ["src/text/meson.build:1"]),
    ("policy", {"policy/a.csv": "iso2,note\n"}, ["policy/a.csv:1"]),
    ("policy", {"policy/a.csv": POLICY + "JP,2026-02-30,,law,2026,primary,\n"}, ["policy/a.csv:2"]),
    ("policy", {"policy/a.csv": POLICY + "JP,2026-02-03,2026-02-01,law,2026,primary,\n"}, ["policy/a.csv:2"]),
    ("policy", {"policy/a.csv": POLICY + "JP,2026-02-03,,law,2026-03,primary,\n"}, []),
]

# text of a program of tests, its exit status, expected passed / failed / skipped
TAP = [
    ("1..2\nok 1 - a\nok 2 - b\n", 0, (2, 0, 0)),
    ("1..2\nok 1 - a\nnot ok 2 - b\n", 1, (1, 1, 0)),
    ("1..2\nok 1 - a\nnot ok 2 # SKIP b\n", 0, (1, 0, 1)),
    ("1..2\nok 1 - a\n# SKIP is only a note here\nok 2 - b # SKIP no data\n", 0, (1, 0, 1)),
    ("1..3\nok 1 - a\n", 139, (1, 1, 0)),
    ("1..1\nok 1 - a\nSUMMARY: AddressSanitizer: 8 byte(s) leaked\n", 1, (1, 1, 0)),
    ("", 0, (0, 1, 0)),
]


def lint_findings(lint, tree):
    with tempfile.TemporaryDirectory() as folder:
        for path, content in tree.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        subprocess.run(["git", "init", "-q", folder], check=True)
        (Path(folder) / "tools/lint").mkdir(parents=True, exist_ok=True)
        for file in (ROOT / "tools/lint").iterdir():
            if file.is_file():
                Path(folder, "tools/lint", file.name).write_bytes(file.read_bytes())
        # What the lint would say about its own files is not the question.
        Path(folder, ".git/info/exclude").write_text("tools/\n", encoding="utf-8")
        done = subprocess.run([sys.executable, f"tools/lint/{lint}.py"], cwd=folder, capture_output=True, text=True,
                              check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        found = re.findall(r"^(\S+?:\d+): ", done.stdout, re.M)
        return sorted(set(found)), done.returncode, done.stdout + done.stderr


def lint_tests():
    for lint, tree, expected in LINTS:
        found, status, output = lint_findings(lint, tree)
        good = found == sorted(expected) and status == (1 if expected else 0)
        yield f"{lint} finds {', '.join(expected) or 'nothing'} in {', '.join(tree)}", good, output


def tap_tests():
    for text, status, expected in TAP:
        states = [r.state for r in check.judge_program("x", text, status)]
        got = tuple(states.count(s) for s in ("passed", "failed", "skipped"))
        yield f"TAP {text!r} with status {status} counts {expected}", got == expected, f"got {got}"


def embed_tests():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "b.txt").write_bytes(b"\xff\n")
        Path(folder, "a.txt").write_bytes(b"")
        target = Path(folder, "out.c")
        embed.main("FILES", str(target), folder, ["b.txt", f"x/a.txt={folder}/a.txt"])
        got = target.read_text(encoding="utf-8")
        yield "embed sorts by path, keeps bytes and counts", all(
            part in got for part in ("    255,10,0,\n", '{"b.txt", (const char *)file_0, 2}', '{"x/a.txt", (const char *)file_1, 0}',
                                     "FILES_COUNT = 2;")), got
        program = Path(folder, "main.c")
        program.write_text('#include "base/embed.h"\nextern const struct embedded_file FILES[];\n'
                           "int main(void)\n{\n    return FILES[0].n == 2 ? 0 : 1;\n}\n", encoding="utf-8")
        done = subprocess.run(["gcc", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", ROOT / "src", target, program, "-o",
                               Path(folder, "main")], capture_output=True, text=True, check=False)
        yield "embedded files compile without a warning", done.returncode == 0, done.stderr
        yield "embedded files are there at run time", subprocess.run([Path(folder, "main")], check=False).returncode == 0, ""


def main():
    results = [*lint_tests(), *tap_tests(), *embed_tests()]
    print(f"1..{len(results)}")
    for number, (name, good, output) in enumerate(results, 1):
        if not good:
            print("\n".join("# " + line for line in output.splitlines()[-20:]))
        print(f"{'ok' if good else 'not ok'} {number} - {name.replace('#', '')}")
    return 0 if all(good for _, good, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
