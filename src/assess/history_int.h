/*
 * assess/history_int.h - the keys under which later dealings find this one.
 */
#ifndef ASSESS_HISTORY_INT_H
#define ASSESS_HISTORY_INT_H

#include "assess/assess_int.h"
#include "store/dealings.h"

/* Folded item name and model; STR_NULL where there is none. */
struct history_keys {
    struct str item, model;
};
int history_item_keys(struct gather *gather, const struct value *item, struct history_keys *ret_keys,
                      struct seki_err *err);

/* The folded name of the (first named) orderer; STR_NULL if nobody is named. */
struct str history_orderer(const struct gather *gather);

/* SHA-256 of the free text without case and blanks; STR_NULL for none, or one too short to mean anything again. */
int history_text_key(struct gather *gather, struct str *ret_key, struct seki_err *err);

/* Were these keys of an item asked for before? They are put into `seen`. */
bool history_is_seen(struct gather *gather, struct map *seen, const struct history_keys *keys);

/* {"history", "dealing po-7", day and orderer} */
int history_evidence(struct gather *gather, enum fact_id id, const struct product_order *order, struct seki_err *err);

/* 1/1000; DEALING_QUANTITY_UNKNOWN */
int64_t history_quantity(const struct value *item);

#endif
