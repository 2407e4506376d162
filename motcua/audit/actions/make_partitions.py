from datetime import date, timedelta

from django.db import connection, transaction

from motcua.platform.action import Actor, action


@action("audit.make_partitions")
def make_partitions(*, on: date, months: int = 3, by: Actor) -> list[str]:
    """Make the monthly partitions from the month of `on` for some months ahead; return those that were new.

    A month whose entries already lie in the catch-all partition is left there.
    """
    made = []
    first = on.replace(day=1)
    for _ in range(months):
        following = (first + timedelta(days=32)).replace(day=1)
        if _make(first, following):
            made.append(f"audit_entry_{first:%Y_%m}")
        first = following
    return made


def _make(first: date, following: date) -> bool:
    name = f"audit_entry_{first:%Y_%m}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_regclass(%s) IS NOT NULL OR EXISTS (SELECT FROM audit_entry_other WHERE at >= %s AND at < %s)",
            [name, f"{first} 00:00+00", f"{following} 00:00+00"],
        )
        row = cursor.fetchone()
        if row and row[0]:
            return False
        cursor.execute(
            f"CREATE TABLE {name} PARTITION OF audit_entry "
            f"FOR VALUES FROM ('{first} 00:00+00') TO ('{following} 00:00+00')"
        )
        # Triggers on rows come with the table it is a part of, those on statements do not.
        cursor.execute(
            f"CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        )
    return True
