from motcua.platform.modules import ModuleConfig


class ConsultationsConfig(ModuleConfig):
    name = "motcua.consultations"
