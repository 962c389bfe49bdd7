#!/usr/bin/env python3
"""schema_compile.py OUTPUT.c SCHEMA.json...: JSON Schema files as const tables for src/codec/schema.h.

Each file NAME.json becomes `const struct schema SCHEMA_NAME`. Only the keywords of src/codec/schema.h are known; any
other one, a $ref that leads nowhere, a required property that is not described, or an enum of anything but texts is
refused with its place, so a schema never says more than what is checked.

    {"type": "object", "properties": {"id": {"type": "string"}}}
    ->  static const struct schema_property p1[] = {{{"id", 2}, &x_n2, false}};
        const struct schema SCHEMA_X = {.types = SCHEMA_TYPE(VALUE_MAP), .properties = p1, .n_properties = 1};
"""
import json
import re
import sys
from pathlib import Path

TYPES = {"null": "VALUE_NULL", "boolean": "VALUE_BOOL", "number": "VALUE_NUMBER", "string": "VALUE_TEXT",
         "array": "VALUE_LIST", "object": "VALUE_MAP"}
FORMATS = {"date": "DATE", "partial-date": "PARTIAL_DATE", "date-time": "DATE_TIME", "country": "COUNTRY",
           "currency": "CURRENCY", "decimal": "DECIMAL"}
NOTES = {"$schema", "$id", "$defs", "title", "description"}
COUNTS = {"minLength": "min_length", "maxLength": "max_length", "minItems": "min_items", "maxItems": "max_items"}
KNOWN = NOTES | set(COUNTS) | {"type", "properties", "required", "additionalProperties", "propertyNames", "items", "enum",
                               "const", "minimum", "maximum", "format", "anyOf", "oneOf", "$ref"}


def refuse(place, text):
    raise SystemExit(f"{place}: {text}")


def unique(pairs):
    keys = [k for k, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise SystemExit(f"the key {key} stands twice")
    return dict(pairs)


def c_text(text):
    octets = text.encode("utf-8")
    shown = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in octets)
    return f'{{"{shown}", {len(octets)}}}'


class Compiler:
    """Numbers the nodes of one file; a $ref is the node of its definition, so recursive definitions work."""

    def __init__(self, path):
        self.path = path
        self.root = json.loads(Path(path).read_text(encoding="utf-8"), object_pairs_hook=unique)
        self.prefix = Path(path).stem.replace("-", "_")
        self.definitions = {}
        self.count = 0
        self.declared, self.defined = [], []

    def name(self, kind):
        self.count += 1
        return f"{self.prefix}_{kind}{self.count}"

    def compile(self):
        symbol = "SCHEMA_" + self.prefix.upper()
        fields = self.fields(self.root, f"{self.path}#")
        self.defined.append(f"const struct schema {symbol} = {{{', '.join(fields)}}};")
        return self.declared + self.defined

    def node(self, schema, place):
        """The C name of a node, defined on the way."""
        if schema is True:
            schema = {}
        if not isinstance(schema, dict):
            refuse(place, "a schema is an object")
        if "$ref" in schema:
            return self.reference(schema, place)
        name = self.name("n")
        self.define(name, schema, place)
        return name

    def define(self, name, schema, place):
        self.declared.append(f"static const struct schema {name};")
        self.defined.append(f"static const struct schema {name} = {{{', '.join(self.fields(schema, place)) or '0'}}};")

    def reference(self, schema, place):
        extra = set(schema) - NOTES - {"$ref"}
        target = re.fullmatch(r"#/\$defs/([A-Za-z0-9_]+)", schema["$ref"])
        if extra or not target or target[1] not in self.root.get("$defs", {}):
            refuse(place, f"$ref {schema['$ref']} must lead to a definition here and stand alone")
        key = target[1]
        if key not in self.definitions:
            self.definitions[key] = f"{self.prefix}_def_{key}"
            self.define(self.definitions[key], self.root["$defs"][key], f"{self.path}#/$defs/{key}")
        return self.definitions[key]

    def fields(self, schema, place):
        unknown = set(schema) - KNOWN
        if unknown:
            refuse(place, f"keyword {', '.join(sorted(unknown))} is not understood by src/codec/schema.c")
        out = []
        for part in (self.types, self.texts, self.numbers, self.maps, self.lists, self.branches):
            out += part(schema, place)
        return out

    def types(self, schema, place):
        words = schema.get("type", [])
        words = [words] if isinstance(words, str) else words
        bits = []
        for word in words:
            if word == "integer":
                bits.append("SCHEMA_INTEGER")
            elif word in TYPES:
                bits.append(f"SCHEMA_TYPE({TYPES[word]})")
            else:
                refuse(place, f"unknown type {word}")
        if "const" in schema:
            if not isinstance(schema["const"], bool):
                refuse(place, "const must be a boolean here; use enum for a text")
            return ([f".types = {' | '.join(bits) or 'SCHEMA_TYPE(VALUE_BOOL)'}", ".has_constant = true",
                     f".constant = {str(schema['const']).lower()}"])
        return [f".types = {' | '.join(bits)}"] if bits else []

    def texts(self, schema, place):
        out = []
        if "format" in schema:
            if schema["format"] not in FORMATS:
                refuse(place, f"unknown format {schema['format']}")
            out.append(f".format = SCHEMA_FORMAT_{FORMATS[schema['format']]}")
        words = schema.get("enum")
        if words is not None:
            if not words or len(set(words)) != len(words) or not all(isinstance(w, str) for w in words):
                refuse(place, "enum must be different texts")
            name = self.name("w")
            self.defined.append(f"static const struct str {name}[] = {{{', '.join(map(c_text, words))}}};")
            out += [f".words = {name}", f".n_words = {len(words)}"]
        return out

    def numbers(self, schema, place):
        out = []
        for keyword, field in COUNTS.items():
            if keyword in schema:
                if not isinstance(schema[keyword], int) or schema[keyword] < 1:
                    refuse(place, f"{keyword} must be a whole number from 1")
                out.append(f".{field} = {schema[keyword]}")
        for keyword in ("minimum", "maximum"):
            if keyword in schema:
                out += [f".has_{keyword} = true", f".{keyword} = {float(schema[keyword])}"]
        return out

    def maps(self, schema, place):
        out = []
        properties, required = schema.get("properties", {}), schema.get("required", [])
        for key in required:
            if key not in properties:
                refuse(place, f"{key} is required but not among the properties")
        if properties:
            rows = [f"{{{c_text(k)}, &{self.node(s, f'{place}/{k}')}, {str(k in required).lower()}}}"
                    for k, s in properties.items()]
            name = self.name("p")
            self.defined.append(f"static const struct schema_property {name}[] = {{{', '.join(rows)}}};")
            out += [f".properties = {name}", f".n_properties = {len(rows)}"]
        more = schema.get("additionalProperties", True)
        if more is False:
            out.append(".is_closed = true")
        elif more is not True:
            out.append(f".more = &{self.node(more, place + '/*')}")
        if "propertyNames" in schema:
            out.append(f".names = &{self.node(schema['propertyNames'], place + '/propertyNames')}")
        return out

    def lists(self, schema, place):
        return [f".items = &{self.node(schema['items'], place + '/items')}"] if "items" in schema else []

    def branches(self, schema, place):
        if "anyOf" in schema and "oneOf" in schema:
            refuse(place, "anyOf and oneOf together")
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                nodes = [self.node(s, f"{place}/{keyword}/{i}") for i, s in enumerate(schema[keyword])]
                name = self.name("a")
                rows = ", ".join("&" + n for n in nodes)
                self.defined.append(f"static const struct schema *const {name}[] = {{{rows}}};")
                return [f".any = {name}", f".n_any = {len(nodes)}"] + [".is_one = true"] * (keyword == "oneOf")
        return []


def main(output, paths):
    out = ["/* Generated by tools/schema_compile.py. */", '#include "codec/schemas.h"']
    for path in paths:
        out += ["", f"/* {Path(path).name} */", *Compiler(path).compile()]
    Path(output).write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
