"""damage.py: 18 ways in which names arrive damaged. damage(kind, name, random) gives the name, or None if it cannot be so.

Kinds follow what screening desks report: look-alike letters, invisible characters, bad scans, cut fields, lost blanks.
"""
import unicodedata

HOMOGLYPHS = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "A": "А", "B": "В", "E": "Е", "H": "Н", "K": "К",
              "M": "М", "O": "О", "P": "Р", "C": "С", "T": "Т", "X": "Х"}
SCANS = {"O": "0", "I": "1", "l": "1", "S": "5", "B": "8", "rn": "m", "m": "rn", "o": "0", "i": "1", "s": "5"}
HABITS = [("ph", "f"), ("ou", "u"), ("kh", "h"), ("y", "i"), ("ck", "k"), ("oo", "u"), ("ee", "i"), ("x", "ks"), ("c", "k"),
          ("PH", "F"), ("OU", "U"), ("KH", "H"), ("Y", "I"), ("CK", "K"), ("OO", "U"), ("EE", "I"), ("X", "KS"), ("C", "K")]
ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "n": "ñ", "c": "ç", "A": "Á", "E": "É", "I": "Í", "O": "Ö",
           "U": "Ü", "N": "Ñ", "C": "Ç"}
TITLES = ["Mr. ", "Dr. ", "Prof. "]
FORMS = [" Co., Ltd.", " LLC", " Inc."]


def replace_one(name, table, random):
    places = [(i, k) for k in table for i in range(len(name)) if name.startswith(k, i)]
    if not places:
        return None
    i, k = random.choice(sorted(places))
    return name[:i] + table[k] + name[i + len(k):]


def letter_places(name, least=4):
    """Places of letters inside words of at least four letters, not the first one."""
    places, start = [], 0
    for word in name.split(" "):
        if len(word) >= least:
            places += [start + i for i in range(1, len(word)) if word[i].isalpha() and word[i].isascii()]
        start += len(word) + 1
    return places


def at_letter(change):
    def damage(name, random, _):
        places = letter_places(name)
        return change(name, random.choice(places), random) if places else None
    return damage


def swap_letters(name, random, _):
    places = [i for i in letter_places(name) if i + 1 < len(name) and name[i + 1].isalpha() and name[i] != name[i + 1]]
    if not places:
        return None
    i = random.choice(places)
    return name[:i] + name[i + 1] + name[i] + name[i + 2:]


def other_letter(name, i, random):
    letters = "abcdefghijklmnopqrstuvwxyz" if name[i].islower() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return name[:i] + random.choice([c for c in letters if c != name[i]]) + name[i + 1:]


def cut(name, _, __):
    n = max(1, round(len(name) * 0.17))
    return name[:-n].rstrip() if len(name) >= 12 else None


def join_words(name, _, __):
    words = name.split(" ")
    return words[0] + "".join(words[1:]) if len(words) > 1 else None


def drop_word(name, random, _):
    words = name.split(" ")
    if len(words) < 3:
        return None
    del words[random.randrange(len(words))]
    return " ".join(words)


def swap_order(name, _, __):
    words = name.replace(",", "").split(" ")
    return " ".join(words[1:] + words[:1]) if len(words) > 1 else None


def split_word(name, random, _):
    words = [i for i, w in enumerate(name.split(" ")) if len(w) >= 6]
    if not words:
        return None
    parts = name.split(" ")
    i = random.choice(words)
    at = random.randrange(2, len(parts[i]) - 1)
    parts[i] = parts[i][:at] + " " + parts[i][at:]
    return " ".join(parts)


def habit(name, random, _):
    return replace_one(name, dict(HABITS), random)


def full_width(name, _, __):
    return "".join(chr(ord(c) + 0xfee0) if "!" <= c <= "~" else "\u3000" if c == " " else c for c in name)


def case_and_marks(name, random, _):
    return "".join(c.upper() if random.random() < 0.5 else c.lower() for c in name).replace(" ", random.choice([" - ", ". ", "  "]))


def control(name, random, _):
    i = random.randrange(1, len(name))
    return name[:i] + random.choice(["\u0007", "\u00a0\u00a0" if name[i - 1] == " " else "\u0001"]) + name[i:] + "\t"


def title_or_form(name, random, is_person):
    return random.choice(TITLES) + name if is_person else name + random.choice(FORMS)


KINDS = {
    "homoglyph": lambda name, random, _: replace_one(name, HOMOGLYPHS, random),
    "zero-width": at_letter(lambda name, i, random: name[:i] + random.choice("\u200b\u200d\u2060\ufeff") + name[i:]),
    "scan": lambda name, random, _: replace_one(name, SCANS, random),
    "cut short": cut,
    "words joined": join_words,
    "word dropped": drop_word,
    "order swapped": swap_order,
    "word split": split_word,
    "letters swapped": swap_letters,
    "letter missing": at_letter(lambda name, i, random: name[:i] + name[i + 1:]),
    "letter doubled": at_letter(lambda name, i, random: name[:i] + name[i] + name[i:]),
    "letter replaced": at_letter(other_letter),
    "spelling habit": habit,
    "accents": lambda name, random, _: replace_one(name, ACCENTS, random),
    "full width": full_width,
    "case and marks": case_and_marks,
    "control characters": control,
    "title or form": title_or_form,
}


def damage(kind, name, random, is_person):
    """The damaged name; None if this kind cannot be done to it or changes nothing that is seen."""
    text = KINDS[kind](name, random, is_person)
    if text is None or (text == name and unicodedata.normalize("NFC", text) == name):
        return None
    return text
