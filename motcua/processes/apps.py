from motcua.platform.modules import ModuleConfig


class ProcessesConfig(ModuleConfig):
    name = "motcua.processes"
