/*
 * text/text.h - the tables that comparing names, phones, domains and addresses needs, opened once.
 *
 *   text_open ──> struct text_tools ──> name_fold, phone_normalise, domain_of_url, address_key, item_key
 *
 * Lives as long as the engine. It is filled by text_open and only read afterwards, so all threads share one.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/err.h"

struct text_tools;

/*
 * Version of the folding. It changes whenever the same name could get another key, for instance because a table got a
 * new row. What stores keys (the index) writes it beside them and rebuilds when it differs.
 */
enum { TEXT_FOLD_VERSION = 3 };

/* Build the tables (some milliseconds). Close with text_close. SEKI_E_NOMEM, or SEKI_E_INTERNAL when a library on
 * this machine lacks its data. */
int text_open(struct text_tools **ret_tools, struct seki_err *err);

/* For AUTO(text_close) as well; NULL inside is fine. No other thread may still use it. */
void text_close(struct text_tools **tools);

#endif
