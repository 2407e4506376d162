from motcua.platform.modules import ModuleConfig


class PlatformConfig(ModuleConfig):
    name = "motcua.platform"
