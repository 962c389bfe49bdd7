/* source/frame.c - see source/frame.h. */
#include "source/frame.h"
#include "base/file.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

static void put_number(char *into, uint64_t number, size_t n)
{
    for (size_t i = 0; i < n; i++)
        into[i] = (char)(number >> (8 * i) & 0xff);
}

static uint64_t get_number(const char *from, size_t n)
{
    uint64_t number = 0;
    for (size_t i = 0; i < n; i++)
        number |= (uint64_t)(unsigned char)from[i] << (8 * i);
    return number;
}

void frame_writer_init(struct frame_writer *out, int fd)
{
    *out = (struct frame_writer){.fd = fd};
    buf_init(&out->batch, FRAME_BATCH + FRAME_HEAD + (size_t)FRAME_MAX);
}

void frame_writer_done(struct frame_writer *out)
{
    buf_done(&out->batch);
}

int frame_flush(struct frame_writer *out, struct seki_err *err)
{
    TRY(buf_check(&out->batch, err));
    TRY(file_write_all(out->fd, buf_str(&out->batch), err));
    buf_reset(&out->batch);
    return 0;
}

static int append_parts(struct buf *buf, enum frame_type type, struct str head, struct str body, struct seki_err *err)
{
    char start[FRAME_HEAD];
    if (head.n + body.n > FRAME_MAX)
        return err_set(err, SEKI_E_LIMIT, "%zu bytes are too many for one record", head.n + body.n);
    put_number(start, head.n + body.n, 4);
    start[4] = (char)type;
    buf_add(buf, (struct str){start, sizeof(start)});
    buf_add(buf, head);
    buf_add(buf, body);
    return buf_check(buf, err);
}

int frame_append(struct buf *buf, enum frame_type type, struct str payload, struct seki_err *err)
{
    return append_parts(buf, type, STR(""), payload, err);
}

static int write_parts(struct frame_writer *out, enum frame_type type, struct str head, struct str body,
                       struct seki_err *err)
{
    TRY(append_parts(&out->batch, type, head, body, err));
    out->n++;
    return out->batch.n >= FRAME_BATCH ? frame_flush(out, err) : 0;
}

int frame_write(struct frame_writer *out, enum frame_type type, struct str payload, struct seki_err *err)
{
    return write_parts(out, type, STR(""), payload, err);
}

int frame_write_reject(struct frame_writer *out, uint32_t file, uint64_t line, struct str reason, struct seki_err *err)
{
    char head[12];
    put_number(head, file, 4);
    put_number(head + 4, line, 8);
    return write_parts(out, FRAME_REJECT, (struct str){head, sizeof(head)}, reason, err);
}

int frame_write_end(struct frame_writer *out, struct seki_err *err)
{
    char count[8];
    put_number(count, out->n, 8);
    TRY(frame_write(out, FRAME_END, (struct str){count, sizeof(count)}, err));
    return frame_flush(out, err);
}

int frame_write_failed(struct frame_writer *out, const struct seki_err *failure, struct seki_err *err)
{
    char text[4 + SEKI_ERR_REASON + SEKI_ERR_PLACE + SEKI_ERR_TRAIL];
    put_number(text, (uint32_t)failure->code, 4);
    size_t n = 4;
    const char *parts[] = {failure->reason, failure->place, failure->trail};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        size_t length = strlen(parts[i]) + 1;
        memcpy(text + n, parts[i], length);
        n += length;
    }
    out->batch.failed = 0; /* what could not be built before must not hide why */
    TRY(frame_write(out, FRAME_FAILED, (struct str){text, n}, err));
    return frame_flush(out, err);
}

void frame_reader_done(struct frame_reader *in)
{
    mem_free(in->p);
    *in = (struct frame_reader){0};
}

int frame_reader_room(struct frame_reader *in, char **ret_room, size_t *ret_n, struct seki_err *err)
{
    if (in->from) {
        memmove(in->p, in->p + in->from, in->n - in->from);
        in->n -= in->from;
        in->from = 0;
    }
    if (in->cap - in->n < FRAME_BATCH) {
        size_t cap = in->cap ? in->cap * 2 : (size_t)FRAME_BATCH * 2;
        char *p = mem_resize(in->p, cap, 1);
        TRY_MEM(p, err);
        in->p = p;
        in->cap = cap;
    }
    *ret_room = in->p + in->n;
    *ret_n = in->cap - in->n;
    return 0;
}

void frame_reader_got(struct frame_reader *in, size_t n)
{
    in->n += n;
}

static bool is_type(char letter)
{
    switch (letter) {
#define CASE(name, letter) case (letter):
        FRAME_TYPES(CASE)
#undef CASE
        return true;
    default:
        return false;
    }
}

int frame_read(struct frame_reader *in, struct frame *ret_frame, struct seki_err *err)
{
    size_t have = in->n - in->from;
    if (have < FRAME_HEAD)
        return 0;
    const char *start = in->p + in->from;
    size_t length = (size_t)get_number(start, 4);
    if (length > FRAME_MAX || !is_type(start[4]))
        return err_set(err, SEKI_E_CHILD, "the reading process wrote nonsense");
    if (have - FRAME_HEAD < length)
        return 0;
    *ret_frame = (struct frame){(enum frame_type)start[4], {start + FRAME_HEAD, length}};
    in->from += FRAME_HEAD + length;
    return 1;
}

static int too_short(struct seki_err *err)
{
    return err_set(err, SEKI_E_CHILD, "the reading process wrote an incomplete message");
}

int frame_read_reject(struct str payload, uint32_t *ret_file, uint64_t *ret_line, struct str *ret_reason,
                      struct seki_err *err)
{
    if (payload.n < 12)
        return too_short(err);
    *ret_file = (uint32_t)get_number(payload.p, 4);
    *ret_line = get_number(payload.p + 4, 8);
    *ret_reason = str_from(payload, 12);
    return 0;
}

int frame_read_u32(struct str payload, size_t index, uint32_t *ret_number, struct seki_err *err)
{
    if (index >= payload.n / 4)
        return too_short(err);
    *ret_number = (uint32_t)get_number(payload.p + index * 4, 4);
    return 0;
}

int frame_read_end(struct str payload, uint64_t *ret_n, struct seki_err *err)
{
    if (payload.n != 8)
        return too_short(err);
    *ret_n = get_number(payload.p, 8);
    return 0;
}

/* One text of the three, cut to its field; false when its zero byte is missing. */
static bool take_text(struct str *rest, char *into, size_t max)
{
    size_t n = str_find_char(*rest, '\0', 0);
    if (n == SIZE_MAX)
        return false;
    (void)snprintf(into, max, "%.*s", (int)n, rest->p);
    *rest = str_from(*rest, n + 1);
    return true;
}

int frame_read_failed(struct str payload, struct seki_err *err)
{
    struct seki_err sent = {0};
    if (payload.n < 4 || payload.n > sizeof(sent))
        return too_short(err);
    int code = (int)(int32_t)(uint32_t)get_number(payload.p, 4);
    struct str rest = str_from(payload, 4);
    if (!take_text(&rest, sent.reason, sizeof(sent.reason)) || !take_text(&rest, sent.place, sizeof(sent.place)) ||
        !take_text(&rest, sent.trail, sizeof(sent.trail)))
        return too_short(err);
    sent.code = code < 0 && seki_code_exit(code) != 0 ? code : SEKI_E_CHILD;
    if (err)
        *err = sent;
    return sent.code;
}
