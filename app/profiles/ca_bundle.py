"""Looks into the file that is to say whom TLS trusts; it may be on a slow disk, so never in the window's thread."""

from pathlib import Path

LARGEST = 10_000_000  # bytes; the bundles of operating systems have some 300,000


def ca_bundle_problem(path: str) -> str:
    """Return the key of what is wrong with a CA bundle (`profile_problem.*`), nothing where it can be used."""
    if not path:
        return ""
    import ssl  # takes its time, and most windows never come here

    try:
        if not Path(path).is_file():
            return "ca_bundle_gone"
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) <= LARGEST:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=content.decode("ascii"))
            return ""
    except (OSError, ValueError):  # what is no certificate is an SSLError, and so an OSError
        pass
    return "ca_bundle_format"
