"""The outlook at the desk: what may be late and why; another deadline is tried and nothing changes."""

from domain import use_cases
from tests.scenarios.story import DEPUTY, HEAD
from tests.web.house import House


def trial(house: House) -> str:
    return f"/outlook/{house.story.passport.code}/trial"


async def test_the_likeliest_to_be_late_stands_first_with_its_reasons(house: House) -> None:
    async with await house.person(HEAD) as head:
        page = await head.opens("/outlook")
        assert "Не взят в работу, хотя начался" in page.text
        said = [int(part.split()[-1]) for part in page.text.split(" % вероятность опоздать")[:-1]]
        assert said == sorted(said, reverse=True)
        assert len(said) > 1


async def test_what_is_taken_to_work_is_trusted_more(house: House) -> None:
    async with await house.person(HEAD) as head:
        before = (await head.opens("/outlook")).text
        house.story.do(use_cases.take, "3.1.1", by=DEPUTY)
        after = (await head.opens("/outlook")).text
    assert after != before
    assert after.count("Не взят в работу") == before.count("Не взят в работу") - 1


async def test_another_deadline_is_tried_and_nothing_changes(house: House) -> None:
    before = house.item("3.1.1")
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(trial(house))).form("/trial")
        made = await deputy.sends(form, {"number": "3.1.1", "finish": "2020-01-18"})
        assert made.status == 200
        assert "Пункт 3.1.1: 31.12.2019 → 18.01.2020" in made.text
        assert "18.01.2020 — выходной: исполнить нужно к 17.01.2020" in made.text
        assert "Эти письма не уйдут" in made.text
        assert "Эти письма уйдут" in made.text
    assert house.item("3.1.1") == before


async def test_what_cannot_be_tried_is_told_and_what_was_typed_stays(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(trial(house))).form("/trial")
        for number, finish, words in (
            ("77", "2020-01-18", "Пункта 77 нет в плане"),
            ("3.1.1", "", "Другой срок"),
            ("3.1.1", "31.02.2020", "такой даты не бывает"),
            ("3.1.1", "2019-12-31", "и так 31.12.2019"),
            ("", "2020-01-18", "Пункт плана"),
        ):
            told = await deputy.sends(form, {"number": number, "finish": finish})
            assert told.status == 422
            assert words in told.text
            assert f'value="{number}"' in told.html


async def test_of_another_s_passport_nothing_is_learned(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        told = await deputy.opens("/outlook/another/trial?number=1&finish=2020-01-18")
        assert told.status == 404
    stranger = house.stranger()
    async with stranger:
        assert (await stranger.opens("/outlook")).status == 401
