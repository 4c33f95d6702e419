"""E-mail addresses: one spelling, and a sentence for what is none."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.addresses import BadAddress, address_of, readable

GOOD = {
    " chvanova@example.ru ": "chvanova@example.ru",
    "Chvanova.L@Example.RU": "Chvanova.L@example.ru",
    "l+plan@почта.кемерово.рф": "l+plan@xn--80a1acny.xn--b1afaslnbn.xn--p1ai",
    f"{'a' * 64}@example.ru": f"{'a' * 64}@example.ru",
}


@pytest.mark.parametrize(("written", "kept"), GOOD.items())
def test_an_address_is_kept_in_one_spelling(written: str, kept: str) -> None:
    assert address_of(written) == kept
    assert address_of(readable(kept)) == kept


# fmt: off
BAD = {
    "": "нужен один знак @",
    "chvanova": "нужен один знак @",
    "a@b@example.ru": "нужен один знак @",
    "@example.ru": "нужен один знак @",
    "сhvanova@example.ru": "русская буква «с»",
    "a b@example.ru": "до знака @ бывают только",
    "a..b@example.ru": "до знака @ бывают только",
    '"a"@example.ru': "до знака @ бывают только",
    "Чванова <a": "нужен один знак @",
    "a\r\nBcc: b@example.ru": "до знака @ бывают только",
    "a\x00@example.ru": "до знака @ бывают только",
    f"{'a' * 65}@example.ru": "до знака @ бывают только",
    "a@mаil.ru": "смешаны русские и латинские",
    "a@example.ru\r\nBcc:b": "узла",
    "a@exam ple.ru": "узла",
    "a@exam_ple.ru": "узла",
    "a@example..ru": "узла",
    "a@localhost": "полное имя узла",
    "a@127.0.0.1": "полное имя узла",
    "a@[127.0.0.1]": "узла",
    f"{'a' * 60}@{'b' * 60}.{'b' * 60}.{'b' * 60}.{'b' * 20}.ru": "длиннее 254",
}
# fmt: on


@pytest.mark.parametrize(("written", "reason"), BAD.items())
def test_what_is_no_address_is_refused_in_one_printable_sentence(written: str, reason: str) -> None:
    with pytest.raises(BadAddress, match=reason) as refusal:
        address_of(written)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 250


@given(st.text(alphabet=st.sampled_from('a.@-я\r\n\x00\x7f ,;:<>"\\рф.1é'), max_size=30))
def test_whatever_is_written_what_is_kept_is_one_word_of_ascii(written: str) -> None:
    with suppress(BadAddress):
        kept = address_of(written)
        assert re.fullmatch(r"[!-~]+@[a-z0-9.-]+", kept)
        assert not set(kept) & set(',;:<>"\\')


def test_a_kept_address_that_no_longer_reads_is_shown_as_it_is() -> None:
    assert readable("a@xn--a.example") == "a@xn--a.example"
