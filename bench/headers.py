"""How MDN's HTTP Observatory grades the headers of production's answers.

`python -m bench.headers` (`make headers`) starts the server as production runs it, puts TLS in front of it on loopback
as the proxy does, and has the Observatory, which is not ours, read some pages. Prints one JSON object; fails below A.
Needs Node and npm and, the first time, the npm registry.
"""

import http.client
import http.server
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench import face

PINNED = "@mdn/mdn-http-observatory@1.4.8"
PATHS = ("/", "/dang-nhap", "/tra-cuu", "/thu-tuc")
GOOD = ("A+", "A")
# The pages to read come as arguments; the grade and what each test found go out.
SCAN = """
import { scan } from "@mdn/mdn-http-observatory/src/scanner/index.js";
const found = {};
for (const page of process.argv.slice(2)) {
  const { scan: said, tests } = await scan(page);
  const lines = Object.fromEntries(Object.entries(tests).map(([name, test]) => [name, test.result]));
  found[page] = { grade: said.grade, score: said.score, tests: lines };
}
console.log(JSON.stringify(found));
"""
TLS_BEGINS = b"\x16"


def measure() -> dict[str, Any]:
    """Grade, score and the single findings, by page."""
    with face.serving(workers=1) as port, TemporaryDirectory() as place:
        folder = Path(place)
        install = [
            "npm",
            "install",
            "--silent",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefix",
            place,
            PINNED,
        ]
        subprocess.run(install, check=True)
        # Its own install script fetches the list of hosts that browsers preload: no host of ours stands in it.
        package = folder / "node_modules" / PINNED.rpartition("@")[0]
        (package / "conf" / "hsts-preload.json").write_text("{}", encoding="utf-8")
        (folder / "scan.mjs").write_text(SCAN, encoding="utf-8")
        with _tls_before(port, folder) as (front, authority):
            pages = {f"localhost:{front}{path}": path for path in PATHS}
            environment = {**os.environ, "NODE_EXTRA_CA_CERTS": str(authority)}
            done = subprocess.run(
                ["node", "scan.mjs", *pages], cwd=folder, env=environment, stdout=subprocess.PIPE, check=True, text=True
            )
            return {pages[page]: found for page, found in json.loads(done.stdout).items()}


@contextmanager
def _tls_before(port: int, folder: Path) -> Iterator[tuple[int, Path]]:
    """The proxy: one port that speaks TLS and sends those who do not to HTTPS; gives it and whom to trust for it."""
    certificate = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    class Front(http.server.ThreadingHTTPServer):
        def finish_request(self, request: Any, client_address: Any) -> None:
            begins = request.recv(1, socket.MSG_PEEK)
            if begins == TLS_BEGINS:
                request = context.wrap_socket(request, server_side=True)
            handler = _handler(port, secure=begins == TLS_BEGINS)
            handler(request, client_address, self)

    server = Front(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1], certificate
    finally:
        server.shutdown()


def _handler(port: int, *, secure: bool) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            inner = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            given = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
            inner.request(self.command, self.path, headers=given | (face.FROM_PROXY if secure else {}))
            answer = inner.getresponse()
            body = answer.read()
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_OPTIONS = do_HEAD = _pass_on  # noqa: N815 (http.server's names)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Nothing is logged."""

    return Handler


def _certificate(folder: Path) -> Path:
    """A certificate for localhost of a day's life, with its key."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "localhost.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


def main() -> int:
    """Print the grades as JSON; gives 1 where one is below A."""
    if shutil.which("npm") is None:
        print(json.dumps({"bench": "headers", "skipped": "no npm here"}))
        return 0
    with face.prepared():
        pages = measure()
    for name, page in pages.items():
        print(name, page["grade"], page["score"], page["tests"], file=sys.stderr)
    print(json.dumps({"bench": "headers", "pages": pages}, ensure_ascii=False))
    return int(any(page["grade"] not in GOOD for page in pages.values()))


if __name__ == "__main__":
    sys.exit(main())
