"""When each kind of letter is written and to whom, for those who read about letters rather than the letters."""

from domain.letters import LetterKind

K = LetterKind
EXECUTORS = "исполнителям"
WITH_CHIEFS = "исполнителям и их непосредственным руководителям"
ACCEPTOR = "тому, кто принимает исполнение"
BOTH_SIDES = "исполнителю и тому, кто принимает исполнение"

# fmt: off
WHEN: dict[LetterKind, tuple[str, str]] = {
    # kind                when                                                          to whom
    K.STARTED:          ("наступил день начала работы",                                 EXECUTORS),
    K.REMINDER:         ("до срока осталось 30, 14 и 7 дней, 3 и 1 рабочий день; утром последнего дня", EXECUTORS),
    K.NOT_TAKEN:        ("прошло 3 рабочих дня после начала, пункт не взят в работу",   WITH_CHIEFS),
    K.HALF_TERM:        ("прошла половина срока, если он не короче 60 дней",            EXECUTORS),
    K.PROGRESS_WANTED:  ("начался новый месяц, пункт — мониторинг",                     EXECUTORS),
    K.DEADLINE_MISSED:  ("срок истёк, об исполнении не сообщено",                       WITH_CHIEFS),
    K.ESCALATION:       ("просрочка продолжается; каждые 2 рабочих дня — уровнем выше", "уровням контроля по очереди"),
    K.CATCH_UP:         ("письма не отправлялись, а сроки наступали",                   "всем, кого не известили"),
    K.REVIEW_WANTED:    ("сообщено об исполнении",                                      ACCEPTOR),
    K.REVIEW_WAITING:   ("решения по отчёту нет 3 рабочих дня, затем — каждые 5", f"{ACCEPTOR}; затем и уровню выше"),
    K.DECISION_WAITING: ("решение по заявке не внесено; каждые 10 рабочих дней",        BOTH_SIDES),
    K.ACCEPTED:         ("исполнение принято",                                          EXECUTORS),
    K.RETURNED:         ("исполнение не принято",                                       EXECUTORS),
    K.GRANTED:          ("заявка одобрена",                              "исполнителям заявки и соглашения"),
    K.REFUSED:          ("заявка отклонена",                                            "исполнителям и комитету"),
    K.CASCADED:         ("заявка отклонена или снята, соглашение снято вслед за ней",   "исполнителям и комитету"),
    K.EXTENSION_ASKED:  ("исполнитель просит продлить срок",                            ACCEPTOR),
    K.HANDOVER_ASKED:   ("исполнитель просит передать пункт другому",                   f"{ACCEPTOR}; руководителю"),
    K.EXTENDED:         ("срок продлён",                                                EXECUTORS),
    K.DENIED:           ("в продлении отказано",                                        EXECUTORS),
    K.ACKNOWLEDGED:     ("контролирующий взял просрочку на контроль",                   WITH_CHIEFS),
    K.REASSIGNED:       ("исполнители сменены",                                         "прежним и новым исполнителям"),
    K.WITHDRAWN:        ("пункт снят с контроля решением",                              EXECUTORS),
    K.REOPENED:         ("контроль за закрытым пунктом возобновлён",                    EXECUTORS),
    K.AMENDED:          ("внесена новая редакция паспорта",                 "тем, чьи пункты изменились, и комитету"),
    K.DIGEST:           ("одному получателю предназначено несколько писем сразу",       "каждому из получателей"),
}
# fmt: on
