"""The host names of Cognito's user pools: each of AWS's partitions has its own suffix (botocore's endpoints.json)."""

SUFFIXES = {"cn-": "amazonaws.com.cn", "eusc-": "amazonaws.eu"}


def user_pool_host(region: str) -> str:
    """Return the host of a region's user pools."""
    suffix = next((suffix for prefix, suffix in SUFFIXES.items() if region.startswith(prefix)), "amazonaws.com")
    return f"cognito-idp.{region}.{suffix}"
