/*
 * rules/network_int.h - networks in CIDR notation (RFC 4632, RFC 4291) for the modifier `cidr`.
 */
#ifndef RULES_NETWORK_INT_H
#define RULES_NETWORK_INT_H

#include "base/str.h"

/* IPv4 is kept as IPv4-mapped IPv6 (::ffff:a.b.c.d), so one comparison serves both and a mapped address in a log is
 * found by an IPv4 network. An IPv6 network never holds an IPv4 address. */
struct network {
    unsigned char address[16];
    unsigned bits; /* of the prefix, 0 .. 128 */
    bool is_v4;
};

/* "10.0.0.0/8", "fe80::/10"; without a slash the one address. Bits behind the prefix are let pass. False on others. */
bool network_parse(struct str text, struct network *ret_network);

/* Is `text` an address, and inside? */
bool network_has(const struct network *network, struct str text);

#endif
