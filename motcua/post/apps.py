from motcua.platform.modules import ModuleConfig


class PostConfig(ModuleConfig):
    name = "motcua.post"
