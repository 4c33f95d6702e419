"""`vekha address`, `addresses`, `secretary`: who is written to where, and every refusal in one sentence."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Vekha
from tests.scenarios.story import ADMINISTRATOR, COMMITTEE, CURATOR, DEPUTY, HEAD

MAIL = "chvanova@example.ru"


def people(vekha: Vekha) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in vekha("people", "--json").json["people"]}


def test_an_address_is_put_shown_and_removed(imported: Vekha) -> None:
    assert imported("address", DEPUTY, MAIL).out == f"{DEPUTY}: почта {MAIL}\n"
    assert imported("address", DEPUTY, MAIL, "--json").json["changed"] is False
    assert imported("address", DEPUTY).out == f"{DEPUTY}: {MAIL}\n"
    assert people(imported)[DEPUTY]["reached_by"] == ["mail"]
    assert imported("address", DEPUTY, "--remove").out == f"{DEPUTY}: адрес убран\n"
    assert people(imported)[DEPUTY]["reached_by"] == []


def test_whoever_shares_an_address_is_named(imported: Vekha) -> None:
    imported("address", DEPUTY, MAIL)
    outcome = imported("address", HEAD, "Chvanova@EXAMPLE.ru")
    assert outcome.out.splitlines()[1] == f"Тот же адрес у: {DEPUTY}; письма и личные ссылки одного увидит и другой"


def test_a_list_is_loaded_by_its_headings_and_shows_what_it_changes(imported: Vekha, tmp_path: Path) -> None:
    imported("address", DEPUTY, "old@example.ru")
    rows = ["ФИО;Почта", f"Чванова Людмила Владимировна;{MAIL}", f"{HEAD};head@почта.рф", f"{CURATOR};"]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="cp1251")
    dry = imported("addresses", "load", "a.csv", "--dry-run", "--json").json
    assert imported("address", DEPUTY, "--json").json["address"] == "old@example.ru"
    assert dry["changed"] == [
        {"person": DEPUTY, "was": "old@example.ru", "address": MAIL},
        {"person": HEAD, "was": None, "address": "head@xn--80a1acny.xn--p1ai"},
    ]
    assert f"Записано: 2, без изменений: 0, без адреса в файле: {CURATOR}" in imported("addresses", "load", "a.csv").out
    assert imported("addresses", "load", "a.csv", "--json").json["same"] == 2


def test_one_wrong_line_refuses_the_whole_list(
    imported: Vekha, tmp_path: Path, contents: Callable[[], list[str]]
) -> None:
    rows = ["ФИО;E-mail", f"{DEPUTY};{MAIL}", f"Чванов Л.В.;{MAIL}", f"{HEAD};head", f";{MAIL}", f"{DEPUTY};b@x.ru"]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    before = contents()
    outcome = imported("addresses", "load", "a.csv")
    assert (outcome.code, outcome.out, contents()) == (2, "", before)
    assert outcome.err.startswith("Файл a.csv не загружен, ничего не изменено: строка 3: В паспорте нет участника")
    for said in (f"похожие: {DEPUTY}", "строка 4: Адрес «head»", "строка 5: не указано, чей", "строка 6: у участника"):
        assert said in outcome.err


def test_a_secretary_is_appointed_and_reads_the_bodys_mail(imported: Vekha) -> None:
    advice = f"Почты у секретаря ещё нет; запишите её: vekha address «{ADMINISTRATOR}» АДРЕС"
    assert imported("secretary", COMMITTEE, ADMINISTRATOR).out == f"ПК: секретарь — {ADMINISTRATOR}\n{advice}\n"
    imported("address", ADMINISTRATOR, "g@example.ru")
    levels = {row["code"]: row for row in imported("people", "--json").json["levels"]}
    assert (levels["ПК"]["mail"], levels["ПК"]["secretary"]) == ("g@example.ru", ADMINISTRATOR)
    assert levels["Коллегия"]["reached_by"] == []
    listed = imported("addresses", "--json").json
    assert [row["secretary"] for row in listed["secretaries"]] == [ADMINISTRATOR]
    assert imported("secretary", COMMITTEE, "--remove").out == f"ПК: секретарь освобождён — {ADMINISTRATOR}\n"


def test_people_names_whom_nothing_reaches(imported: Vekha) -> None:
    imported("address", DEPUTY, MAIL)
    lost = imported("people", "--json").json["unreachable"]
    assert DEPUTY not in lost
    assert {HEAD, COMMITTEE} <= set(lost)
    assert f"Некуда писать, а открытые пункты есть: {', '.join(lost)}" in imported("people").out


def test_a_spoiled_address_is_told_and_reaches_nobody(imported: Vekha) -> None:
    from config.wiring import open_office

    imported("address", DEPUTY, MAIL)
    office = open_office()
    office.mailboxes.spoiled(DEPUTY, "550 нет такого ящика", office.clock.now())
    office.close()
    assert people(imported)[DEPUTY]["reached_by"] == []
    assert "испорчен: 550 нет такого ящика" in imported("addresses").out
    assert "(испорчена)" in imported("people").out


# fmt: off
REFUSED = [
    (("address", "Чванов Л.В.", MAIL), f"В паспорте нет участника «Чванов Л.В.»; похожие: {DEPUTY}"),
    (("address", DEPUTY, "chvanova"), "Адрес «chvanova» не годится"),
    (("address", DEPUTY, f"{MAIL}\r\nBcc: x@y.ru"), "Адрес «"),
    (("address", COMMITTEE, MAIL), "«ПК» — орган; его почту читает секретарь"),
    (("address", "РРП", MAIL), f"«РРП» — это {HEAD}; назовите участника"),
    (("address", DEPUTY, MAIL, "--remove"), "Укажите одно из двух"),
    (("secretary", COMMITTEE), "Назовите секретаря"),
    (("secretary", "РРП", DEPUTY), f"«РРП» — это {HEAD}; секретарь ему не нужен"),
    (("secretary", DEPUTY, HEAD), f"{DEPUTY} — не коллегиальный орган; органы: ПК, Коллегия"),
    (("secretary", COMMITTEE, "Коллегия"), "«Коллегия» — орган"),
    (("addresses", "load", "none.csv"), "Файл none.csv не открывается"),
]
# fmt: on


def test_what_cannot_be_is_refused_in_one_sentence(imported: Vekha) -> None:
    for words, sentence in REFUSED:
        outcome = imported(*words)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
        assert outcome.err.startswith(sentence)
