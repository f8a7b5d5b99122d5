"""A pace: how often something may be done in a minute, by whomever. What is dear and stays for good has one."""

from __future__ import annotations

from collections import deque
from threading import Lock
from time import monotonic

MINUTE = 60.0


class Pace:
    """So many times in any minute, in this process."""

    def __init__(self, most: int) -> None:
        """Allow `most` times."""
        self._most = most
        self._times: deque[float] = deque()
        self._lock = Lock()

    def allows(self) -> bool:
        """Say whether it may be done once more now, and count it if so."""
        with self._lock:
            now = monotonic()
            while self._times and self._times[0] <= now - MINUTE:
                self._times.popleft()
            if len(self._times) >= self._most:
                return False
            self._times.append(now)
            return True
