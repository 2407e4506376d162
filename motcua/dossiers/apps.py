from motcua.platform.modules import ModuleConfig


class DossiersConfig(ModuleConfig):
    name = "motcua.dossiers"
