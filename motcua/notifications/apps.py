from motcua.platform.modules import ModuleConfig


class NotificationsConfig(ModuleConfig):
    name = "motcua.notifications"
