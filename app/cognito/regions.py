"""The regions in which there are Cognito user pools, as botocore knows them."""

from functools import cache

from app.cognito.session import isolated_session

SERVICE = "cognito-idp"


@cache
def regions() -> tuple[str, ...]:
    """Return the regions of all partitions, sorted; reads botocore's data, so the first call may be slow."""
    session = isolated_session()
    partitions = session.get_available_partitions()
    return tuple(sorted({name for each in partitions for name in session.get_available_regions(SERVICE, each)}))
