"""The worker's heartbeats: sealing, timers, sweeps; each run by one worker at a time over the cluster."""

import logging
import threading
import time
import zlib

from django.db import DatabaseError, close_old_connections, connection

from motcua.platform.events.declare import Heartbeat, heartbeats

log = logging.getLogger("motcua.heartbeat")


def beat_once(beat: Heartbeat) -> bool:
    """Run one heartbeat unless another worker is running it. True where it ran."""
    key = zlib.crc32(beat.name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
        if not row or not row[0]:
            return False
        try:
            beat.run()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    return True


def beat_until(stopped: threading.Event) -> None:
    """Run every heartbeat at its own pace until told to stop. A failure is logged and tried again at the next beat."""
    due = {beat.name: 0.0 for beat in heartbeats()}
    while not stopped.is_set():
        for beat in heartbeats():
            if time.monotonic() < due[beat.name]:
                continue
            due[beat.name] = time.monotonic() + beat.seconds
            try:
                beat_once(beat)
            except DatabaseError:
                log.exception("heartbeat %s", beat.name)
                connection.close()
            except Exception:  # one broken heartbeat must not stop the others
                log.exception("heartbeat %s", beat.name)
        close_old_connections()
        stopped.wait(0.25)
    connection.close()
