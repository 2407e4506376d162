from select import POLLIN, poll

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection kept between requests."""

    def is_usable(self) -> bool:
        """Whether the server is still there: one that left has closed the line, and that is seen without asking."""
        if self.connection is None or self.errors_occurred or self.connection.closed:
            return bool(self.connection and super().is_usable())
        line = poll()
        line.register(self.connection.fileno(), POLLIN)
        return not line.poll(0) or super().is_usable()
