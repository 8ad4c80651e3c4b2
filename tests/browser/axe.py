"""What axe finds on a page, by the rules of WCAG 2.2 A and AA and its own advice."""

from axe_playwright_python.base import AXE_FILE_PATH

SCRIPT = AXE_FILE_PATH.read_text("utf-8")
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # All rules are tried; of those that find nothing, axe need not describe each element.
    "resultTypes": ["violations"],
}
# Nothing of a page that is on its way: a click may have led away from the one that was waited for.
RUN = """
options => document.readyState === 'complete' && window.axe
    ? axe.run(options).then(results => results.violations) : null
"""


def violations(page):
    """Return (rule, the first elements that break it) for each rule that a page breaks as it stands, once it has come in."""
    found = None
    while found is None:
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(SCRIPT)
        found = page.evaluate(RUN, OPTIONS)
    return [(violation["id"], [node["target"] for node in violation["nodes"][:3]]) for violation in found]
