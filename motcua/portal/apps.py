from motcua.platform.modules import ModuleConfig


class PortalConfig(ModuleConfig):
    name = "motcua.portal"
