import signal
import smtplib
import subprocess
import sys
import time
from pathlib import Path

import httpx

from sandbox.running import free_port


def test_the_process_serves_keeps_its_messages_and_stops_cleanly(tmp_path: Path) -> None:
    for expected in (1, 2):
        port, smtp_port = free_port(), free_port()
        command = ["--port", str(port), "--smtp-port", str(smtp_port), "--state", str(tmp_path / "state.sqlite")]
        process = subprocess.Popen([sys.executable, "-m", "sandbox", *command])
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                _await_health(client)
                with smtplib.SMTP("127.0.0.1", smtp_port, timeout=5) as server:
                    server.sendmail("a@example.vn", ["b@example.vn"], b"Subject: xin chao\r\n\r\nnoi dung")
                assert len(client.get("/inbox.json").json()["mail"]) == expected
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def _await_health(client: httpx.Client) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            client.get("/health").raise_for_status()
            return
        except httpx.HTTPError:
            assert time.monotonic() < until
            time.sleep(0.05)
