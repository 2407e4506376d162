"""The pages on a line of 4 Mbps that twenty share: what a first and a second visit weigh, and when they can be used.

`python -m bench.line` prints one JSON object. One Chromium with a twentieth of the line (200 kbps each way, 100 ms to
an answer) opens each page with an empty cache and then again. A page can be used when something is painted, its scripts
run, and, where there is a field to begin with, a letter typed stands in it. Then twenty visitors, who are no browsers,
fetch the home page and all it needs at once through one line of 4 Mbps. A page that misses its bound makes it fail.
"""

import json
import sys
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import face, shared_line

SHARERS = 20
LINE_BITS, LATENCY_MS = 4_000_000, 100
FIRST_S, AGAIN_S = 10.0, 3.0
MOST_PUBLIC, MOST_WORK = 300, 500
WARMING = 8

_PAINTED = """
() => new Promise(told => {
    const found = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    const look = () => document.readyState === "complete" && found() !== undefined ? told({
        painted: found(),
        scripts: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
        loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
    }) : setTimeout(look, 50);
    look();
})
"""


def measure() -> dict[str, Any]:
    """Seconds and kilobytes of each page, the first time and again."""
    public, work = face.faces()
    with face.serving() as port:
        for each in [*public, *work] * WARMING:
            shared_line.fetch(port, each)
        told = shared_line.visits(port, public[0], visitors=SHARERS, bits=LINE_BITS, latency_ms=LATENCY_MS)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_program(), args=list(face.FLAGS))
            pages = {each.name: _visits(browser, port, each) for each in (*public, *work)}
            browser.close()
    for each, most in [(each, MOST_PUBLIC) for each in public] + [(each, MOST_WORK) for each in work]:
        pages[each.name]["most_kb"] = most
    return {"bounds_s": {"first": FIRST_S, "again": AGAIN_S}, "pages": pages, "together": {"visitors": SHARERS, **told}}


def missed(pages: dict[str, dict[str, Any]]) -> list[str]:
    """What is heavier or slower than it may be, in words."""
    bounds = ("first_usable_s", FIRST_S), ("again_usable_s", AGAIN_S)
    slow = [f"{name}: {key} {page[key]}" for name, page in pages.items() for key, most in bounds if page[key] > most]
    return slow + [
        f"{name}: {page['first_kb']} kB" for name, page in pages.items() if page["first_kb"] > page["most_kb"]
    ]


def _program() -> str | None:
    from motcua.platform.pytest_plugin import browser_program

    return browser_program()


def _visits(browser: Browser, port: int, to: face.Face) -> dict[str, Any]:
    context = browser.new_context(base_url=f"http://localhost:{port}", extra_http_headers=face.FROM_PROXY)
    pairs = (pair.split("=", 1) for pair in to.cookie.split("; ") if pair)
    context.add_cookies([{"name": name, "value": value, "url": f"http://localhost:{port}"} for name, value in pairs])
    seen = {f"{when}_{key}": value for when in ("first", "again") for key, value in _visit(context, to).items()}
    context.close()
    return seen


def _visit(context: BrowserContext, to: face.Face) -> dict[str, Any]:
    page = context.new_page()
    received: list[int] = []
    wire = context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda told: received.append(int(told["encodedDataLength"])))
    wire.send("Network.enable")
    rate = LINE_BITS / SHARERS / 8
    wire.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate},
    )
    page.goto(to.path, wait_until="commit")
    typed = _typed(page, to.field) if to.field else 0.0
    times: dict[str, float] = page.evaluate(_PAINTED)
    page.wait_for_load_state("networkidle")
    page.close()
    return {
        "kb": round(sum(received) / 1000, 1),
        "requests": sum(size > 0 for size in received),
        "painted_s": round(times["painted"] / 1000, 2),
        "usable_s": round(max(times["painted"], times["scripts"], typed) / 1000, 2),
        "loaded_s": round(times["loaded"] / 1000, 2),
    }


def _typed(page: Page, field: str) -> float:
    """Milliseconds from the start of the visit until a letter stands in the field."""
    page.locator(field).first.press_sequentially("a")
    milliseconds: float = page.evaluate("performance.now()")
    return milliseconds


def main() -> int:
    """Print the measurements as JSON; gives 1 where a bound is missed."""
    with face.prepared():
        measured = measure()
    for words in (late := missed(measured["pages"])):
        print(f"bench.line: {words}", file=sys.stderr)
    print(json.dumps({"bench": "line", **measured}))
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main())
