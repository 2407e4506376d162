"""Components: what pages are built of."""

from jinja2 import Environment


def install(environment: Environment) -> None:
    """Make the components and filters known to the templates."""
