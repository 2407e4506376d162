from motcua.platform.modules import ModuleConfig


class PersonsConfig(ModuleConfig):
    name = "motcua.persons"
