/* base/attr.h - compiler attributes under one spelling. */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#define ATTR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define ATTR_MUST_USE          __attribute__((warn_unused_result))
#define ATTR_UNUSED            __attribute__((unused))

/* AUTO(file_close) int fd = ...; calls file_close(&fd) when the variable leaves its scope. */
#define AUTO(destructor) __attribute__((cleanup(destructor)))

#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif
