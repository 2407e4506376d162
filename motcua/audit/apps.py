from motcua.platform.modules import ModuleConfig


class AuditConfig(ModuleConfig):
    name = "motcua.audit"
