from importlib import import_module

from motcua.platform.modules import ModuleConfig


class PlatformConfig(ModuleConfig):
    name = "motcua.platform"

    def ready(self) -> None:
        super().ready()
        import_module("motcua.platform.events.tasks")
