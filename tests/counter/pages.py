"""Reading the counter's pages."""

import json
import re
from html import unescape


def page_in(browser, path, language="en"):
    answer = browser.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return unescape(answer.text)


def sent_to_script(html):
    """What the page tells its script."""
    return json.loads(re.search(r'id="page">(.*?)</script>', html, re.S)[1])
