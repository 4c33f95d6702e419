"""`vekha outlook`, `vekha what-if`: which items are likely to be late and why; what another deadline would change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import AsJson, BadWord, OfPassport, day, grid, opened, out, plain, progress, say

if TYPE_CHECKING:
    from config.outlook_study import Seen, Study
    from domain.plan import PlanItem
    from domain.reporting.outlook import Estimate
    from domain.reporting.what_if import Spoken, Trial

MOST_SEEDS = 100


def outlook(
    study: Annotated[bool, typer.Option("--study", help="Проверить прогноз на прожитых планах-образцах.")] = False,
    fit: Annotated[bool, typer.Option("--fit", help="Подобрать веса заново и показать рядом с нынешними.")] = False,
    own: Annotated[bool, typer.Option("--own", help="С --study, --fit: по своему журналу, а не по образцу.")] = False,
    seeds: Annotated[int, typer.Option(help="Сколько жизней образца прожить.")] = 16,
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Какие пункты, скорее всего, опоздают и почему."""
    if own and not (study or fit):
        raise BadWord("--own бывает с --study или с --fit")
    if study or fit:
        seen = _own(passport) if own else _lived(seeds, learned=fit)
        (_fit if fit else _study)(seen, as_json)
        return
    with opened() as office:
        found = office.outlook(office.passport(passport))
    say(as_json, [_json(*one) for one in found], lambda: _table(found))


def _json(item: "PlanItem", one: "Estimate") -> dict[str, Any]:
    known = {"number": item.number, "finish": plain(item.finish), "lead": item.lead}
    return known | {"probability": round(one.probability, 3), "reasons": list(one.said)}


def _table(found: "Sequence[tuple[PlanItem, Estimate]]") -> None:
    from notifications.words import date_ru, shortened

    rows = (
        (i.number, date_ru(i.finish), f"{one.percent} %", i.lead, one.why, shortened(i.title, 50)) for i, one in found
    )
    if found:
        grid("Вероятность опоздать", ("Пункт", "Срок", "Опоздает", "Исполнитель", "Почему", "Название"), rows)
    else:
        out("Начатых пунктов, срок которых впереди, нет: прогнозировать нечего.")


def _lived(seeds: int, *, learned: bool) -> "list[Seen]":
    """Lives of the sample plan: those that the weights are learned from, or those that they have never seen."""
    from config.outlook_study import LEARNED, TESTED, lived
    from config.preview import own_ladder
    from config.wiring import SAMPLE
    from domain.intake import read

    if not 1 <= seeds <= MOST_SEEDS:
        raise BadWord(f"Жизней может быть от 1 до {MOST_SEEDS}, а не {seeds}")
    first = (LEARNED if learned else TESTED)[0]
    with progress("Проживаем план", seeds) as bar:
        return lived(read(SAMPLE).passport, own_ladder(), range(first, first + seeds), bar)


def _own(passport: str | None) -> "list[Seen]":
    from config.outlook_study import looked_back

    with opened() as office:
        seen = list(looked_back(office, office.passport(passport)))
    if not seen:
        raise BadWord("В журнале ещё нет пунктов, срок которых наступил после первого числа месяца: судить не по чему")
    if len({one.was_late for one in seen}) == 1:
        raise BadWord(
            f"В журнале все прогнозы ({len(seen)}) кончились одинаково: сравнивать не с чем, нужен больший срок"
        )
    return seen


def _fit(seen: "list[Seen]", as_json: bool) -> None:
    from config.outlook_fit import fitted
    from domain.reporting.outlook import INTERCEPT, WEIGHTS

    intercept, weights = fitted(seen)
    made = {"estimates": len(seen), "intercept": round(intercept, 2)} | {k: round(v, 2) for k, v in weights.items()}
    rows = [("INTERCEPT", INTERCEPT, intercept), *((name, WEIGHTS[name], weights[name]) for name in WEIGHTS)]
    shown = [(name, f"{now:.2f}", f"{new:.2f}") for name, now, new in rows]
    say(as_json, made, lambda: grid(f"Веса по {len(seen)} прогнозам", ("Признак", "Сейчас", "Подобрано"), shown))


def _study(seen: "list[Seen]", as_json: bool) -> None:
    from config.outlook_study import scored

    made = scored(seen)
    say(as_json, _study_json(made), lambda: _show_study(made))


def _study_json(made: "Study") -> dict[str, Any]:
    bins = [{"count": b.count, "said": round(b.said, 3), "came": round(b.came, 3)} for b in made.bins]
    scores = {"brier": round(made.brier, 4), "base_brier": round(made.base_brier, 4), "gain": round(made.gain, 3)}
    return {"estimates": made.estimates, "base_rate": round(made.base_rate, 3)} | scores | {"bins": bins}


def _show_study(made: "Study") -> None:
    out(f"Прогнозов: {made.estimates}; опоздало {made.base_rate * 100:.0f} %")
    out(f"Оценка Брайера: {made.brier:.3f}; если всегда называть среднее — {made.base_brier:.3f}")
    out(f"Прогноз точнее среднего на {made.gain * 100:.0f} %")
    rows = ((str(b.count), f"{b.said * 100:.0f} %", f"{b.came * 100:.0f} %") for b in made.bins)
    grid("Сказано и сбылось", ("Прогнозов", "Сказано", "Сбылось"), rows)


def what_if(
    number: Annotated[str, typer.Argument(help="Номер пункта плана.")],
    finish: Annotated[str, typer.Option("--finish", help="Другой срок, 31.03.2019.")],
    passport: OfPassport = None,
    as_json: AsJson = False,
) -> None:
    """Что изменится, если перенести срок пункта: чьи сроки и какие письма. Ничего не меняет."""
    from config.outlook import trial

    with opened() as office:
        made = trial(office, office.passport(passport), number, day(finish))
    say(as_json, _trial_json(made), lambda: _show(made))


def _trial_json(made: "Trial") -> dict[str, Any]:
    dates = {"number": made.after.number, "was": plain(made.before.finish), "now": plain(made.after.finish)}
    letters = {"gone": [_spoken(one) for one in made.gone], "come": [_spoken(one) for one in made.come]}
    return dates | {"due_at": plain(made.after.due_at), "remarks": list(made.remarks)} | letters


def _spoken(one: "Spoken") -> dict[str, Any]:
    return {"at": plain(one.at), "step": one.step, "to": list(one.to)}


def _show(made: "Trial") -> None:
    from notifications.words import date_ru

    out(f"Пункт {made.after.number}: срок {date_ru(made.before.finish)} → {date_ru(made.after.finish)} (проба)")
    for remark in made.remarks:
        out(f"— {remark}")
    _letters("Эти письма не уйдут", made.gone)
    _letters("Эти письма уйдут", made.come)
    out("Ничего не изменено. Перенести срок: «vekha extend», предложить перенос: «vekha ask».")


def _letters(title: str, letters: "Sequence[Spoken]") -> None:
    from notifications.words import step_words

    rows = ((f"{one.at:%d.%m.%Y %H:%M}", step_words(one.step), ", ".join(one.to)) for one in letters)
    if letters:
        grid(title, ("Когда", "Что", "Кому"), rows)
