/* text/text.c - see text/text.h. */
#include "text/text.h"

#include "base/limits.h"
#include "base/mem.h"
#include "text/tools_int.h"

enum { TOOLS_BYTES = 4 * 1024 * 1024 };

static int open_unicode(struct text_tools *tools, struct seki_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    tools->nfkc_casefold = unorm2_getNFKCCasefoldInstance(&status);
    tools->nfd = unorm2_getNFDInstance(&status);
    tools->idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES, &status);
    if (U_FAILURE(status))
        return err_set(err, SEKI_E_INTERNAL, "the Unicode tables of this machine cannot be used: %s",
                       u_errorName(status));
    return 0;
}

int text_open(struct text_tools **ret_tools, struct seki_err *err)
{
    AUTO(text_close) struct text_tools *tools = mem_zalloc(1, sizeof(*tools));
    TRY_MEM(tools, err);
    arena_init(&tools->arena, TOOLS_BYTES);
    map_init(&tools->words, &tools->arena);
    TRY(open_unicode(tools, err));
    TRY(words_load(tools, err));
    *ret_tools = tools;
    tools = NULL;
    return 0;
}

void text_close(struct text_tools **tools)
{
    if (!*tools)
        return;
    uidna_close((*tools)->idna);
    arena_done(&(*tools)->arena);
    mem_free(*tools);
    *tools = NULL;
}
