"""What a form of the desk has sent: read within bounds, proved to be of this session's own page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from domain.errors import Sentence
from notifications.counter import Caller
from notifications.web.entrance import COOKIE, premises_of, signed_in

MOST_FIELDS, LONGEST_FIELD = 24, 8 * 1024
"""Fields of a form, and bytes of one: 1,000 letters, however they are spelled."""
OWN_SITES = frozenset({"same-origin", "none"})


class Forged(Sentence):
    """A form that this session's own page did not send."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came: texts by name, and the one file with its name."""

    texts: Mapping[str, str]
    file_name: str = ""
    content: bytes = b""

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "").strip()


def from_here(request: Request) -> None:
    """Refuse what another site has sent. A browser that must not name its referrer says `Origin: null`."""
    own = {urlsplit(premises_of(request).web_url).netloc, request.headers.get("host", "")}
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", "null")
    if site not in OWN_SITES | {None} or (origin != "null" and urlsplit(origin).netloc not in own):
        raise Forged(FORGED)


FORGED = "Эта форма пришла не со страницы рабочего стола; откройте страницу заново и повторите"


async def sent(request: Request, _caller: Annotated[Caller, Depends(signed_in)]) -> Sent:
    """The dependency of every page that changes something. Raises Forged, NotSignedIn."""
    from_here(request)
    form = await request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    try:
        texts = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        file = next((value for _, value in form.multi_items() if isinstance(value, UploadFile)), None)
        whole = await file.read() if file else b""
    finally:
        await form.close()
    session = request.cookies.get(COOKIE, "")
    if not premises_of(request).seals.is_form(session, texts.get("csrf", "")):
        raise Forged(FORGED)
    return Sent(texts, (file.filename or "") if file else "", whole)


def presser(caller: Annotated[Caller, Depends(signed_in)], _form: Annotated[Sent, Depends(sent)]) -> Caller:
    """Who has pressed the button of a form without fields."""
    return caller


def described(*names: str, file: bool = False) -> dict[str, Any]:
    """The fields of a form, for the description of the interface."""
    texts = {name: {"type": "string"} for name in ("csrf", "nonce", *names)}
    files = {"file": {"type": "string", "format": "binary"}} if file else {}
    kind = "multipart/form-data" if file else "application/x-www-form-urlencoded"
    return {"requestBody": {"content": {kind: {"schema": {"type": "object", "properties": {**texts, **files}}}}}}


Signed = Annotated[Caller, Depends(signed_in)]
Form = Annotated[Sent, Depends(sent)]
