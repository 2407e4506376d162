"""What the database wants to be told after very many rows came at once."""

from django.db import connection

from motcua.demo.actions._tables import LAID, table_of


def measure_again() -> None:
    """VACUUM and ANALYZE the tables that were laid, outside of any transaction: plans and visibility follow them."""
    with connection.cursor() as cursor:
        for table in [*map(table_of, LAID), "platform_series"]:
            cursor.execute(f'VACUUM (ANALYZE) "{table}"')
