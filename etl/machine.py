"""What the machine refuses: a full disk, a folder that may not be written. No fault of the data or the program, so it is told in a sentence."""

from __future__ import annotations

import errno
import os

OF_THE_MACHINE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG})
OUTCOME = "Nothing was changed; the last good warehouse keeps serving."


def refusal(error: BaseException) -> str | None:
    """Return what the machine refused, as a sentence, and what follows; None where the error is another."""
    if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
        return f"{error.filename or 'A file'} can't be read or written: {error.strerror}. {OUTCOME}"
    # DuckDB tells a full disk by several errors of its own, with the words of the system in the first line.
    if any(os.strerror(number) in str(error) for number in OF_THE_MACHINE):
        return f"The database can't be written: {str(error).splitlines()[0].rstrip('.')}. {OUTCOME}"
    return None
