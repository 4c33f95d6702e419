"""The thresholds of the reports' colours, from the file that VEKHA_LIGHTS names."""

import tomllib
from pathlib import Path

from config.settings import load_settings
from domain.reporting.thresholds import BadThresholds, Thresholds, thresholds_from


def limits_of(path: Path | None = None) -> Thresholds:
    """Raises BadThresholds with the file's name."""
    file = path or load_settings().lights
    try:
        return thresholds_from(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadThresholds(f"Пороги {file}: файл не читается ({error}); проверьте VEKHA_LIGHTS") from None
    except tomllib.TOMLDecodeError as error:
        raise BadThresholds(f"Пороги {file}: ошибка записи TOML ({error}); исправьте файл") from None
    except BadThresholds as error:
        raise BadThresholds(f"Пороги {file}: {error}") from None
