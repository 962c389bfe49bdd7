/*
 * source/mof_int.h - the parts of the reader of the Ministry of Finance's asset-freeze list. Inside the room only.
 */
#ifndef SOURCE_MOF_INT_H
#define SOURCE_MOF_INT_H

#include "codec/xlsx.h"
#include "source/party_build.h"

/* 日本語表記 and 英語表記: both are names to show; what stands in them in brackets (original script, other spellings)
 * becomes names beside them. */
int mof_add_names(struct party_build *build, struct str ja, struct str en, bool is_person, struct seki_err *err);

/* 別名, 旧称, 確定に十分でない別名: several names in one cell, in two languages, in many forms (mof_alias.c). */
int mof_add_aliases(struct party_build *build, struct str text, enum party_name_kind kind, struct seki_err *err);

/* A name with brackets of another script, "ラジャ（Radja）", gives both; of the same script, weak ones. The whole is
 * added too unless it is made of two scripts. */
int mof_add_split(struct party_build *build, struct str text, enum party_name_kind kind, struct seki_err *err);

/* Cut "(original script: …)" off the end of a name and add what it says as a name. */
int mof_take_original(struct party_build *build, struct str *text, struct seki_err *err);

/* 「X」 and "X" are X. */
struct str mof_without_quotes(struct str text);

/* "Pavel (Pavlo) KRYLLO (KRILLO)" gives the four spellings, at most sixteen. True kinds of brackets are of any width.
 */
int mof_add_variants(struct party_build *build, struct str text, struct seki_err *err);

/* All days in a cell: "(a)1966年頃(b)1960年3月4日", "1956年から1957年の間", an Excel serial, "2002.3.1". */
int mof_add_birth_dates(struct party_build *build, const struct xlsx *book, struct str cell, struct seki_err *err);

/* The first day in a cell, as ISO text: "2001.9.22\n2008.6.25改訂" gives 2001-09-22; STR_NULL if there is none. */
int mof_first_day(struct arena *arena, const struct xlsx *book, struct str cell, struct str *ret_date,
                  struct seki_err *err);

/* Every country that the cell names, in Japanese or English. */
int mof_add_countries(struct party_build *build, struct str cell, struct seki_err *err);

/* Addresses between (a) (b) …, and the countries in them. */
int mof_add_addresses(struct party_build *build, struct str cell, struct seki_err *err);

/* Numbers of documents: every word with at least four digits that is no year. */
int mof_add_documents(struct party_build *build, struct str kind, struct str cell, struct seki_err *err);

/* "不明" (not known), "なし" (none) and an empty cell say nothing. */
bool mof_is_blank(struct str cell);

/* Full-width digits, letters, brackets and signs as ASCII, ideographic blanks as blanks. */
int mof_narrow(struct arena *arena, struct str text, struct str *ret_text, struct seki_err *err);

/* Take the text before the next "(a)" … "(z)" off the front of *rest, which must be narrow. */
bool mof_next_block(struct str *rest, struct str *ret_block);

/* Does the text hold kana or Han characters? */
bool mof_is_japanese(struct str text);

#endif
