/*
 * text/domain.h - the domain somebody had to register, from a mail address or a web address.
 *
 *   "https://www.example.co.jp/x"  ──>  example.co.jp          "a@sub.gulfbright.example"  ──>  gulfbright.example
 *
 * By the Public Suffix List (publicsuffix.org) as libpsl ships it; ASCII (UTS #46), lower case.
 */
#ifndef TEXT_DOMAIN_H
#define TEXT_DOMAIN_H

#include "base/arena.h"
#include "text/text.h"

/*
 * 1 and the registrable domain, 0 if there is none (no host, an IP address, a bare suffix such as "co.jp", bytes that
 * no host name has), negative on failure (SEKI_E_NOMEM). domain_of_email takes "a@b.c" and "Name <a@b.c>";
 * domain_of_url takes an address with or without a scheme. Any thread with its own arena.
 */
int domain_of_email(const struct text_tools *tools, struct arena *arena, struct str email, struct str *ret_domain,
                    struct seki_err *err);
int domain_of_url(const struct text_tools *tools, struct arena *arena, struct str url, struct str *ret_domain,
                  struct seki_err *err);

/* Can anybody have a mailbox there (gmail.com)? `domain` in lower case. Table: npm free-email-domains. */
bool domain_is_free_mail(struct str domain);

#endif
