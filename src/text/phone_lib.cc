/*
 * text/phone_lib.cc - see text/phone_lib_int.h. The only C++ of the product; no exception leaves it.
 *
 * What a party calls its telephone is accepted when its length is possible in its plan. Whether the line could be
 * assigned is not asked: parties write numbers that no plan knows, and two dealings with the same one are still a link.
 * It is asked only to tell whether a number in a text, which nobody called a telephone, is one.
 */
#include "text/phone_lib_int.h"

#include <cstring>
#include <list>
#include <new>
#include <phonenumbers/phonenumberutil.h>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

static bool put(const std::string &text, char *out, size_t room)
{
    if (text.size() >= room)
        return false;
    memcpy(out, text.c_str(), text.size() + 1);
    return true;
}

/* The region of a number that fits no plan: known only if one region alone has the country code. */
static std::string region_of(const PhoneNumberUtil &util, const PhoneNumber &number)
{
    std::string region;
    util.GetRegionCodeForNumber(number, &region);
    if (region == "ZZ") {
        std::list<std::string> regions;
        util.GetRegionCodesForCountryCallingCode(number.country_code(), &regions);
        region = regions.size() == 1 ? regions.front() : "";
    }
    return region == "001" ? "" : region;
}

static bool is_possible(const PhoneNumberUtil &util, const PhoneNumber &number)
{
    PhoneNumberUtil::ValidationResult result = util.IsPossibleNumberWithReason(number);
    return result == PhoneNumberUtil::IS_POSSIBLE;
}

static int parse(const std::string &raw, const char *region, char *ret_e164, char *ret_country)
{
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    std::string e164;
    if (util.Parse(raw, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR || !is_possible(util, number))
        return 0;
    util.Format(number, PhoneNumberUtil::E164, &e164); /* this form has no extension */
    return put(e164, ret_e164, PHONE_E164_BYTES) && put(region_of(util, number), ret_country, PHONE_COUNTRY_BYTES);
}

extern "C" int phone_lib_parse(const char *raw, size_t n, const char *region, char ret_e164[PHONE_E164_BYTES],
                               char ret_country[PHONE_COUNTRY_BYTES])
{
    try {
        return parse(std::string(raw, n), region, ret_e164, ret_country);
    } catch (const std::bad_alloc &) {
        return -1;
    } catch (...) {
        return 0;
    }
}

static int fit(const std::string &raw, const char *region)
{
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (util.Parse(raw, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR || !is_possible(util, number))
        return 0;
    return util.IsValidNumber(number) ? 2 : 1;
}

extern "C" int phone_lib_fit(const char *raw, size_t n, const char *region)
{
    try {
        return fit(std::string(raw, n), region);
    } catch (...) {
        return 0;
    }
}
