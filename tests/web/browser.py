"""A person's browser without JavaScript: it opens pages, fills in their forms, follows where they lead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

import httpx


@dataclass
class Form:
    """A form of a page: where it goes and what is in it from the start."""

    action: str
    method: str = "get"
    enctype: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects what a person sees and may press."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.alerts: list[str] = []
        self._textarea = ""
        self._in_button = self._in_alert = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said["action"], said["method"], said.get("enctype", "")))
        elif tag == "input" and self.forms and "name" in said and said.get("type") != "file":
            if said.get("type") != "radio" or "checked" in said:
                self.forms[-1].fields[said["name"]] = said.get("value", "")
        elif tag == "textarea":
            self._textarea = said["name"]
            self.forms[-1].fields[self._textarea] = ""
        self._in_button = self._in_button or tag == "button"
        self._in_alert = self._in_alert or said.get("role") in ("alert", "status")

    def handle_endtag(self, tag: str) -> None:
        self._textarea = "" if tag == "textarea" else self._textarea
        self._in_button = self._in_button and tag != "button"
        self._in_alert = self._in_alert and tag not in ("div", "section", "form", "h1")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._textarea:
            self.forms[-1].fields[self._textarea] += data
        if self._in_button and self.forms:
            self.forms[-1].buttons.append(data)
        if self._in_alert:
            self.alerts.append(data)


@dataclass(frozen=True)
class Page:
    """An answer as it is read."""

    answer: httpx.Response

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def text(self) -> str:
        """The words on it, without tags."""
        return " ".join(" ".join(self._read().words).split())

    @property
    def html(self) -> str:
        return self.answer.text

    @property
    def forms(self) -> list[Form]:
        return self._read().forms

    def form(self, words: str) -> Form:
        """The form whose button says so, or whose address ends so."""
        found = [form for form in self.forms if form.action.endswith(words) or words in "".join(form.buttons)]
        assert found, f"no form «{words}» among {[form.action for form in self.forms]}:\n{self.text}"
        return found[0]

    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.answer.text)
        return reader


@dataclass
class Browser:
    """Keeps cookies; shows one page at a time."""

    client: httpx.AsyncClient

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()

    async def opens(self, address: str, **headers: str) -> Page:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Page(await self.client.get(address, headers=named, follow_redirects=True))

    async def sends(
        self,
        form: Form,
        fields: Mapping[str, str] | None = None,
        file: tuple[str, bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """Press the form's button and go where that leads."""
        if form.method == "get":
            return Page(await self.client.get(form.action, params={**form.fields, **(fields or {})}))
        return Page(await self.posts(form, fields, file, headers, follow=True))

    async def posts(
        self,
        form: Form,
        fields: Mapping[str, str] | None = None,
        file: tuple[str, bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        follow: bool = False,
    ) -> httpx.Response:
        """The first answer to the form, which browsers do not show when it only leads on."""
        said = {**form.fields, **(fields or {})}
        sent = {"file": (*file, "application/octet-stream")} if file else None
        if form.enctype == "multipart/form-data" and sent is None:
            sent = {"file": ("", b"", "application/octet-stream")}
        return await self.client.post(
            form.action, data=said, files=sent, headers=dict(headers or {}), follow_redirects=follow
        )
