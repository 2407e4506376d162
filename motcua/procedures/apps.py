from motcua.platform.modules import ModuleConfig


class ProceduresConfig(ModuleConfig):
    name = "motcua.procedures"
