from motcua.platform.modules import ModuleConfig


class AccountsConfig(ModuleConfig):
    name = "motcua.accounts"
