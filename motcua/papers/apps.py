from motcua.platform.modules import ModuleConfig


class PapersConfig(ModuleConfig):
    name = "motcua.papers"
