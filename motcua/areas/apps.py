from motcua.platform.modules import ModuleConfig


class AreasConfig(ModuleConfig):
    name = "motcua.areas"
