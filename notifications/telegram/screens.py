"""What the bot's own screens say: HTML with everything foreign escaped, at most 4,096 characters."""

from collections.abc import Iterable, Sequence
from html import escape

from domain.history import Happened
from domain.vocabulary import Event, State
from notifications import words
from notifications.cards import Card
from notifications.counter import Dossier

LARGEST = 4096
LINE = 600
PAGE = 8
STEM = 7
"""Letters by which «просрочен» and «просрочено на 3 дня» are one word."""

STRANGER = (
    "Этот бот только для участников проекта. Чтобы пользоваться им, попросите у администратора проекта "
    "ссылку-приглашение."
)
TROUBLE = "Сейчас это выполнить не удалось, изменений нет. Повторите через минуту."
NOT_OURS = "Эта кнопка больше не действует. Откройте пункт заново: /my"
NO_TALK = "Этот шаг уже завершён. Откройте пункт заново: /my"
CANCELLED = "Отменено, ничего не изменено."
NOTHING_TO_CANCEL = "Отменять нечего: сейчас ничего не заполняется."
HINT = "Список ваших пунктов — /my, помощь — /help."
PRIVATE_ONLY = "Эта команда работает в личной переписке с ботом."
NO_FILES = (
    "Получить файл не удалось: сервер Telegram его не отдаёт. Пришлите, пожалуйста, ссылку на документ, например "
    "https://disk.example.ru/otchet.pdf"
)
TOO_LARGE = "Файл больше 20 МБ. Сожмите его или пришлите ссылку на документ."

HELP = """<b>Что умеет бот</b>
/my — ваши пункты, самые срочные первыми
/overdue — просроченные пункты
/item 2.1.2 — карточка пункта с историей и кнопками
/accept — что ждёт вашей приёмки или решения
/board — светофор плана, просроченное первым
/reports — отчёты о ходе проекта
/outlook — что может опоздать и почему
/facts — форма со сведениями для отчёта (вносят администратор и руководитель)
/settings — ваши настройки
/cancel — отменить начатое заполнение
/stop — отвязать эту учётную запись

Чтобы сообщить об исполнении, откройте пункт, нажмите «Исполнено», пришлите подтверждающий документ и нажмите \
«Отправить»: пункт поступит контролирующему."""

COMMANDS = {
    "my": "Мои пункты по срочности",
    "overdue": "Просроченные пункты",
    "accept": "Что ждёт моей приёмки",
    "item": "Карточка пункта: /item 2.1.2",
    "reports": "Отчёты о ходе проекта",
    "outlook": "Что может опоздать",
    "facts": "Сведения для отчёта",
    "settings": "Настройки",
    "board": "Светофор плана",
    "help": "Что умеет бот",
    "cancel": "Отменить начатое",
    "stop": "Отвязать учётную запись",
}

TITLES = {"my": "Ваши пункты", "overdue": "Просрочено", "accept": "Ждёт вашего решения"}
EMPTY = {
    "my": "Открытых пунктов у вас нет.",
    "overdue": "Просроченных пунктов нет.",
    "accept": "Вашей приёмки ничего не ждёт.",
}

DONE = {
    Event.TAKE: "взят в работу",
    Event.NOTE: "ход исполнения записан",
    Event.REPORT: "отчёт отправлен на приёмку",
    Event.ASK: "просьба о продлении отправлена",
    Event.ACCEPT: "исполнение принято",
    Event.RETURN: "возвращён на доработку",
    Event.GRANT: "одобрение заявки отмечено",
    Event.REFUSE: "отказ по заявке отмечен",
    Event.EXTEND: "срок продлён",
    Event.DENY: "в продлении отказано",
    Event.ACKNOWLEDGE: "взят на контроль",
    Event.REASSIGN: "исполнители сменены",
    Event.WITHDRAW: "снят с контроля",
    Event.REOPEN: "возобновлён",
}


def fitted(lines: Iterable[str]) -> str:
    """The lines, as many as fit; every tag opens and closes on its own line."""
    kept, left = [], LARGEST
    for line in lines:
        left -= len(line.encode("utf-16-le")) // 2 + 1
        if left < 0:
            break
        kept.append(line)
    return "\n".join(kept)


def foreign(text: str, width: int = LINE) -> str:
    """What a person or a document wrote: on one line, shortened, escaped."""
    line = "".join(filter(str.isprintable, " ".join(text.split())))
    return escape(words.shortened(line, width), quote=False)


def sentence(refusal: object) -> str:
    """A refusal as the end of a message."""
    return foreign(words.sentence(words.opening(str(refusal))), 1500)


def item(dossier: Dossier) -> str:
    """The card of an item: what, due when, who executes and controls, what happened last."""
    card = dossier.card
    lines = [
        f"{_light(card)} <b>{escape(card.number)}. {foreign(card.title)}</b>",
        f"{card.rank}; {words.inside(words.KINDS[card.item.document_kind])}",
        f"Состояние: {_state(card)}",
        f"Срок: {escape(_due(dossier))}",
        f"Исполнители: {foreign(card.executors)}",
        f"Контроль: {foreign(card.control)}",
        *_extras(dossier),
    ]
    return fitted([*lines, *_history(dossier.history)])


def _due(dossier: Dossier) -> str:
    """The deadline; in words, where the caller has set so."""
    finish, due = dossier.item.finish, dossier.card.due
    if dossier.dates != "words":
        return due
    spelled = words.date_in_words(finish).rstrip(".")
    return due.replace(words.date_ru(finish), spelled, 1)


def _state(card: Card) -> str:
    """Without saying twice that an item is late, or done."""
    state = words.inside(words.STATES[card.item.state])
    return escape(card.status) if card.status.startswith(state[:STEM]) else f"{state}; {escape(card.status)}"


def _extras(dossier: Dossier) -> Iterable[str]:
    if dossier.item.asked_finish:
        yield f"Просят продлить до {words.date_ru(dossier.item.asked_finish)}"
    if dossier.open_below:
        yield f"Не исполнено под ним: {escape(', '.join(dossier.open_below[:20]))}"
    if dossier.proof:
        yield f"Подтверждение: {_proof(dossier)}"


def _proof(dossier: Dossier) -> str:
    proof = dossier.proof
    assert proof is not None  # noqa: S101  # asked for only then
    signed = f"№ {proof.number or 'б/н'} от {words.date_ru(proof.dated)}" if proof.dated else proof.number
    return foreign(", ".join(filter(None, (signed, proof.file, proof.link))))


def _history(history: Sequence[Happened]) -> list[str]:
    return ["", "<b>История</b>", *map(happened, history)] if history else []


def happened(row: Happened) -> str:
    """`20.02.2019 10:15 — сообщено об исполнении, Чепкасов А.В.`"""
    reason = row.details.get("reason") or row.details.get("text") or ""
    what = f"{row.at:%d.%m.%Y %H:%M} — {words.inside(words.happening(row.event))}, {row.actor}"
    return foreign(f"{what}: {reason}" if reason else what, 300)


def line(card: Card, tail: str = "") -> str:
    """One item in a list."""
    what = f"{_light(card)} <b>{escape(card.number)}</b> {foreign(card.title, 90)}"
    return f"{what}\n    до {words.date_ru(card.item.finish)}; {tail or _state(card)}"


def page(name: str, cards: Sequence[Card], number: int, tails: Sequence[str]) -> str:
    """One page of a list, eight items long."""
    first = number * PAGE
    shown = list(zip(cards, tails, strict=True))[first : first + PAGE]
    pages = pages_of(cards)
    where = f", страница {number + 1} из {pages}" if pages > 1 else ""
    head = f"<b>{TITLES[name]}</b>: {words.plan_items(len(cards))}{where}"
    return fitted([head, "", *(line(card, tail) for card, tail in shown)])


def pages_of(cards: Sequence[Card]) -> int:
    return max(1, -(-len(cards) // PAGE))


def _light(card: Card) -> str:
    """Red is late, yellow is the last day or a wait for somebody's decision, green is all the rest."""
    state = card.item.state
    if state is State.OVERDUE or card.is_late:
        return "🔴"
    if state.is_closed:
        return "✅" if state is State.DONE else "⚪"
    return "🟡" if card.is_soon or not card.is_owed else "🟢"


def done(event: str, number: str) -> str:
    """Short enough for a toast of 200 characters."""
    return f"Пункт {number}: {DONE[Event(event)]}."


def refusal(reason: object, last: Happened | None) -> str:
    """Why not, and what happened last."""
    text = sentence(reason)
    what = f" Последнее событие: {happened(last)}." if last else ""
    return text if not last or last.actor in text else text + what
