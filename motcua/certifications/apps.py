from motcua.platform.modules import ModuleConfig


class CertificationsConfig(ModuleConfig):
    name = "motcua.certifications"
