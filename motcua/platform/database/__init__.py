"""Django's PostgreSQL backend, which need not ask the server before each request whether it is still there."""
