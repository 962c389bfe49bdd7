/* rules/network.c - see rules/network_int.h. */
#include "rules/network_int.h"

#include <arpa/inet.h>
#include <string.h>

enum { V4_PREFIX = 96 };

static const unsigned char mapped_head[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

static bool parse_address(struct str text, unsigned char ret_address[16], bool *ret_is_v4)
{
    char buffer[INET6_ADDRSTRLEN];
    if (text.n == 0 || text.n >= sizeof(buffer) || memchr(text.p, 0, text.n))
        return false;
    memcpy(buffer, text.p, text.n);
    buffer[text.n] = 0;
    memcpy(ret_address, mapped_head, sizeof(mapped_head));
    if (inet_pton(AF_INET, buffer, ret_address + sizeof(mapped_head)) == 1) {
        *ret_is_v4 = true;
        return true;
    }
    if (inet_pton(AF_INET6, buffer, ret_address) != 1)
        return false;
    *ret_is_v4 = memcmp(ret_address, mapped_head, sizeof(mapped_head)) == 0;
    return true;
}

bool network_parse(struct str text, struct network *ret_network)
{
    struct network network = {.bits = 128};
    struct str address, rest = text;
    if (!str_split(&rest, STR("/"), &address) || !parse_address(address, network.address, &network.is_v4))
        return false;
    if (rest.p) {
        uint64_t bits;
        bool is_dotted = network.is_v4 && str_find_char(address, ':', 0) == SIZE_MAX;
        if (rest.n > 3 || !str_to_u64(rest, &bits) || bits > (is_dotted ? 32 : 128))
            return false;
        network.bits = (unsigned)bits + (is_dotted ? V4_PREFIX : 0);
        network.is_v4 = network.is_v4 && network.bits >= V4_PREFIX;
    }
    *ret_network = network;
    return true;
}

bool network_has(const struct network *network, struct str text)
{
    unsigned char address[16];
    bool is_v4;
    if (!parse_address(text, address, &is_v4) || is_v4 != network->is_v4)
        return false;
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    if (memcmp(address, network->address, whole) != 0)
        return false;
    return rest == 0 || (address[whole] ^ network->address[whole]) >> (8 - rest) == 0;
}
