/* text/domain.c - see text/domain.h. */
#include "text/domain.h"

#include "tables/free_mail_domains.h"
#include "text/tools_int.h"

#include <libpsl.h>
#include <stdlib.h>
#include <string.h>

enum { HOST_BYTES = 1024, DNS_BYTES = 256 };

/* Host in ASCII, lower case, without a final dot; false if the bytes are no host name. */
static bool host_to_ascii(const struct text_tools *tools, struct str host, char ret_ascii[DNS_BYTES])
{
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    if (host.n && host.p[host.n - 1] == '.')
        host.n--;
    if (host.n == 0 || host.n > HOST_BYTES)
        return false;
    int32_t n = uidna_nameToASCII_UTF8(tools->idna, host.p, (int32_t)host.n, ret_ascii, DNS_BYTES - 1, &info, &status);
    if (U_FAILURE(status) || info.errors || n <= 0 || n >= DNS_BYTES)
        return false;
    ret_ascii[n] = '\0';
    return strlen(ret_ascii) == (size_t)n;
}

/* All digits and dots (IPv4), or with a colon (IPv6). */
static bool is_address(const char *host)
{
    return strspn(host, "0123456789.") == strlen(host) || strchr(host, ':');
}

static int domain_of_host(const struct text_tools *tools, struct arena *arena, struct str host, struct str *ret_domain,
                          struct seki_err *err)
{
    char ascii[DNS_BYTES];
    if (!host_to_ascii(tools, str_trim(host), ascii) || is_address(ascii))
        return 0;
    const psl_ctx_t *list = psl_builtin();
    if (!list)
        return err_set(err, SEKI_E_INTERNAL, "libpsl was built without the Public Suffix List");
    const char *domain = psl_registrable_domain(list, ascii);
    if (!domain || !strchr(domain, '.'))
        return 0;
    struct str copy = arena_str(arena, str_c(domain));
    TRY_MEM(copy.p, err);
    *ret_domain = copy;
    return 1;
}

/* "Name <a@b.c>" is what stands between the angles. */
static struct str without_display_name(struct str email)
{
    size_t open = str_find_char(email, '<', 0);
    if (open == SIZE_MAX)
        return email;
    size_t close = str_find_char(email, '>', open);
    return str_sub(email, open + 1, close == SIZE_MAX ? SIZE_MAX : close - open - 1);
}

int domain_of_email(const struct text_tools *tools, struct arena *arena, struct str email, struct str *ret_domain,
                    struct seki_err *err)
{
    struct str address = str_trim(without_display_name(email));
    if (str_starts(address, STR("mailto:")))
        address = str_from(address, 7);
    const char *at = address.n ? memrchr(address.p, '@', address.n) : NULL;
    if (!at || at == address.p)
        return 0;
    return domain_of_host(tools, arena, str_from(address, (size_t)(at + 1 - address.p)), ret_domain, err);
}

/* scheme://user@host:port/path ──> host */
static struct str host_of(struct str url)
{
    size_t scheme = str_find(url, STR("://"), 0);
    if (scheme != SIZE_MAX)
        url = str_from(url, scheme + 3);
    else if (str_starts(url, STR("//")))
        url = str_from(url, 2);
    for (size_t i = 0; i < url.n; i++)
        if (memchr("/?#\\", url.p[i], 4)) {
            url.n = i;
            break;
        }
    const char *at = url.n ? memrchr(url.p, '@', url.n) : NULL;
    if (at)
        url = str_from(url, (size_t)(at + 1 - url.p));
    if (url.n && url.p[0] == '[')
        return STR_NULL; /* an IPv6 address */
    return str_sub(url, 0, str_find_char(url, ':', 0));
}

int domain_of_url(const struct text_tools *tools, struct arena *arena, struct str url, struct str *ret_domain,
                  struct seki_err *err)
{
    return domain_of_host(tools, arena, host_of(str_trim(url)), ret_domain, err);
}

static int compare_domain(const void *key, const void *row)
{
    return str_cmp(*(const struct str *)key, str_c(*(const char *const *)row));
}

bool domain_is_free_mail(struct str domain)
{
    return bsearch(&domain, FREE_MAIL_DOMAINS, FREE_MAIL_DOMAINS_COUNT, sizeof(*FREE_MAIL_DOMAINS), compare_domain);
}
