from motcua.platform.modules import ModuleConfig


class FormsConfig(ModuleConfig):
    name = "motcua.forms"
