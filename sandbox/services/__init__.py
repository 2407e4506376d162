"""The outside systems, one file each: a new file with a `SERVICE` is a new system, nothing else to register."""

import pkgutil
from importlib import import_module

from sandbox.service import Service


def all_services() -> tuple[Service, ...]:
    """Every service of this folder, by file name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(_service_of(name) for name in names)


def _service_of(name: str) -> Service:
    service = import_module(f"{__name__}.{name}").SERVICE
    if not isinstance(service, Service):
        raise TypeError(f"sandbox/services/{name}.py: SERVICE must be a Service")
    return service
