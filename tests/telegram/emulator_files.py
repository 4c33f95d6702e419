"""Files on Telegram's side: uploaded by the bot or sent by people, asked for by file_id, downloaded by path."""

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tests.telegram.emulator_errors import Json, Refusal, bad_request

MEGABYTE = 1024 * 1024
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


@dataclass(frozen=True)
class Stored:
    """A file as Telegram keeps it; `size` may be claimed larger than the content, so that big files cost nothing."""

    id: str
    name: str
    mime: str
    path: str
    content: bytes
    size: int

    def as_json(self) -> Json:
        """The fields that File, Document and PhotoSize share."""
        return {"file_id": self.id, "file_unique_id": f"U{self.id}", "file_size": self.size}


@dataclass
class Files:
    """Everything ever stored."""

    kept: dict[str, Stored] = field(default_factory=dict)

    def document(self, name: str, content: bytes, mime: str = "", size: int = 0) -> Json:
        """Store a file of any kind; the Document object of the message."""
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = self._keep("documents", name, mime, content, size)
        return stored.as_json() | {"file_name": name, "mime_type": mime}

    def photo(self, content: bytes) -> list[Json]:
        """Store a picture; PhotoSize objects from the smallest to the largest, refused when it is no picture."""
        width, height = _dimensions(content)
        sizes = []
        for part in (8, 2, 1):
            stored = self._keep("photos", "", "image/jpeg", content, 0)
            sizes.append(stored.as_json() | {"width": max(width // part, 1), "height": max(height // part, 1)})
        return sizes

    def _keep(self, folder: str, name: str, mime: str, content: bytes, size: int) -> Stored:
        number = len(self.kept) + 1
        suffix = PurePosixPath(name).suffix if folder == "documents" else ".jpg"
        path = f"{folder}/file_{number}{suffix if suffix.isascii() else ''}"
        stored = Stored(f"BQACAgIAAx{number:08d}", name, mime, path, content, size or len(content))
        self.kept[stored.id] = stored
        return stored

    def called(self, file_id: str) -> Stored:
        """The file of this id, or Telegram's refusal."""
        if file_id not in self.kept:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self.kept[file_id]

    def link(self, file_id: str) -> Json:
        """What getFile answers; over 20 MB it refuses."""
        stored = self.called(file_id)
        if stored.size > 20 * MEGABYTE:
            raise bad_request("file is too big")
        return stored.as_json() | {"file_path": stored.path}

    def at(self, path: str) -> Stored:
        """The file to download from this path, or 404."""
        for stored in self.kept.values():
            if stored.path == path:
                return stored
        raise Refusal(404, "Not Found")


def _dimensions(content: bytes) -> tuple[int, int]:
    if len(content) > 10 * MEGABYTE:
        raise Refusal(413, "Request Entity Too Large")
    if not content.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = _png(content) if content.startswith(b"\x89PNG") else (800, 600)
    if width + height > 10_000 or max(width, height) > 20 * max(min(width, height), 1):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _png(content: bytes) -> tuple[int, int]:
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
