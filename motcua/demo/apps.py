from motcua.platform.modules import ModuleConfig


class DemoConfig(ModuleConfig):
    name = "motcua.demo"
