"""The gallery in a real browser: accessible in light and dark, whole at 360 px, and what the modules promise."""

import gzip
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, Request, Route, expect

from motcua.platform.ui import archetypes
from motcua.platform.ui.tests.browsing import Scheme, chromium, faults, keep_picture, open_page

pytestmark = pytest.mark.browser
PUBLIC_FIRST_LOAD = 300_000
PAGES = ["", *(f"mau/{slug}" for slug in archetypes.TITLES), "loi/404", "loi/500"]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadedWSGIServer(("localhost", 0), _Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}/ui/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "light"),
        (1366, "dark"),
        pytest.param(1366, "light", marks=pytest.mark.soak),
        pytest.param(360, "dark", marks=pytest.mark.soak),
    ],
)
def test_axe_has_nothing_to_report_and_nothing_is_cut_off(
    browser: Browser, address: str, width: int, scheme: Scheme
) -> None:
    with open_page(browser, width, scheme) as page:
        for path in PAGES:
            page.goto(address + path)
            keep_picture(page, f"{path.replace('/', '-') or 'gallery'}-{width}-{scheme}")
            assert (path, faults(page)) == (path, [])


def test_the_public_face_loads_within_its_budget(browser: Browser, address: str) -> None:
    sizes: dict[str, int] = {}

    def weigh(request: Request) -> None:
        response = request.response()
        body = response.body() if response else b""
        sizes[request.url] = min(len(body), len(gzip.compress(body)))

    with open_page(browser) as page:
        page.on("requestfinished", weigh)
        page.goto(address + "mau/procedure", wait_until="networkidle")
        assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'ướ')")
    assert sum(sizes.values()) <= PUBLIC_FIRST_LOAD, sizes


def open_form(page: Page, address: str) -> list[dict[str, list[str]]]:
    """Open the form step with an autosave address that answers; return the list that collects what it is sent."""
    saved: list[dict[str, list[str]]] = []

    def answer(route: Route) -> None:
        saved.append(parse_qs(route.request.post_data or ""))
        route.fulfill(status=204)

    def rewrite(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace('data-autosave="#"', 'data-autosave="/save"'))

    page.route("**/ui/mau/form-step", rewrite)
    page.route("**/save", answer)
    page.goto(address + "mau/form-step")
    return saved


def test_a_draft_is_saved_within_two_seconds_of_typing(browser: Browser, address: str) -> None:
    with open_page(browser) as page:
        saved = open_form(page, address)
        page.fill("#id_name", "Nguyễn Gia Hân")
        expect(page.locator("[data-autosave-state]")).to_contain_text("Đã lưu lúc", timeout=2000)
        expect(page.locator("[data-autosave-state]")).to_have_attribute("data-state", "saved", timeout=2000)
        assert saved[-1]["name"] == ["Nguyễn Gia Hân"]


def test_what_was_typed_survives_a_lost_connection_and_a_reload(browser: Browser, address: str) -> None:
    with open_page(browser) as page:
        open_form(page, address)
        page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
        page.fill("#id_name", "Trần Bảo Long")
        page.check("#id_sex")
        expect(page.locator("[data-autosave-state]")).to_contain_text("Chưa lưu được")
        page.reload()
        expect(page.locator("#id_name")).to_have_value("Trần Bảo Long")
        expect(page.locator("#id_sex")).to_be_checked()
        expect(page.locator("[data-autosave-state]")).to_have_attribute("data-state", "saved", timeout=3000)
        assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('draft:'))") == []


def test_a_form_goes_out_once(browser: Browser, address: str) -> None:
    sent: list[Route] = []
    with open_page(browser) as page:
        page.goto(address + "mau/check")

        def swallow(route: Route) -> None:
            if route.request.method == "POST":
                sent.append(route)  # not answered yet: the slow line on which people press again
            else:
                route.continue_()

        page.route("**/ui/mau/check", swallow)
        button = page.get_by_role("button", name="Nộp hồ sơ")
        busy = button.evaluate(
            "button => { button.click(); button.click(); return button.getAttribute('aria-disabled'); }"
        )
        assert busy == "true"
        page.wait_for_timeout(300)
        assert len(sent) == 1
        sent[0].fulfill(status=204)


def test_a_chosen_file_is_sent_at_once_and_told(browser: Browser, address: str) -> None:
    with open_page(browser) as page:
        page.goto(address)
        page.route("**/take", lambda route: route.fulfill(body="<ul class='files'><li>moi.pdf</li></ul>"))
        zone = page.locator("[data-upload='#']")
        zone.evaluate("zone => { zone.dataset.upload = '/take'; }")
        page.set_input_files("#id_scan", {"name": "moi.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
        told = page.locator(".upload:has(#id_scan)")
        expect(told.get_by_role("status")).to_have_text("Đã tải lên")
        expect(told.locator(".files")).to_have_text("moi.pdf")


def test_a_refused_file_is_told_with_the_reason(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.route("**/take", lambda route: route.fulfill(status=422, body="<p>Tệp này là chương trình.</p>"))
    page.locator("[data-upload='#']").evaluate("zone => { zone.dataset.upload = '/take'; }")
    page.set_input_files("#id_scan", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"MZ"})
    expect(page.locator(".upload:has(#id_scan)").get_by_role("status")).to_have_text("Tệp này là chương trình.")
    context.close()


def test_lists_are_worked_by_keyboard_unless_it_is_switched_off(browser: Browser, address: str) -> None:
    with open_page(browser) as page:
        page.goto(address + "mau/inbox")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        row = page.locator("[data-list] tbody tr").first
        expect(row.locator("[data-open]")).to_be_focused()
        page.keyboard.press("x")
        expect(row.locator("[data-select]")).to_be_checked()
        expect(page.locator("[data-selected-count]")).to_have_text("2")
        page.keyboard.press("/")
        expect(page.locator("[data-search]")).to_be_focused()
        page.keyboard.type("jk")
        expect(page.locator("[data-search]")).to_have_value("jk")
        page.get_by_text("Tùy chọn", exact=True).last.click()
        page.get_by_role("button", name="Tắt", exact=True).click()
        page.keyboard.press("j")
        expect(page.locator("[data-open]").first).not_to_be_focused()


def test_a_dialog_takes_the_focus_and_gives_it_back(browser: Browser, address: str) -> None:
    with open_page(browser) as page:
        page.goto(address + "mau/inbox")
        opener = page.locator("[data-dialog='loc']")
        opener.focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert faults(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(opener).to_be_focused()


def test_the_error_summary_has_the_focus_and_leads_to_the_field(browser: Browser, address: str) -> None:
    with open_page(browser) as page:
        page.goto(address + "mau/form-step")
        expect(page.locator(".error-summary")).to_be_focused()
        page.click(".error-summary a")
        expect(page.locator("#id_born")).to_be_focused()


def test_without_javascript_dialogs_and_menus_still_open(browser: Browser, address: str) -> None:
    with open_page(browser, 360, java_script_enabled=False) as page:
        page.goto(address + "mau/inbox")
        page.click("[data-dialog='loc']")
        assert page.locator("#loc").is_visible()
        page.goto(address + "mau/procedure")
        page.click(".masthead-menu summary")
        assert page.get_by_role("link", name="Tra cứu hồ sơ").first.is_visible()
