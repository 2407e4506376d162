"""The sandbox's memory: one small SQLite table of JSON records, in memory unless a file is given."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class Shelf:
    """Records of any kind (`sms`, `mail` …), newest first. Used from the server's one thread only."""

    def __init__(self, path: Path | None = None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS record (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
            " key TEXT NOT NULL, content TEXT NOT NULL, UNIQUE (kind, key))"
        )

    def put(self, kind: str, key: str, record: Record) -> None:
        """Add the record, or replace the one with this key where it stands."""
        content = json.dumps(record, ensure_ascii=False)
        self._db.execute(
            "INSERT INTO record (kind, key, content) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, key) DO UPDATE SET content = excluded.content",
            (kind, key, content),
        )

    def get(self, kind: str, key: str) -> Record | None:
        """The record with this key, or None."""
        row = self._db.execute("SELECT content FROM record WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def newest(self, kind: str, most: int = 200) -> list[Record]:
        """Up to `most` records of one kind, newest first."""
        rows = self._db.execute(
            "SELECT content FROM record WHERE kind = ? ORDER BY number DESC LIMIT ?", (kind, most)
        ).fetchall()
        return [dict(json.loads(row[0])) for row in rows]

    def forget(self) -> None:
        """Empty the shelf."""
        self._db.execute("DELETE FROM record")

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def now() -> str:
    """This instant in UTC as ISO 8601 text."""
    return datetime.now(UTC).isoformat(timespec="seconds")
