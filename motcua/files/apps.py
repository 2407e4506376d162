from motcua.platform.modules import ModuleConfig


class FilesConfig(ModuleConfig):
    name = "motcua.files"
