from motcua.platform.modules import ModuleConfig


class PrivacyConfig(ModuleConfig):
    name = "motcua.privacy"
