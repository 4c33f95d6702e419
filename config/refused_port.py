"""Why a port of this machine cannot be listened on, in words."""

import errno


def why_refused(port: int, error: OSError, setting: str) -> str:
    """`порт 8080 занят другой программой; проверьте VEKHA_WEB_PORT`."""
    reason = "занят другой программой" if error.errno == errno.EADDRINUSE else f"не открывается ({error})"
    return f"порт {port} {reason}; проверьте {setting}"
