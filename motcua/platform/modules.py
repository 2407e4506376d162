"""How a module joins: its handlers, connectors, navigation and checks are imported once the models are ready."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig


class ModuleConfig(AppConfig):
    """A Một Cửa module; a subclass only names its package."""

    default_auto_field = "django.db.models.BigAutoField"
    # Django takes an app's configuration only where its `apps` module shows exactly one: this class must not count.
    default = False

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        for part in ("handlers", "connectors", "navigation", "checks"):
            name = f"{self.name}.{part}"
            spec = find_spec(name)
            if spec is None:
                continue
            package = import_module(name)
            for found in iter_modules(getattr(package, "__path__", ())):
                import_module(f"{name}.{found.name}")
