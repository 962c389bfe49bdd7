/*
 * codec/yaml_int.h - what yaml.c asks yaml_scalar.c.
 */
#ifndef CODEC_YAML_INT_H
#define CODEC_YAML_INT_H

#include "codec/yaml.h"

/* The value of a plain (unquoted) scalar by the core schema of YAML 1.2 (section 10.3.2). `text` is looked at. */
int yaml_plain_value(struct arena *arena, struct str text, struct value **ret_value, struct seki_err *err);

#endif
