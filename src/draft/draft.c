/*
 * draft/draft.c - the way from bytes to the answer, and the process in which it is walked. See draft/draft.h.
 *
 * HOW IT WORKS. The parent forks (source/child.h); the child reads, finds, and sends the answer as JSON; the parent
 * parses it like any foreign input. What a hostile mail can do is then to make its own draft fail.
 */
#include "draft/draft.h"
#include "base/limits.h"
#include "codec/json.h"
#include "draft/draft_int.h"
#include "source/child.h"
#include "text/domain.h"

#include <string.h>

void draft_start(void)
{
    mime_start();
}

/* -- our own organisation -- */

static bool push(struct draft *draft, struct str_list *list, size_t *cap, struct str text)
{
    if (!arena_grow(draft->arena, (void **)&list->v, list->n, cap, sizeof(*list->v)))
        return false;
    list->v[list->n++] = text;
    return true;
}

struct own_caps {
    size_t names, domains;
};

/* A recipient's domain is ours unless anybody can have a mailbox there, or the sender has it too. */
static int add_recipient(struct draft *draft, struct str address, struct own_caps *caps, struct seki_err *err)
{
    size_t at = str_find_char(address, '@', 0);
    if (at >= address.n)
        return 0;
    struct str domain = str_from(address, at + 1);
    while (domain.n && strchr("> ,;\"')", domain.p[domain.n - 1]))
        domain.n--;
    if (domain.n < 4 || domain_is_free_mail(domain) || str_list_has(draft->own_domains, domain))
        return 0;
    TRY_MEM(push(draft, &draft->own_domains, &caps->domains, domain), err);
    return 0;
}

static int read_own(struct draft *draft, struct seki_err *err)
{
    const struct draft_context *context = draft->context;
    struct own_caps caps = {0};
    for (size_t i = 0; i < context->names.n; i++)
        TRY_MEM(push(draft, &draft->own_names, &caps.names, context->names.v[i]), err);
    for (size_t i = 0; i < context->domains.n; i++)
        TRY_MEM(push(draft, &draft->own_domains, &caps.domains, context->domains.v[i]), err);
    draft->own_phones = context->phones;
    for (size_t i = 0; i < draft->mail.to.n; i++)
        TRY(add_recipient(draft, draft->mail.to.v[i].address, &caps, err));
    return text_own(draft, &caps.names, &caps.domains, err);
}

/* -- the way -- */

static int read_bytes(struct draft *draft, struct str bytes, struct seki_err *err)
{
    draft->is_mail = mime_is_mail(bytes);
    if (draft->is_mail)
        return mime_read(draft->arena, bytes, &draft->mail, err);
    return mime_read_text(draft->arena, bytes, &draft->mail, err);
}

static int find_all(struct draft *draft, struct seki_err *err)
{
    TRY(finder_open(draft, err));
    TRY(country_open(draft, err));
    text_labels(draft);
    TRY(read_own(draft, err));
    TRY(thread_read(draft, err));
    thread_answers(draft);
    struct draft_party *orderer = party_add(draft);
    TRY_MEM(orderer, err);
    orderer->roles = 1u << ROLE_ORDERER;
    find_title(draft);
    find_organisations(draft);
    find_statements(draft);
    find_parties(draft);
    find_orderer(draft);
    find_contacts(draft);
    find_items(draft);
    find_terms(draft);
    return 0;
}

int draft_make_here(const struct draft_context *context, struct arena *arena, struct str bytes,
                    struct value **ret_answer, struct seki_err *err)
{
    struct draft *draft = ARENA_NEW(arena, struct draft);
    struct seki_err inner = {0};
    TRY_MEM(draft, err);
    draft->context = context;
    draft->arena = arena;
    draft->err = &inner;
    TRY(read_bytes(draft, bytes, err));
    TRY(text_read(draft, err));
    int code = find_all(draft, err);
    finder_close(draft);
    TRY(code);
    if (inner.code < 0)
        return err_set(err, inner.code, "%s", inner.reason);
    *ret_answer = answer_of(draft);
    TRY_MEM(*ret_answer, err);
    return 0;
}

/* -- in a child -- */

struct job {
    const struct draft_context *context;
    struct str bytes;
    struct arena *arena; /* of the parent */
    struct str json;
};

static int work(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    struct job *job = ctx;
    struct arena arena;
    struct value *answer = NULL;
    AUTO(buf_done) struct buf json;
    arena_init(&arena, (size_t)LIMIT(DRAFT_MEMORY));
    buf_init(&json, (size_t)LIMIT(DEALING_BYTES) * 2);
    TRY(draft_make_here(job->context, &arena, job->bytes, &answer, err));
    json_write(&json, answer);
    TRY(buf_check(&json, err));
    return frame_write(out, FRAME_RECORD, buf_str(&json), err);
}

static int on_frame(void *ctx, const struct frame *frame, struct seki_err *err)
{
    struct job *job = ctx;
    if (frame->type != FRAME_RECORD || job->json.p)
        return err_set(err, SEKI_E_CHILD, "the reading process sent no draft");
    job->json = arena_str(job->arena, frame->payload);
    TRY_MEM(job->json.p, err);
    return 0;
}

int draft_make(const struct draft_context *context, struct arena *arena, struct str bytes, struct value **ret_answer,
               struct seki_err *err)
{
    struct job job = {context, bytes, arena, STR_NULL};
    struct child_job child = {
        .work = work, .ctx = &job, .what = "draft", .seconds = LIMIT(DRAFT_SECONDS), .memory = LIMIT(DRAFT_MEMORY) * 2};
    if (bytes.n > LIMIT(MAIL_BYTES))
        return err_limit(err, LIMIT_ID_MAIL_BYTES);
    draft_start();
    TRY(child_run(&child, on_frame, &job, err));
    if (!job.json.p)
        return err_set(err, SEKI_E_CHILD, "the reading process sent no draft");
    return json_parse(arena, job.json, ret_answer, err);
}
