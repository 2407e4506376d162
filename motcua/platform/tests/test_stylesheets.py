"""The theme as production sends it: one stylesheet, nothing in it that no page uses, nothing missing that one does."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as some

from motcua.platform.stylesheets import one_stylesheet, without_unused

CLASSES = re.compile(r'class="([^"]+)"')
VENDORED = settings.BASE_DIR / "node_modules/bootstrap/dist/css/bootstrap.min.css"


def test_unused_selectors_go_and_all_else_stays() -> None:
    css = (
        ":root,[data-bs-theme=light]{--a:1}.card,.btn:not(.off,.on){color:red}.btn-check:checked+.btn{top:0}"
        "@media (min-width:9px){.card{top:0}.row>*{top:1px}}@media print{.card{top:2px}}"
        "@font-face{src:url(x)}@keyframes spin{0%{top:0}to{top:1px}}h1{top:3px}"
    )
    assert without_unused(css, frozenset({"btn", "btn-", "off", "on", "row"})) == (
        ":root,[data-bs-theme=light]{--a:1}.btn:not(.off,.on){color:red}.btn-check:checked+.btn{top:0}"
        "@media (min-width:9px){.row>*{top:1px}}@font-face{src:url(x)}@keyframes spin{0%{top:0}to{top:1px}}h1{top:3px}"
    )


NAMES = some.sampled_from(["btn", "card", "row", "nav-item", "h1"])
RULES = some.lists(NAMES, min_size=1, max_size=3).map(lambda names: ",".join(f".{name}" for name in names) + "{top:0}")


@given(some.lists(RULES | RULES.map(lambda rule: f"@media print{{{rule}}}")), some.frozensets(NAMES))
def test_what_is_used_is_kept_and_nothing_else_is(rules: list[str], words: frozenset[str]) -> None:
    css = "".join(rules)
    lean = without_unused(css, words)
    assert set(re.findall(r"\.([\w-]+)", lean)) == set(re.findall(r"\.([\w-]+)", css)) & words
    assert lean.count("{") == lean.count("}")
    assert without_unused(css, frozenset({"btn", "card", "row", "nav-item", "h1"})) == css


def test_the_theme_is_one_sheet_in_its_layers() -> None:
    css = one_stylesheet()
    assert "@import" not in css
    assert "sourceMappingURL" not in css
    assert css.index("@layer bootstrap, tokens") < css.index("@layer bootstrap {") < css.index("@layer print {")
    assert css.count("{") == css.count("}")
    assert 'url("../vendor/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2")' in css


def test_every_class_of_the_gallery_that_bootstrap_knows_is_kept() -> None:
    known = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", VENDORED.read_text()))
    sources = (Path(settings.BASE_DIR) / "motcua").rglob("*.html")
    spelled = {name for path in sources for listed in CLASSES.findall(path.read_text()) for name in listed.split()}
    kept = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", one_stylesheet()))
    assert known & spelled, "the templates use nothing of it"
    assert known & spelled <= kept
    assert {"btn-primary", "btn-sm", "form-control", "visually-hidden"} <= kept
    assert "carousel" not in kept


def test_collected_files_have_the_sheet_and_its_fonts_under_hashed_names(tmp_path: Path) -> None:
    storage = {"BACKEND": "motcua.platform.static_files.StaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={**settings.STORAGES, "staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)
        address = staticfiles_storage.url("ui/theme.css")
        css = (tmp_path / address.removeprefix(settings.STATIC_URL)).read_text()
    assert re.fullmatch(r"/static/ui/theme\.[0-9a-f]{12}\.css", address)
    fonts = re.findall(r'url\("\.\./(vendor/[^"]+\.woff2)"\)', css)
    assert fonts
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", font) and (tmp_path / font).exists() for font in fonts)
    assert (tmp_path / f"{address.removeprefix(settings.STATIC_URL)}.gz").exists()
