"""How else a text may be written inside another one: escaped for JSON, a URL or HTML, or encoded."""

import base64
import html
import json
import re
from urllib.parse import quote, quote_plus

LONGEST = 256  # characters of a text that somebody may have typed; what is longer was made by a program
SHORTEST_ENCODED = 8  # characters, from which on Base64 of a text is no word by chance
PLAIN = re.compile(r"[A-Za-z0-9._~-]*\Z")  # the same in JSON, in a URL and in HTML


def spellings(value: str) -> set[str]:
    """Return the text and its other spellings; of a long one, or a short one of letters and digits, only the first."""
    if PLAIN.match(value) and not SHORTEST_ENCODED <= len(value) <= LONGEST:
        return {value}
    whole, escaped = value.encode("utf-8", "replace"), json.dumps(value)[1:-1]
    found = {value, escaped, json.dumps(value, ensure_ascii=False)[1:-1], quote(whole, safe="")}
    if len(value) > LONGEST:
        return found
    angular = escaped.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    found |= {angular, angular.replace("'", "\\u0027"), escaped.replace("/", "\\/")}
    found |= {json.dumps(each)[1:-1] for each in tuple(found)}  # JSON within a text of JSON
    urls = {quote(whole, safe=""), quote(whole, safe="/"), quote_plus(whole)}
    found |= urls | {_lower_hex(each) for each in urls}
    found |= {html.escape(value, quote=False), html.escape(value), html.escape(value).replace("&#x27;", "&#39;")}
    if len(value) >= SHORTEST_ENCODED:
        found |= {base64.b64encode(whole).decode().rstrip("="), base64.urlsafe_b64encode(whole).decode().rstrip("=")}
    return found


def _lower_hex(url: str) -> str:
    head, *rest = url.split("%")
    return "%".join([head, *(part[:2].lower() + part[2:] for part in rest)])
