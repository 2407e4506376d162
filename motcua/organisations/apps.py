from motcua.platform.modules import ModuleConfig


class OrganisationsConfig(ModuleConfig):
    name = "motcua.organisations"
