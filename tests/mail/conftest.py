import ssl
from pathlib import Path

import pytest

from tests.mail.servers import certified


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS, and the file by which a client trusts it."""
    return certified(tmp_path_factory.mktemp("tls"))
