/*
 * api/settings_int.h - the checks of settings that making a store needs as well. Only for this room.
 */
#ifndef API_SETTINGS_INT_H
#define API_SETTINGS_INT_H

#include "base/err.h"
#include "base/str.h"

/* SEKI_E_MEANING if it is no ISO 3166 alpha-2 code, no IANA zone. */
int settings_check_home(struct str home, struct seki_err *err);
int settings_check_timezone(struct str zone, struct seki_err *err);

#endif
