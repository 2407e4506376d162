from django.utils.translation import gettext_lazy as _

from motcua.platform.pages import NavigationItem, navigation
from motcua.platform.settings import installation

# Only a demo has data to try things with; elsewhere nobody is led there.
if installation().demo:
    navigation.append(NavigationItem("work", _("Dữ liệu thử"), "demo:city", 95, "demo.see_growth", "database"))
