"""Put on the path of a process whose workers are to meet files that crash a reader, never end, or take all memory."""

import os
import sys
from pathlib import Path

if os.environ.get("GOVPARSE_TEST_HOSTILE"):
    # Whoever imports the module gets it with a reader that does what the content says.
    from govparse.dataset import workers
    from govparse.dataset.readings import Row, read_input
    from govparse.limits import Limits

    def hostile(source: str, content: bytes, limits: Limits | None = None, *, known: str | None = None) -> list[Row]:
        if content.startswith(b"CRASH"):
            os.abort()
        if content.startswith(b"ONCE"):  # a process that somebody has ended from outside
            marker = content.decode().split()[1]
            if not os.path.exists(marker):
                Path(marker).touch()
                os.kill(os.getpid(), 9)
            content = Path(content.decode().split()[2]).read_bytes()
        if content.startswith(b"LOOP"):
            while True:
                pass
        if content.startswith(b"MEMORY"):
            sys.stderr.write(str(len(bytearray(8 << 30))))  # more than a worker may have
        return read_input(source, content, limits, known=known)

    vars(workers)["read_input"] = hostile
