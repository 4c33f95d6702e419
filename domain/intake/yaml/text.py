"""YAML text from plain lists, mappings and strings and back, with what is broken in it explained."""

import re
from collections.abc import Hashable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from domain.intake.refusal import NotAPassport

NULLS = ["~", "n", "N", ""]
"""First letters by which YAML resolves null."""
WIDTH = 110
BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")
"""Characters that YAML would take for line ends or marks: a text with them is written with escapes."""


def dumped(content: Any) -> str:
    """Write block style with Cyrillic as it is, keys in their order."""
    import yaml

    return str(yaml.dump(content, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=WIDTH))


def loaded(text: str, name: str) -> Any:
    """Load it; every scalar but null stays a string, so that `2.10` is not read as a number."""
    import yaml

    try:
        return yaml.load(text, Loader=_loader())  # noqa: S506 - made of the safe loader
    except yaml.MarkedYAMLError as broken:
        line = f", строка {broken.problem_mark.line + 1}" if broken.problem_mark else ""
        raise NotAPassport(f"{name}{line}: нарушен синтаксис YAML ({broken.problem}); исправьте эту строку") from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise NotAPassport(f"{name}: это не YAML; выгрузите паспорт заново или исправьте файл") from None


@lru_cache(maxsize=1)
def _loader() -> Any:
    """A safe loader that knows null only, and does not let a key be written twice."""
    import yaml

    class StringsLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the library's own way of saying it

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
            keys = [key.value for key, _ in node.value if isinstance(key.value, str)]
            if repeated := next((key for key in keys if keys.count(key) > 1), None):
                raise yaml.MarkedYAMLError(problem=f"ключ {repeated} стоит дважды", problem_mark=node.start_mark)
            return dict(super().construct_mapping(node, deep=deep))

    null = yaml.SafeLoader.yaml_implicit_resolvers["~"]
    StringsLoader.yaml_implicit_resolvers = dict.fromkeys(NULLS, null)
    return StringsLoader


@lru_cache(maxsize=1)
def _dumper() -> Any:
    """A safe dumper that escapes what would not come back, and writes decimals to their last digit."""
    import yaml

    class ExactDumper(yaml.SafeDumper):
        def represent_text(self, text: str) -> Any:
            return self.represent_scalar("tag:yaml.org,2002:str", text, style='"' if BREAKS.search(text) else None)

        def represent_number(self, number: Decimal) -> Any:
            text = f"{number:f}"
            return self.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)

    ExactDumper.add_representer(str, ExactDumper.represent_text)
    ExactDumper.add_representer(Decimal, ExactDumper.represent_number)
    return ExactDumper
