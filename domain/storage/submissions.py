"""Forms of the desk that have been sent, so that a second press of a button acts no second time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from domain.storage.database import Database
from domain.storage.delivery_tables import SubmissionRow
from domain.storage.upserts import put_new

SUBMISSION = SubmissionRow.__table__  # type: ignore[attr-defined]
KEPT = timedelta(days=2)
"""Longer than any session lasts: its forms have long been refused by then."""


@dataclass(frozen=True)
class Submissions:
    """Each call is a transaction of its own; the answer of a form under way is empty."""

    database: Database

    def begun(self, nonce: str, person: str, now: datetime) -> bool:
        """Whether this is the first of its kind; what is older than two days is forgotten."""
        row = {"nonce": nonce, "person": person, "answer": "", "at": int(now.timestamp())}
        with self.database.writing() as connection:
            connection.execute(delete(SUBMISSION).where(SUBMISSION.c.at < int((now - KEPT).timestamp())))
            return put_new(connection, SUBMISSION, row)

    def finished(self, nonce: str, answer: str) -> None:
        with self.database.writing() as connection:
            connection.execute(update(SUBMISSION).where(SUBMISSION.c.nonce == nonce).values(answer=answer))

    def dropped(self, nonce: str) -> None:
        """Nothing was done: the form may be sent again."""
        with self.database.writing() as connection:
            connection.execute(delete(SUBMISSION).where(SUBMISSION.c.nonce == nonce, SUBMISSION.c.answer == ""))

    def answer(self, nonce: str, person: str) -> str | None:
        """The answer that the first one got, None where this person has not sent it."""
        mine = select(SUBMISSION.c.answer).where(SUBMISSION.c.nonce == nonce, SUBMISSION.c.person == person)
        with self.database.reading() as connection:
            found = connection.execute(mine).scalar()
        return None if found is None else str(found)
