/*
 * codec/xlsx_int.h - the workbook, as xlsx.c and xlsx_sheet.c share it.
 */
#ifndef CODEC_XLSX_INT_H
#define CODEC_XLSX_INT_H

#include "base/buf.h"
#include "codec/xlsx.h"
#include "codec/xml.h"

struct xlsx_sheet {
    struct str name, member;
    bool is_hidden;
};

struct xlsx {
    struct arena *arena;
    struct zip zip;
    struct xlsx_sheet *sheets;
    size_t n_sheets;
    struct str strings_member;
    struct str_list strings;
    bool is_1904;
};

/* Parse one XML file of the workbook; the trail of an error names it. */
int xlsx_read_member(const struct xlsx *book, struct str member, const struct xml_handlers *handlers, void *ctx,
                     struct seki_err *err);

#endif
