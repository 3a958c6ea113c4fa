"""Lists of titles follow the letters of their language."""

from __future__ import annotations

import pytest

from plainleaf.cldr.letters import read_letters

ENGLISH = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SPANISH = "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
VIETNAMESE = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
SWEDISH = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"
TURKISH = "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@pytest.mark.parametrize(
    ("language", "alphabet", "title", "letter"),
    [
        ("en", ENGLISH, "élan", "E"),
        ("en", ENGLISH, "12 weeks", "#"),
        ("en", ENGLISH, "", "#"),
        ("de", ENGLISH, "Übungen", "U"),
        ("sv", SWEDISH, "Övningar", "Ö"),
        ("es", SPANISH, "ñandú", "Ñ"),
        ("es", SPANISH, "índice", "I"),
        ("vi", VIETNAMESE, "đau lưng", "Đ"),
        ("vi", VIETNAMESE, "ấm", "Â"),
        ("vi", VIETNAMESE, "ặt", "Ă"),
        ("ar", ARABIC, "العصب", "ع"),
        ("ar", ARABIC, "التهاب المفاصل", "ا"),
        ("ar", ARABIC, "إصابة", "ا"),
        ("zh", ENGLISH, "坐骨神经痛", "Z"),
        ("zh", ENGLISH, "阿", "A"),
        ("zh", ENGLISH, "髋关节", "#"),
        ("zh", ENGLISH, "MRI 检查", "M"),
        ("zh-Hant", ENGLISH, "坐骨神經痛", "坐"),
        ("ja", ENGLISH, "腰痛", "腰"),
        ("tr", TURKISH, "ince", "İ"),
        ("tr", TURKISH, "İshal", "İ"),
        ("tr", TURKISH, "ışık", "I"),
        ("en", ENGLISH, "ice", "I"),
    ],
)
def test_a_title_is_listed_under_a_letter_of_its_language(
    language: str, alphabet: str, title: str, letter: str
) -> None:
    assert read_letters(language, alphabet).letter_of(title) == letter


@pytest.mark.parametrize(
    ("language", "alphabet", "titles"),
    [
        ("en", ENGLISH, ["3 weeks", "apple", "Apple pie", "back", "back pain", "backbone"]),
        ("de", ENGLISH, ["Arm", "Arzt", "Ärztin", "Bein"]),
        ("es", SPANISH, ["nervio", "nudo", "ñandú", "oído"]),
        ("vi", VIETNAMESE, ["an", "ăn", "ấm", "da", "dây", "đau", "em"]),
        ("sv", SWEDISH, ["arm", "zon", "ålder", "ärr", "öra"]),
        ("ar", ARABIC, ["أعراض", "البول", "تمارين", "العصب", "الوقاية"]),
        ("tr", TURKISH, ["cam", "çay", "ışık", "iğne", "İshal"]),
        ("zh", ENGLISH, ["阿", "腰痛", "症状", "坐骨神经痛"]),
    ],
)
def test_titles_are_in_the_order_of_their_language(language: str, alphabet: str, titles: list[str]) -> None:
    letters = read_letters(language, alphabet)

    assert sorted(set(titles), key=letters.make_order()) == titles


def test_titles_of_one_letter_are_together() -> None:
    letters = read_letters("zh", ENGLISH)
    titles = ["髋", "腰", "#", "压力", "3", "MRI", "骶骨", "疫苗"]

    found = [letters.letter_of(title) for title in sorted(titles, key=letters.make_order())]

    assert found == ["#", "#", "#", "#", "M", "Y", "Y", "Y"]
