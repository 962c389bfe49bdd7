#!/usr/bin/env python3
"""openapi.py: schema/openapi.yaml says what apps/server/endpoints.def does - paths, methods, rights, bodies, answers - and
every $ref in it leads somewhere.
"""
import json
import re

import yaml

from common import finish, line_of, text

DOCUMENT, TABLE = "schema/openapi.yaml", "apps/server/endpoints.def"
ROW = re.compile(r'^E\((\w+), "(\w+)", "([^"]+)", \w+, "([^"]*)",\s*(\w+),\s*([\w |]+),\s*"(\w*)",\s*"(\w*)"\)', re.M)


def schema_of(part):
    """The name of the JSON schema of a request body or response; "" if there is none."""
    reference = (part or {}).get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    return reference.rsplit("/", 1)[-1]


def described(call):
    """(right, schema of the body, schema of the good answer, is open) of a call in the document."""
    good = next((r for code, r in sorted(call["responses"].items()) if str(code).startswith("2")), {})
    return call.get("x-right", ""), schema_of(call.get("requestBody")), schema_of(good), call.get("security") == []


def references(node, path=""):
    if isinstance(node, dict):
        for key, child in node.items():
            if key == "$ref":
                yield child
            else:
                yield from references(child, f"{path}/{key}")
    elif isinstance(node, list):
        for child in node:
            yield from references(child, path)


problems = []
source = text(TABLE)
document = yaml.safe_load(text(DOCUMENT))
calls = {(m.upper(), path): call for path, methods in document["paths"].items() for m, call in methods.items()
         if m != "parameters"}
rows = {}
for match in ROW.finditer(source):
    name, method, path, right, limit, flags, body, answer = match.groups()
    rows[(method, path)] = line = line_of(source, match.start())
    if (method, path) not in calls:
        problems.append((TABLE, line, f"{method} {path} is not in {DOCUMENT}"))
        continue
    is_open = "END_OPEN" in flags and right == ""
    if described(calls[(method, path)]) != (right, body, answer, is_open):
        problems.append((TABLE, line, f"{method} {path} is {(right, body, answer, is_open)} here, "
                                      f"{described(calls[(method, path)])} in {DOCUMENT}"))
n_rows = len(re.findall(r"^E\(", source, re.M))
if n_rows != len(rows):
    problems.append((TABLE, 1, f"{n_rows - len(rows)} rows cannot be read"))
for method, path in sorted(set(calls) - set(rows)):
    problems.append((DOCUMENT, 1, f"{method} {path} is not in {TABLE}"))
for reference in sorted(set(references(document))):
    file, _, pointer = reference.partition("#")
    node = json.loads(text(f"schema/{file}")) if file else document
    for part in pointer.split("/")[1:]:
        node = node.get(part) if isinstance(node, dict) else None
    if node is None:
        problems.append((DOCUMENT, 1, f"{reference} leads nowhere"))
finish(problems)
