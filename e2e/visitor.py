"""Somebody with a browser. Every page they stop at is examined at the width of a desk and of a small phone."""

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, ViewportSize, expect

from motcua.accounts.public import DEMO_PASSWORD

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = ViewportSize(width=1366, height=900)
PHONE = ViewportSize(width=360, height=780)
WIDE = ViewportSize(width=1920, height=1080)
PATIENCE_MS = 15_000
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "full"
NATIONAL = {"nhung": "Nguyễn Thị Hồng Nhung", "khoi": "Đỗ Minh Khôi"}
expect.set_options(timeout=PATIENCE_MS)


class Visitor:
    """One person's browser; `page` is what they see. Scripts can be switched off, as some people do."""

    def __init__(self, browser: Browser, url: str, *, scripts: bool = True) -> None:
        self.scripts = scripts
        self._context = browser.new_context(
            base_url=url, viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", java_script_enabled=scripts
        )
        self._context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self._context.new_page()
        self.troubles: list[str] = []
        self._examining = self._trouble_expected = False
        self._axe_at = "phone"
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"{error} {error.stack}"))
        self.page.on("response", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        # A refusal in words (4xx) is an answer; the browser calls it an error all the same.
        # While a page is examined the tools' own styles meet our policy, and so do those of the browser's PDF viewer.
        # Word of them may come late, and then names no address: what the page itself does wrong names the page.
        from_tools = not message.location["url"] and "inline style" in message.text
        if self._examining or from_tools or "/giay/" in message.location["url"]:
            return
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.troubles.append(f"{message.text} {message.location}")

    def _watch(self, response: Response) -> None:
        failed = response.status >= 500 and not self._trouble_expected
        if failed or (response.status == 404 and "/static/" in response.url):
            self.troubles.append(f"{response.status} {response.url}")

    def leaves(self) -> None:
        """Close the browser; nothing may have gone wrong unseen."""
        self._context.close()
        assert not self.troubles, "\n".join(self.troubles)

    def signs_in(self, username: str) -> None:
        """Sign in with a demo account: citizens by national e-identity, officials by password."""
        if username in NATIONAL:
            self.goes_to("/dang-nhap/quoc-gia")
            self.agrees_as(NATIONAL[username])
            return
        self.goes_to("/dang-nhap")
        self.fills_sign_in(username)
        expect(self.page).not_to_have_url(re.compile("dang-nhap"))

    def agrees_as(self, name: str) -> None:
        """Choose who one is at the national provider, which leads back."""
        self.page.get_by_role("link", name=name).first.click()
        expect(self.page).not_to_have_url(re.compile("/identity/|/dang-nhap/quoc-gia"))

    def fills_sign_in(self, username: str) -> None:
        """Fill the sign-in form that is open."""
        self.page.locator("#id_identifier").fill(username)
        self.page.locator("#id_password").fill(DEMO_PASSWORD)
        self.presses("Đăng nhập", within=self.page.locator("main"))

    def forgets_session(self) -> None:
        """As when the session runs out on the server: the page stays, the next request comes from nobody."""
        self._context.clear_cookies(name="motcua")

    def expects_trouble(self) -> None:
        """From now on errors of the server are part of the errand."""
        self._examining = self._trouble_expected = True

    def receives(self) -> None:
        """Press “Tiếp nhận” on the dossier's page; where something makes one look twice, say why one goes on."""
        self.page.get_by_role("button", name="Tiếp nhận").first.click()
        reason = self.page.locator("dialog[open] [name=went_on]")
        if reason.count():
            reason.fill("Đã hỏi người nộp")
            self.presses("Tiếp nhận", within=self.page.locator("dialog[open]"))

    def goes_to(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    def presses(self, words: str, *, within: Locator | None = None) -> None:
        """Press the button that says so, whether it is a button or a link made to look like one."""
        place = within or self.page.locator("body")
        place.locator("button, a").filter(has_text=re.compile(rf"^\s*{re.escape(words)}(\s*\w)?\s*$")).filter(
            visible=True
        ).first.click()

    def reads(self, words: str) -> None:
        """Wait until the page says so."""
        expect(self.page.locator("main, dialog[open]").get_by_text(words).filter(visible=True).first).to_be_visible()

    def looks(self, name: str, *, wide: bool = False) -> None:
        """Examine the page at both widths, and on a large screen too where it is asked.

        Axe, which needs scripts, has nothing to report; nothing runs over the edge. Keep its pictures. Every day axe
        takes the widths in turn, one a page; before a release it examines each.
        """
        self._examining = True
        self.page.wait_for_load_state()  # what was pressed leads to the page; it may only have begun to come
        for size, width in [("desk", DESK), ("phone", PHONE), *([("wide", WIDE)] if wide else [])]:
            self.page.set_viewport_size(width)
            if self.scripts and (THOROUGH or size == self._axe_at):
                self.troubles += [f"{name} ({size}): {fault}" for fault in _examined(self.page)]
            over = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                self.troubles.append(f"{name} ({size}): {over} px too wide")
            _keep_picture(self.page, f"{name}-{size}")
        self._axe_at = "phone" if self._axe_at == "desk" else "desk"
        self.page.set_viewport_size(DESK)
        self._examining = self._trouble_expected

    def keeps_picture(self, name: str) -> None:
        """Keep a picture of the page as it is, where pictures are kept."""
        _keep_picture(self.page, name)


def _examined(page: Page) -> list[dict[str, Any]]:
    page.evaluate(_axe())
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "elementRef": False}
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        {"rule": each["id"], "help": each["help"], "where": [node["html"][:160] for node in each["nodes"]][:4]}
        for each in answer["violations"]
    ]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("E2E_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, animations="disabled")
