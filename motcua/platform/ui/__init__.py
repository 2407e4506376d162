"""The look: theme, layouts, components and the gallery that shows each of them in every state.

Templates call components through one environment global, `ui`: `{{ ui.button(_("Nộp hồ sơ"), kind="primary") }}`.
`install(environment)` puts it there with the filters; the macros themselves live in `templates/ui/macros/`.
"""

from motcua.platform.ui.components import Components, install

__all__ = ["Components", "install"]
