"""A real browser for tests: started as our machines allow, watched for what a strict policy refuses, checked by axe."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from motcua.platform.pytest_plugin import browser_program

AXE = Path(__file__).parents[4] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_AUDITED: set[Page] = set()
Scheme = Literal["light", "dark"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium of this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: Browser, width: int = 1366, scheme: Scheme = "light", **options: Any) -> Iterator[Page]:
    """A page of `width` CSS pixels; leaving it fails if the console, where the policy speaks, complained."""
    shown: ViewportSize = {"width": width, "height": 768}
    context = browser.new_context(viewport=shown, color_scheme=scheme, locale="vi-VN", **options)
    page = context.new_page()
    complaints: list[str] = []

    def hear(words: str) -> None:
        if page not in _AUDITED:
            complaints.append(words)

    page.on("console", lambda message: hear(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: hear(str(error)))
    try:
        yield page
        assert not complaints, complaints
    finally:
        context.close()


def faults(page: Page) -> list[str]:
    """What axe reports on the page as it stands, one line for each element, and whether it scrolls sideways."""
    # Axe itself sets inline styles while it looks; what the policy says of that is not the page's doing.
    _AUDITED.add(page)
    page.evaluate(AXE.read_text())
    report = page.evaluate("rules => axe.run(document, {runOnly: rules, preload: false})", RULES)
    _AUDITED.discard(page)
    found = [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in report["violations"]
        for node in violation["nodes"]
    ]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, f"{wider} px wider than the screen"] if wider > 0 else found


def keep_picture(page: Page, name: str) -> None:
    """Save a full-page picture where MOTCUA_SCREENSHOTS points, for human eyes; do nothing when it is not set."""
    if folder := os.environ.get("MOTCUA_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
