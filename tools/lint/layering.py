#!/usr/bin/env python3
"""layering.py: a room includes lower ranks only, and x_int.h stays inside its room (ARCHITECTURE.md section 2)."""
import re

from common import RANKS, c_files, finish, text

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def room_of(path):
    parts = path.split("/")
    return parts[1] if parts[0] == "src" and len(parts) > 2 else None


def judge_room(room, quote, target):
    """What is wrong with an include in src/<room>, or None."""
    other = target.split("/")[0]
    if quote == "<":
        return "the public header is for apps and api" if target == "sekisho/sekisho.h" and room != "api" else None
    if "/" not in target:
        return 'write "room/file.h"'
    if room not in RANKS:
        return f"the room {room} has no rank"
    if other == room:
        return None
    if other not in RANKS:
        return f"{other} is not a room"
    if target.endswith("_int.h"):
        return f"{target} stays inside {other}"
    if RANKS[other] >= RANKS[room]:
        return f"{room} (rank {RANKS[room]}) may not include {other} (rank {RANKS[other]})"
    return None


# Parts under apps/ and their ranks, above all rooms: a higher one may use the doors of a lower one (no _int.h).
APPS = {"server": 9, "cli": 10}
APP_DOORS = {"server/serve.h"}


def judge_app(path, quote, target):
    """Programs use <sekisho/...>, base, their own files, and the door of a program of a lower rank."""
    app = "/".join(path.split("/")[:2])
    if quote == "<":
        return None
    if target in APP_DOORS and APPS.get(target.split("/")[0], 99) < APPS.get(app.split("/")[1], 0):
        return None
    if "/" in target and target.split("/")[0] not in ("base", app.split("/")[1]):
        return f"{app} may include <sekisho/...>, base and its own files, not {target}"
    return None


def judge_test(path, quote, target):
    """A test may look into one room: the one in its path."""
    if quote == "<" or not target.endswith("_int.h"):
        return None
    return None if target.split("/")[0] in path.split("/") else f"{target} stays inside its room and that room's tests"


problems = []
for path in c_files():
    source = text(path)
    for match in INCLUDE.finditer(source):
        quote, target = match.groups()
        if room_of(path):
            what = judge_room(room_of(path), quote, target)
        elif path.startswith("apps/"):
            what = judge_app(path, quote, target)
        else:
            what = judge_test(path, quote, target)
        if what:
            problems.append((path, source.count("\n", 0, match.start(2)) + 1, what))
finish(problems)
