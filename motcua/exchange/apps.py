from motcua.platform.modules import ModuleConfig


class ExchangeConfig(ModuleConfig):
    name = "motcua.exchange"
