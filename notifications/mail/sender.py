"""Who letters come from: a name and an address, read from one setting."""

from dataclasses import dataclass
from email.utils import parseaddr

from domain.addresses import BadAddress, address_of

NAME = "Веха"


@dataclass(frozen=True, slots=True)
class Sender:
    """`Веха <vekha@example.ru>`."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def sender_of(written: str) -> Sender:
    """From `Веха <vekha@example.ru>` or a bare address. Raises ValueError in words."""
    name, address = parseaddr(written)
    if not written.isprintable() or not address:
        raise ValueError("нужно имя и адрес, например Веха <vekha@example.ru>")
    try:
        return Sender(name.strip() or NAME, address_of(address))
    except BadAddress as bad:
        raise ValueError(str(bad)) from None
