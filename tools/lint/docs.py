#!/usr/bin/env python3
"""docs.py: documents are in step: links lead to files, commands that a page names exist, paths of the tree exist."""
import re
from pathlib import Path

from common import ROOT, files, finish, line_of, text

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
MAKE = re.compile(r"(?<![\w/-])make ([a-z][a-z-]+)(?=[`\s|]|$)")
PATH = re.compile(r"`((?:src|apps|tests|tools|rules|policy|samples|include|bench)/[\w./-]+)`")
NEEDED = ["README.md", "ARCHITECTURE.md", "STYLE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "NOTICE"]

targets = set(re.findall(r"^([a-z][a-z-]*):", text("Makefile"), re.M))


def commands_in(source):
    """`make X` inside back-quotes or code blocks; prose like "make sure" is no command."""
    for block in re.finditer(r"```.*?```|`[^`\n]+`", source, re.S):
        for match in MAKE.finditer(block.group(0)):
            yield block.start() + match.start(), match.group(1)


problems = [(n, 1, "is missing") for n in NEEDED if not (ROOT / n).is_file()]
for page in files("*.md"):
    source, folder = text(page), (ROOT / page).parent
    for match in LINK.finditer(source):
        target = match.group(1)
        if "://" not in target and not target.startswith("mailto:") and not (folder / target).exists():
            problems.append((page, line_of(source, match.start()), f"link to {target}, which is not there"))
    for offset, target in commands_in(source):
        if target not in targets:
            problems.append((page, line_of(source, offset), f"`make {target}` is no target"))
    for match in PATH.finditer(source):
        if not (ROOT / match.group(1)).exists() and not re.search(r"[<*]", match.group(1)):
            problems.append((page, line_of(source, match.start()), f"{match.group(1)} is not there"))
finish(problems)
