from motcua.platform.modules import ModuleConfig


class LawsConfig(ModuleConfig):
    name = "motcua.laws"
