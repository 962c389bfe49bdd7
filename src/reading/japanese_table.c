/* reading/japanese_table.c - looking things up in the table of Japanese readings: see reading/japanese_int.h. */
#include "reading/japanese_int.h"

#include <string.h>

/* Put into the program by japanese_bytes.c, which tools/reading/ writes. */
extern const unsigned char japanese_bytes[];

const struct japanese_head *japanese_table(void)
{
    return (const struct japanese_head *)(const void *)japanese_bytes;
}

/* One of the two sorted lists. */
struct list {
    const uint32_t *offsets;
    const uint8_t *bytes;
    size_t n;
};

static const void *at(uint32_t offset)
{
    return japanese_bytes + offset;
}

static struct list words(void)
{
    const struct japanese_head *head = japanese_table();
    return (struct list){at(head->words), at(head->word_bytes), head->n_words};
}

static struct list chars(void)
{
    const struct japanese_head *head = japanese_table();
    return (struct list){at(head->chars), at(head->char_bytes), head->n_chars};
}

static struct str text_at(const struct list *list, size_t i)
{
    const uint8_t *p = list->bytes + list->offsets[i];
    return (struct str){(const char *)p + 1, p[0]};
}

/* The first row whose text is `text` or comes behind it. */
static size_t first_from(const struct list *list, struct str text)
{
    size_t low = 0, high = list->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (str_cmp(text_at(list, mid), text) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static const uint8_t *readings_of(struct str text)
{
    return (const uint8_t *)text.p + text.n;
}

bool japanese_word(struct str text, enum reading_role role, struct japanese_readings *ret)
{
    const struct list list = words();
    size_t i = first_from(&list, text);
    *ret = (struct japanese_readings){.bit = (uint8_t)role};
    if (i == list.n || !str_starts(text_at(&list, i), text))
        return false;
    if (text_at(&list, i).n == text.n)
        ret->next = readings_of(text_at(&list, i));
    return true;
}

struct japanese_readings japanese_char(struct str text, enum reading_role role, enum japanese_place place)
{
    const struct list list = chars();
    size_t i = first_from(&list, text);
    uint8_t bit = (uint8_t)((unsigned)role * JAPANESE_PLACES + (unsigned)place);
    bool is_there = i < list.n && str_eq(text_at(&list, i), text);
    return (struct japanese_readings){is_there ? readings_of(text_at(&list, i)) : NULL, bit, true};
}

bool japanese_next(struct japanese_readings *readings, struct japanese_reading *ret)
{
    while (readings->next) {
        const uint8_t *p = readings->next;
        unsigned flags = readings->is_char ? p[0] | (unsigned)p[1] << 8 : p[0];
        unsigned last = readings->is_char ? 0x8000 : JAPANESE_END;
        unsigned bits = flags & ~last, bit = 1U << readings->bit;
        const uint8_t *costs = p + (readings->is_char ? 2 : 1), *kana = costs + __builtin_popcount(bits);
        size_t n = 1;
        while (!(kana[n - 1] & JAPANESE_END))
            n++;
        readings->next = flags & last ? NULL : kana + n;
        if (bits & bit) {
            *ret = (struct japanese_reading){kana, (uint8_t)n, costs[__builtin_popcount(bits & (bit - 1))]};
            return true;
        }
    }
    return false;
}

unsigned japanese_length(enum reading_role role, size_t n)
{
    return japanese_table()->lengths[role][n < JAPANESE_WORD_MAX ? n : JAPANESE_WORD_MAX];
}
