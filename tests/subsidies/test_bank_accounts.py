import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from subsidies.reckoning.bank_accounts import MESSAGES, IbanError, clean_iban, grouped, masked

DUTCH = "NL91ABNA0417164300"


@pytest.mark.parametrize(
    "text", [DUTCH, "nl91abna0417164300", "NL91 ABNA 0417 1643 00", " NL91\u00a0ABNA-0417.1643.00\n"]
)
def test_iban_is_kept_compact_and_in_capitals(text):
    cleaned = clean_iban(text)
    assert cleaned == DUTCH and type(cleaned) is str


@pytest.mark.parametrize(
    "iban", ["DE89370400440532013000", "BE68539007547034", "RO49AAAA1B31007593840000", "GB82WEST12345698765432"]
)
def test_iban_of_another_sepa_country_is_taken(iban):
    assert clean_iban(iban) == iban


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("NL91ABNA041716430\uff10", "characters"),
        ("NL91ABNA0417164300;", "characters"),
        ("0417164300", "characters"),
        ("ßL91ABNA0417164300", "characters"),
        ("XX91ABNA0417164300", "country"),
        ("NL", "length"),
        ("NL91ABNA041716430", "length"),
        ("NL91ABNA04171643000", "length"),
        ("NL" + "9" * 5000, "length"),
        ("NLXXABNA0417164300", "structure"),
        ("NL91ABNA04171643AB", "structure"),
        ("NL91ABNA0417164301", "check_digits"),
        ("NL91ABNA0417614300", "check_digits"),
        ("NL19ABNA0417164300", "check_digits"),
        ("TR330006100519786457841326", "not_sepa"),
    ],
)
def test_wrong_iban_is_refused_with_its_reason(text, code):
    with pytest.raises(IbanError) as refused, translation.override("en"):
        clean_iban(text)
    assert refused.value.code == code and str(refused.value) == str(MESSAGES[code])


def test_iban_is_shown_in_groups_or_masked():
    assert grouped(DUTCH) == "NL91 ABNA 0417 1643 00"
    assert masked(DUTCH) == "NL·· ···· ···· 4300"
    assert len(masked("DE89370400440532013000")) == len(masked(DUTCH))


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_one_wrong_sign_is_found(place, sign):
    wrong = DUTCH[:place] + sign + DUTCH[place + 1 :]
    if wrong != DUTCH:
        with pytest.raises(IbanError):
            clean_iban(wrong)


@given(st.text(max_size=40))
def test_any_text_is_an_iban_or_refused(text):
    try:
        assert clean_iban(grouped(clean_iban(text))) == clean_iban(text)
    except IbanError as refused:
        assert str(refused)
