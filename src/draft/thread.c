/*
 * draft/thread.c - lines, messages and zones: who wrote what, and what a signature or disclaimer is.
 *
 * HOW IT WORKS. Lines get their depth of quoting. Then one walk: a run of header lines ("From:", "差出人:"), a
 * separator
 * ("-----Original Message-----"), a line of attribution ("On ... wrote:") or a deeper quote begins another message;
 * back at a smaller depth the message of that depth goes on. An author is told by address or name, else quotes
 * alternate: what they quote is ours, what we quote is theirs. Last, each message gets its view: the folded text with
 * all else blank.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "draft/draft_int.h"

#include <string.h>

enum { DEPTH_MAX = 15, MESSAGES_MAX = 30, NO_MESSAGE = 0xFFFF, CHAT_LINES = 3, FORM_KEYS = 3 };

/* In a view, what other messages say: no blank, no letter, nothing that a pattern looks for. */
static const char NOT_HERE = 0x1F;

struct walk {
    struct draft *draft;
    uint32_t at_depth[DEPTH_MAX + 1]; /* the message that goes on at each depth */
    unsigned depth;
    struct span author; /* of the next deeper quote, by a line of attribution */
    bool has_author;
    bool is_fresh; /* the message of this depth has no line yet */
};

static int read_lines(struct draft *draft, struct seki_err *err)
{
    struct str rest = draft->fold, one;
    size_t cap = 0;
    while (str_split(&rest, STR("\n"), &one)) {
        struct line line = {0};
        size_t from = (size_t)(one.p - draft->fold.p), to = from + one.n, n = 0;
        while (from < to && strchr(" \t>", draft->fold.p[from])) {
            n += draft->fold.p[from] == '>' ? 1 : 0;
            from++;
        }
        while (to > from && strchr(" \t", draft->fold.p[to - 1]))
            to--;
        line.depth = (uint8_t)(n < DEPTH_MAX ? n : DEPTH_MAX);
        line.at = (struct span){(uint32_t)from, (uint32_t)to};
        if (draft->n_lines >= LIMIT(DRAFT_LINES))
            break; /* the rest stays text, but nothing is looked for in it */
        TRY_MEM(arena_grow(draft->arena, (void **)&draft->lines, draft->n_lines, &cap, sizeof(*draft->lines)), err);
        draft->lines[draft->n_lines++] = line;
    }
    return 0;
}

/* "[10:02] Li: we need 2 units": the words behind the name are the line; three such lines make a chat. */
static void read_chat(struct draft *draft)
{
    struct hit hit;
    size_t n_chat = 0, n_solid = 0;
    for (size_t i = 0; i < draft->n_lines; i++) {
        n_solid += span_is_none(draft->lines[i].at) ? 0 : 1;
        n_chat += find_any(draft, PATTERN_CHAT, draft->lines[i].at) ? 1 : 0;
    }
    if (n_chat < CHAT_LINES || n_chat * 2 < n_solid)
        return;
    for (size_t i = 0; i < draft->n_lines; i++) {
        struct line *line = &draft->lines[i];
        if (!find_in(draft, PATTERN_CHAT, draft->fold.p, line->at, &hit))
            continue;
        line->at.from = hit.at.to;
        line->is_ours = own_name(draft, text_written(draft, hit.group[1]));
    }
    draft->is_chat = true;
}

static bool line_is(struct draft *draft, enum pattern pattern, size_t at)
{
    return find_any(draft, pattern, draft->lines[at].at);
}

/* A person or address in words: ours, theirs, or somebody else's. */
static bool told_author(const struct draft *draft, struct str who, enum author *ret_author)
{
    const struct mime_address *from = draft->mail.from.n ? &draft->mail.from.v[0] : NULL;
    size_t open = str_find_char(who, '@', 0);
    bool has_address = open < who.n;
    if (own_name(draft, who) || (has_address && own_address(draft, who))) {
        *ret_author = AUTHOR_OURS;
        return true;
    }
    if (from && !own_address(draft, from->address) &&
        ((from->name.n > 3 && str_has(who, from->name)) || (from->address.n && str_has(who, from->address)))) {
        *ret_author = AUTHOR_THEIRS;
        return true;
    }
    *ret_author = AUTHOR_OTHER;
    return has_address;
}

static uint32_t new_message(struct walk *walk, uint32_t parent, struct span from)
{
    struct draft *draft = walk->draft;
    struct message message = {.from = from};
    enum author above = parent == NO_MESSAGE ? AUTHOR_OURS : draft->messages[parent].author;
    struct hit hit;
    message.is_known = !span_is_none(from) && told_author(draft, text_written(draft, from), &message.author);
    if (!message.is_known)
        message.author = above == AUTHOR_THEIRS ? AUTHOR_OURS : AUTHOR_THEIRS;
    if (message.is_known && message.author == AUTHOR_OTHER && above == AUTHOR_OURS)
        message.author = AUTHOR_THEIRS; /* what we were sent */
    if (!span_is_none(from) && find_in(draft, PATTERN_EMAIL, draft->fold.p, from, &hit))
        message.address = text_written(draft, hit.at);
    if (draft->n_messages >= MESSAGES_MAX)
        return parent == NO_MESSAGE ? 0 : parent;
    text_memory(draft, arena_grow(draft->arena, (void **)&draft->messages, draft->n_messages, &draft->cap_messages,
                                  sizeof(*draft->messages)));
    if (draft->is_out_of_memory)
        return 0;
    draft->messages[draft->n_messages] = message;
    return (uint32_t)draft->n_messages++;
}

/* Header lines from `at` on, of one depth, among them a From: how many lines? 0 = none. Blank lines end it. */
static size_t header_run(struct draft *draft, size_t at, struct span *ret_from)
{
    size_t n = 0, fields = 0;
    struct hit hit;
    bool has_from = false;
    for (; at + n < draft->n_lines && n < 12; n++) {
        if (draft->lines[at + n].depth != draft->lines[at].depth || span_is_none(draft->lines[at + n].at))
            break;
        if (find_in(draft, PATTERN_HEADER_FROM, draft->fold.p, draft->lines[at + n].at, &hit)) {
            has_from = true;
            *ret_from = hit.group[1];
        } else if (!line_is(draft, PATTERN_HEADER_FIELD, at + n)) {
            break;
        }
        fields++;
    }
    return has_from && fields >= 2 ? n : 0;
}

static bool is_start(const struct draft *draft, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (!span_is_none(draft->lines[i].at))
            return false;
    return true;
}

/* Subject, date and sender of a pasted text are read like those of a mail. */
static void read_pasted(struct draft *draft, size_t at, size_t n, struct span from)
{
    struct hit hit;
    for (size_t i = at; i < at + n; i++)
        if (find_in(draft, PATTERN_HEADER_SUBJECT, draft->fold.p, draft->lines[i].at, &hit) && !draft->title.is_there)
            draft->title = found_at(span_trim(draft, hit.group[1]));
    draft->messages[0].from = from;
    draft->messages[0].is_known = told_author(draft, text_written(draft, from), &draft->messages[0].author);
    if (draft->messages[0].author != AUTHOR_OURS)
        draft->messages[0].author = AUTHOR_THEIRS;
    if (find_in(draft, PATTERN_EMAIL, draft->fold.p, from, &hit))
        draft->messages[0].address = text_written(draft, hit.at);
}

static void enter_depth(struct walk *walk, unsigned depth)
{
    if (depth > walk->depth) {
        uint32_t message = new_message(walk, walk->at_depth[walk->depth], walk->has_author ? walk->author : SPAN_NONE);
        for (unsigned i = walk->depth + 1; i <= DEPTH_MAX; i++)
            walk->at_depth[i] = message;
        walk->has_author = false;
        walk->is_fresh = true;
    }
    walk->depth = depth;
}

static void start_message(struct walk *walk, struct span from)
{
    uint32_t message = new_message(walk, walk->at_depth[walk->depth], from);
    for (unsigned i = walk->depth; i <= DEPTH_MAX; i++)
        walk->at_depth[i] = message;
}

/* The message that this quote has just begun is told by its own header. */
static void restart_message(struct walk *walk, struct span from)
{
    struct draft *draft = walk->draft;
    uint32_t at = walk->at_depth[walk->depth], parent = walk->depth ? walk->at_depth[walk->depth - 1] : NO_MESSAGE;
    size_t n = draft->n_messages;
    if (at + 1 != n || parent == at) {
        start_message(walk, from);
        return;
    }
    uint32_t again = new_message(walk, parent, from);
    if (again == n) {
        draft->messages[at] = draft->messages[again];
        draft->n_messages--;
    }
}

/* "On ... wrote:", perhaps in two lines: how many? */
static size_t attribution(struct draft *draft, size_t at, struct span *ret_author)
{
    struct span two = draft->lines[at].at;
    struct hit hit;
    if (find_in(draft, PATTERN_ATTRIBUTION, draft->fold.p, two, &hit)) {
        *ret_author = hit.at;
        return 1;
    }
    if (at + 1 < draft->n_lines && draft->lines[at + 1].depth == draft->lines[at].depth) {
        two.to = draft->lines[at + 1].at.to;
        if (find_in(draft, PATTERN_ATTRIBUTION_TWO, draft->fold.p, two, &hit)) {
            *ret_author = hit.at;
            return 2;
        }
    }
    return 0;
}

static size_t next_solid(const struct draft *draft, size_t at)
{
    while (at < draft->n_lines && span_is_none(draft->lines[at].at))
        at++;
    return at;
}

static void set_header(struct walk *walk, size_t at, size_t n)
{
    for (size_t i = at; i < at + n && i < walk->draft->n_lines; i++) {
        walk->draft->lines[i].message = walk->at_depth[walk->depth];
        walk->draft->lines[i].zone = ZONE_HEADER;
    }
}

/* Lines that begin or announce another message; 0 = an ordinary line. */
static size_t walk_marks(struct walk *walk, size_t at)
{
    struct draft *draft = walk->draft;
    struct span from = SPAN_NONE;
    size_t n = header_run(draft, at, &from);
    if (n && is_start(draft, at) && !draft->is_mail) {
        read_pasted(draft, at, n, from);
        set_header(walk, at, n);
        return n;
    }
    if (n) {
        if (walk->is_fresh)
            restart_message(walk, from); /* the quote begins with its header */
        else
            start_message(walk, from);
        set_header(walk, at, n);
        return n;
    }
    if (line_is(draft, PATTERN_SEPARATOR, at)) {
        size_t next = next_solid(draft, at + 1);
        if (next >= draft->n_lines || header_run(draft, next, &from) == 0)
            start_message(walk, SPAN_NONE);
        set_header(walk, at, 1);
        return 1;
    }
    n = attribution(draft, at, &walk->author);
    if (n == 0)
        return 0;
    set_header(walk, at, n);
    size_t next = next_solid(draft, at + n);
    if (next < draft->n_lines && draft->lines[next].depth > draft->lines[at].depth)
        walk->has_author = true;
    else if (!walk->is_fresh)
        start_message(walk, walk->author);
    return n;
}

static bool is_attachment_name(const struct draft *draft, size_t at)
{
    struct str written = text_written(draft, draft->lines[at].at);
    for (size_t i = 0; i < draft->mail.n_attachments; i++)
        if (draft->mail.attachments[i].is_read && at > 0 && span_is_none(draft->lines[at - 1].at) &&
            (str_eq(draft->mail.attachments[i].name, written) ||
             (!draft->mail.attachments[i].name.n && str_eq(draft->mail.attachments[i].type, written))))
            return true;
    return false;
}

/* The texts of attachments are what the newest customer sent. */
static void read_attached(struct walk *walk, size_t at)
{
    struct draft *draft = walk->draft;
    walk->depth = 0;
    start_message(walk, SPAN_NONE);
    draft->messages[draft->n_messages - 1].author = AUTHOR_THEIRS;
    for (size_t i = at; i < draft->n_lines; i++) {
        draft->lines[i].message = walk->at_depth[0];
        draft->lines[i].zone = ZONE_ATTACHED;
        draft->lines[i].depth = 0;
    }
}

/* After somebody else's mail that they forward, a ruled line brings back their own signature. */
static bool is_back(const struct walk *walk, size_t at)
{
    const struct draft *draft = walk->draft;
    return walk->depth == 0 && walk->at_depth[0] != 0 && draft->messages[walk->at_depth[0]].author == AUTHOR_OTHER &&
           find_any(walk->draft, PATTERN_RULE, draft->lines[at].at);
}

static void walk_lines(struct draft *draft)
{
    struct walk walk = {.draft = draft};
    uint32_t ours = UINT32_MAX; /* what we said in a chat */
    for (size_t i = 0; i < draft->n_lines && !draft->is_out_of_memory;) {
        struct line *line = &draft->lines[i];
        if (is_attachment_name(draft, i)) {
            read_attached(&walk, i);
            return;
        }
        if (span_is_none(line->at) && line->depth == 0) {
            line->message = walk.at_depth[walk.depth];
            i++;
            continue;
        }
        if (line->is_ours) {
            ours = ours == UINT32_MAX ? new_message(&walk, 0, SPAN_NONE) : ours;
            line->message = ours;
            i++;
            continue;
        }
        enter_depth(&walk, line->depth);
        size_t n = walk_marks(&walk, i);
        walk.is_fresh = false;
        if (n == 0) {
            if (is_back(&walk, i))
                for (unsigned k = 0; k <= DEPTH_MAX; k++)
                    walk.at_depth[k] = 0;
            line->message = walk.at_depth[walk.depth];
            n = 1;
        }
        i += n;
    }
}

/* -- zones -- */

static bool is_contact_line(struct draft *draft, size_t at)
{
    return line_is(draft, PATTERN_PHONE_LABEL, at) || line_is(draft, PATTERN_EMAIL, at) ||
           line_is(draft, PATTERN_POSTCODE, at) || line_is(draft, PATTERN_CONTACT_LINE, at);
}

/* Without a rule or closing words: the last block of a message that holds a way to reach somebody. */
static void mark_last_block(struct draft *draft, uint32_t message, size_t from)
{
    size_t begin = SIZE_MAX, best = SIZE_MAX;
    bool is_open = false;
    for (size_t i = from; i < draft->n_lines; i++) {
        struct line *line = &draft->lines[i];
        if (line->message != message)
            continue;
        if (span_is_none(line->at) || line->zone != ZONE_BODY) {
            is_open = false;
            continue;
        }
        if (!is_open)
            begin = i;
        is_open = true;
        if (i > from + 2 && is_contact_line(draft, i))
            best = begin;
    }
    for (size_t i = draft->n_lines; best != SIZE_MAX && i > best; i--) {
        if (draft->lines[i - 1].message != message || draft->lines[i - 1].zone != ZONE_BODY)
            continue;
        if (line_is(draft, PATTERN_SENTENCE_END, i - 1) || line_is(draft, PATTERN_KEY_ORDER, i - 1) ||
            line_is(draft, PATTERN_QUANTITY, i - 1))
            break; /* what stands above it in the same block is no signature */
        draft->lines[i - 1].zone = ZONE_SIGNATURE;
    }
}

static bool is_disclaimer(struct draft *draft, size_t at)
{
    return line_is(draft, PATTERN_DISCLAIMER_WORD, at) && line_is(draft, PATTERN_DISCLAIMER, at);
}

/* A line that orders something: "Quantity: 4", "- 4 pcs", "valve  CV-2  4 pcs". No signature has one. */
static bool is_order_line(struct draft *draft, size_t at)
{
    if (line_is(draft, PATTERN_KEY_ORDER, at))
        return true;
    return line_is(draft, PATTERN_QUANTITY, at) && !line_is(draft, PATTERN_PHONE_LABEL, at) &&
           (line_is(draft, PATTERN_BULLET, at) || line_is(draft, PATTERN_MODEL, at));
}

/* The line behind the last order line of a message: rules above it part sections or frame a table. */
static size_t behind_order(struct draft *draft, uint32_t message)
{
    size_t behind = 0;
    for (size_t i = draft->messages[message].first; i < draft->messages[message].last; i++) {
        if (draft->lines[i].message != message || draft->lines[i].zone != ZONE_BODY)
            continue;
        if (is_disclaimer(draft, i))
            break;
        if (is_order_line(draft, i))
            behind = i + 1;
    }
    return behind;
}

static bool opens_signature(struct draft *draft, size_t at)
{
    return line_is(draft, PATTERN_RULE, at) || line_is(draft, PATTERN_CLOSING, at);
}

static void mark_zones(struct draft *draft, uint32_t message)
{
    enum zone zone = ZONE_BODY;
    size_t first = SIZE_MAX, n_body = 0, behind = behind_order(draft, message);
    bool has_signature = false;
    for (size_t i = 0; i < draft->n_lines; i++) {
        struct line *line = &draft->lines[i];
        if (line->message != message || line->zone == ZONE_HEADER || line->zone == ZONE_ATTACHED)
            continue;
        first = first == SIZE_MAX ? i : first;
        if (is_disclaimer(draft, i))
            zone = ZONE_DISCLAIMER;
        else if (zone == ZONE_BODY && n_body > 0 && i >= behind && opens_signature(draft, i))
            zone = ZONE_SIGNATURE;
        n_body += span_is_none(line->at) ? 0 : 1;
        has_signature |= zone == ZONE_SIGNATURE;
        line->zone = zone;
    }
    if (!has_signature && first != SIZE_MAX && !draft->is_chat)
        mark_last_block(draft, message, first);
}

static void make_view(struct draft *draft, uint32_t index)
{
    struct message *message = &draft->messages[index];
    message->view = arena_alloc(draft->arena, draft->fold.n + 1);
    if (!message->view) {
        text_memory(draft, false);
        return;
    }
    memset(message->view, NOT_HERE, draft->fold.n);
    for (uint32_t i = 0, begin = 0; i < draft->n_lines; begin = draft->lines[i++].at.to + 1) {
        const struct line *line = &draft->lines[i];
        if (line->at.to < draft->fold.n)
            message->view[line->at.to] = '\n';
        if (line->message != index || line->zone == ZONE_HEADER || line->zone == ZONE_DISCLAIMER)
            continue;
        memset(message->view + begin, ' ', line->at.from - begin); /* its own indent and quote marks */
        memcpy(message->view + line->at.from, draft->fold.p + line->at.from, line->at.to - line->at.from);
    }
}

/* Which lines hold each message, with others between. */
static void set_extents(struct draft *draft)
{
    for (uint32_t i = 0; i < draft->n_lines; i++) {
        struct message *message = &draft->messages[draft->lines[i].message];
        if (message->last == 0)
            message->first = i;
        message->last = i + 1;
    }
}

struct span message_span(const struct draft *draft, const struct message *message)
{
    if (message->last <= message->first)
        return SPAN_NONE;
    return (struct span){draft->lines[message->first].at.from, draft->lines[message->last - 1].at.to};
}

/* A marketplace's mail: a form with the customer's mail address, not the marketplace's. Its lines, first to last key.
 */
static void find_form(struct draft *draft)
{
    struct str from = draft->mail.from.n ? draft->mail.from.v[0].address : STR("");
    size_t at = str_find_char(from, '@', 0), n_keys = 0;
    struct span form = SPAN_NONE;
    bool has_mail = false;
    struct hit hit;
    if (at >= from.n || own_address(draft, from))
        return;
    for (size_t i = 0; i < draft->n_lines; i++) {
        struct span line = draft->lines[i].at;
        if (draft->lines[i].message != 0 || !find_in(draft, PATTERN_FORM_KEY, draft->fold.p, line, &hit))
            continue;
        form = (struct span){n_keys ? form.from : line.from, line.to};
        n_keys++;
        if (find_in(draft, PATTERN_EMAIL, draft->fold.p, (struct span){hit.at.to, line.to}, &hit))
            has_mail |= !str_has(text_written(draft, hit.at), str_from(from, at + 1)) &&
                        !own_address(draft, text_written(draft, hit.at));
    }
    if (n_keys >= FORM_KEYS && has_mail && find_any(draft, PATTERN_RELAY, (struct span){0, (uint32_t)draft->fold.n}))
        draft->form = form;
}

/* Our own web form, or a marketplace, writes what a customer typed: no message is theirs, so the newest is. */
static void take_relayed(struct draft *draft)
{
    for (size_t i = 0; i < draft->n_messages; i++)
        if (draft->messages[i].author == AUTHOR_THEIRS)
            return;
    draft->messages[0].author = AUTHOR_THEIRS;
    draft->messages[0].address = draft->mail.reply_to.n ? draft->mail.reply_to.v[0].address : STR("");
}

int thread_read(struct draft *draft, struct seki_err *err)
{
    struct walk outer = {.draft = draft};
    TRY(read_lines(draft, err));
    read_chat(draft);
    uint32_t first = new_message(&outer, NO_MESSAGE, SPAN_NONE);
    if (draft->is_out_of_memory)
        return err_oom(err);
    draft->messages[first].author = AUTHOR_THEIRS;
    if (draft->mail.from.n) {
        draft->messages[first].address = draft->mail.from.v[0].address;
        if (own_address(draft, draft->mail.from.v[0].address))
            draft->messages[first].author = AUTHOR_OURS;
    }
    walk_lines(draft);
    take_relayed(draft);
    find_form(draft);
    set_extents(draft);
    for (uint32_t i = 0; i < draft->n_messages && !draft->is_out_of_memory; i++) {
        mark_zones(draft, i);
        make_view(draft, i);
    }
    return draft->is_out_of_memory ? err_oom(err) : 0;
}

/* -- sentences -- */

static bool is_stop(struct draft *draft, const struct message *message, struct span where, struct hit *ret_hit)
{
    return find_hit(draft, PATTERN_STOP, message, where, ret_hit);
}

struct span thread_sentence_at(const struct draft *const_draft, const struct message *message, struct span at)
{
    struct draft *draft = (struct draft *)(uintptr_t)const_draft; /* matching writes only the finder's scratch */
    struct span all = message_span(draft, message), sentence = {all.from, all.to};
    struct hit hit;
    if (draft->is_chat)
        return line_at(draft, at.from)->at;
    uint32_t from = at.from > all.from + 600 ? at.from - 600 : all.from;
    while (from > all.from && ((unsigned char)draft->fold.p[from] & 0xC0) == 0x80)
        from++;
    sentence.from = from;
    while (from < at.from && is_stop(draft, message, (struct span){from, all.to}, &hit) && hit.at.to <= at.from) {
        sentence.from = hit.at.to;
        from = hit.at.to > from ? hit.at.to : from + 1;
    }
    if (is_stop(draft, message, (struct span){at.to > at.from ? at.to - 1 : at.to, all.to}, &hit)) {
        sentence.to = draft->fold.p[hit.at.from] == '\n' ? hit.at.from : hit.at.to;
        if (sentence.to < at.to)
            sentence.to = at.to;
    }
    return span_trim(draft, sentence);
}
