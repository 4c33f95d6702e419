"""A database of the first schema gets its list of editions from what is under control in it."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from domain.storage import database as storage
from domain.storage.database import Database
from tests.scenarios.story import Story


def downgraded(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", f"{storage.__file__.rpartition('/')[0]}/migrations")
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")


def test_what_is_under_control_becomes_the_first_edition(told: Story) -> None:
    before = told.office.records.editions(told.passport.code)
    downgraded(told.office.database)
    told.office.database.migrate()
    assert told.office.records.editions(told.passport.code) == before


def test_an_empty_database_has_no_editions(database: Database) -> None:
    database.migrate()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM passport_edition")).scalar() == 0
