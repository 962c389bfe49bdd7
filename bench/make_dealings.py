#!/usr/bin/env python3
"""make_dealings.py N [SEED]: N invented procurement dealings as JSON lines, the same for the same seed.

A tenth of the customers come again, products repeat, a few telephones and domains are shared: what an export control
desk sees over some years.
"""
import json
import random
import sys

COUNTRIES = ["AE", "SG", "KR", "TW", "TH", "DE", "US", "IN", "MY", "TR"]
DIAL = {"AE": "+971 4", "SG": "+65", "KR": "+82 2", "TW": "+886 2", "TH": "+66 2", "DE": "+49 30", "US": "+1 212",
        "IN": "+91 22", "MY": "+60 3", "TR": "+90 212"}
FIRST = ["Asahi", "Blue", "Cedar", "Delta", "Eastern", "Falcon", "Green", "Harbour", "Ivory", "Jade", "Kite", "Lotus",
         "Maple", "Nova", "Olive", "Pine", "Quartz", "River", "Silver", "Tiger"]
SECOND = ["Bridge", "Castle", "Dawn", "Field", "Gate", "Hill", "Island", "Lake", "Moon", "Peak", "Rock", "Sea", "Star",
          "Stone", "Sun", "Valley", "Wave", "Wind", "Wood", "Yard"]
FORMS = ["Trading Co., Ltd.", "Industries LLC", "Machinery GmbH", "Engineering Pte Ltd", "Electronics Inc."]
PRODUCTS = ["high-speed motor", "pressure sensor", "carbon fibre prepreg", "machining centre", "frequency converter",
            "vacuum pump", "laser head", "ball screw", "gyro module", "valve actuator"]


def company(rng, number):
    country = COUNTRIES[number % len(COUNTRIES)]
    name = f"{FIRST[number % 20]} {SECOND[number // 20 % 20]} {number:05d} {FORMS[number % 5]}"
    domain = f"c{number:05d}.example"
    return {"schema": "Company", "name": name, "country": country, "website": f"https://www.{domain}",
            "emails": [f"sales@{domain}"], "phones": [f"{DIAL[country]} {5550000 + number % 9000}"], "registered": True,
            "addresses": [f"{number % 300 + 1} {SECOND[number % 20]} Street, Block {number % 97 + 1}, {country}"],
            "incorporated_on": f"{1990 + number % 30}-0{number % 9 + 1}-15", "kind": "manufacturer"}


def dealing(rng, i, n):
    orderer, user = rng.randrange(n // 2 + 1), rng.randrange(n // 2 + 1)
    product = rng.choice(PRODUCTS) + f" {rng.randrange(2000)}"
    day = rng.randrange(1, 29)
    return {"id": f"bench-{i:06d}", "kind": "procurement", "date": f"{2022 + i * 4 // n}-{rng.randrange(1, 13):02d}-{day:02d}",
            "asset": {"sensitivity": rng.choice(["S1", "S2"])},
            "parties": [dict(company(rng, orderer), role="orderer"), dict(company(rng, user), role="end_user")],
            "items": [{"name": product, "hs_code": "8501.53", "quantity": rng.randrange(1, 40), "classification": "not_listed",
                       "classified_on": "2026-06-10"}],
            "order": {"use": {"statement": "factory equipment"}, "site": "own factory"},
            "payment": {"terms": "lc", "bank_country": COUNTRIES[orderer % 10]},
            "shipment": {"destination": COUNTRIES[user % 10]}}


def main():
    n = int(sys.argv[1])
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for i in range(n):
        sys.stdout.write(json.dumps(dealing(rng, i, n), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
