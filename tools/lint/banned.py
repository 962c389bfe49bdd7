#!/usr/bin/env python3
"""banned.py: functions that invite mistakes, and mutable statics (STYLE.md, "What does not compile here")."""
import re

from common import c_files, code, finish, line_of

# function -> what to write instead. Programs of tests are judged like the rest.
EVERYWHERE = {
    "sprintf": "snprintf or buf_put", "vsprintf": "vsnprintf", "strcpy": "struct str", "strcat": "buf_put",
    "strncpy": "memcpy with a length", "strncat": "buf_put", "strtok": "str_split", "strtok_r": "str_split",
    "atoi": "str_to_u64", "atol": "str_to_u64", "atoll": "str_to_u64", "atof": "a parser of the format",
    "gets": "file_read", "system": "posix_spawn with an argument list", "popen": "posix_spawn",
    "tmpnam": "mkstemp", "mktemp": "mkstemp", "alloca": "an arena", "scanf": "a parser", "sscanf": "a parser",
    "localtime": "base/zone", "gmtime": "base/time", "ctime": "base/time", "asctime": "base/time",
    "strerror": "err_errno", "setlocale": "a locale argument", "rand": "hash_random",
}
ROOMS = {"exit": "return an error", "_exit": "return an error", "abort": "assert", "printf": "programs print",
         "vprintf": "programs print", "puts": "programs print", "putchar": "programs print", "perror": "err_errno",
         "fprintf": "programs print"}
MEMORY = {f: "mem_alloc or an arena" for f in ("malloc", "calloc", "realloc", "reallocarray", "free", "strdup",
                                                "strndup", "asprintf", "vasprintf", "posix_memalign")}
# Where a function is at home: path -> functions.
HOME = {
    "src/base/mem.c": set(MEMORY),
    # The reading process ends itself; it never returns into the caller's program.
    "src/source/child.c": {"_exit"},
    "src/source/child_run.c": {"_exit"},
}
MUTABLE_HOME = {"src/base/fault.c"}
CALL = re.compile(r"(?<![\w.>])(\w+)\s*\(")
STATIC = re.compile(r"^([ \t]*)static\s+(?!inline\b)([^;{}()=]*?)(=|;|\[)", re.M)


def banned_in(path):
    banned = dict(EVERYWHERE)
    if path.startswith(("src/", "apps/")) and not path.endswith(".cc"):
        banned |= MEMORY
    if path.startswith("src/"):
        banned |= ROOMS
    for function in HOME.get(path, ()):
        banned.pop(function, None)
    return banned


def is_constant(declaration):
    """`const char *x` is a mutable pointer to constant text; `const char *const x` and `const struct t x` are constant."""
    after_star = declaration.rpartition("*")[2] if "*" in declaration else declaration
    return "const" in after_star.split()


problems = []
for path in c_files():
    source = code(path)
    banned = banned_in(path)
    for match in CALL.finditer(source):
        if match.group(1) in banned:
            problems.append((path, line_of(source, match.start()), f"{match.group(1)}: use {banned[match.group(1)]}"))
    if path.startswith(("src/", "apps/")) and path not in MUTABLE_HOME:
        for match in STATIC.finditer(source):
            if not is_constant(match.group(2)):
                problems.append((path, line_of(source, match.start(2)), "a static object that is not const"))
finish(problems)
