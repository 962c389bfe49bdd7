/* text/phone_lib_int.h - the one door to libphonenumber, which speaks C++ only. Inside the room only. */
#ifndef TEXT_PHONE_LIB_INT_H
#define TEXT_PHONE_LIB_INT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { PHONE_E164_BYTES = 24, PHONE_COUNTRY_BYTES = 3 };

/*
 * 1 and both texts (NUL-terminated; ret_country may be empty), 0 if it is no possible number, -1 without memory.
 * `region` is an ISO 3166 alpha-2 code in upper case or "ZZ". The library guards its own caches: any thread.
 */
int phone_lib_parse(const char *raw, size_t n, const char *region, char ret_e164[PHONE_E164_BYTES],
                    char ret_country[PHONE_COUNTRY_BYTES]);

/* enum phone_fit: 0 = no number of the plan or no memory, 1 = its length is possible, 2 = it could be assigned. */
int phone_lib_fit(const char *raw, size_t n, const char *region);

#ifdef __cplusplus
}
#endif

#endif
