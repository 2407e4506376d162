from motcua.platform.modules import ModuleConfig


class GuidesConfig(ModuleConfig):
    name = "motcua.guides"
