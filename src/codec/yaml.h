/*
 * codec/yaml.h - the plain part of YAML to a tree of values, with line numbers.
 *
 * One document of maps, lists and scalars. Refused: anchors, aliases, tags, directives, duplicate keys, keys that are
 * no scalars, a second document, nesting over LIMIT(DEPTH), more than LIMIT(YAML_BYTES). Plain scalars are typed by the
 * core schema of YAML 1.2: null, true / false, integers (also 0o and 0x, turned to decimal digits) and floats become
 * what they are (numbers in JSON syntax), all else, and everything quoted, is text. So `no`, `on` and 2022-04-01 are
 * texts. An empty document is null. Failures: SEKI_E_SYNTAX or SEKI_E_LIMIT with the place "line N".
 */
#ifndef CODEC_YAML_H
#define CODEC_YAML_H

#include "base/value.h"

/* Parse into the arena; every value knows its line. `bytes` may go away afterwards. */
int yaml_parse(struct arena *arena, struct str bytes, struct value **ret_value, struct seki_err *err);

#endif
