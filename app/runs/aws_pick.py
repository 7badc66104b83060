"""What is picked from AWS for a profile: the runs that list user pools and app clients, and what they found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.auth.steps import Answer
from app.profiles.checks import problems
from app.profiles.draft import with_draft
from app.profiles.normal import normalised
from app.profiles.profile import POOL_ID, REGION, Profile
from app.runs.sign_in import SignInRequest
from app.seal import reveal
from app.transcript.events import Finished

POOLS, CLIENTS = "list_user_pools", "list_app_clients"  # keys of ACTIONS
MEMBERS = {POOLS: ("UserPools", "Id", "Name"), CLIENTS: ("UserPoolClients", "ClientId", "ClientName")}
# What a call goes by; nothing is asked while something is wrong with one of them.
WAY = ("endpoint_url", "aws_profile", "ca_bundle", "proxy", "connect_seconds", "read_seconds")
UNSAVED = Profile(id="draft", name="", user_pool_id="", client_id="")

Draft = Mapping[str, str]  # the fields of a profile's form, as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A user pool or an app client: its id, and its name or, where it has none, the id for it."""

    id: str
    name: str


def region_of(draft: Draft) -> str:
    """Return the region that a draft names, itself or by its user pool id; an empty string where it names none."""
    region = normalised("region", draft.get("region", ""))
    region = region or pool_of(draft).partition("_")[0]
    return region if REGION.match(region) else ""


def pool_of(draft: Draft) -> str:
    """Return the id of a draft's user pool, an empty string where it is none."""
    found = normalised("user_pool_id", draft.get("user_pool_id", ""))
    return found if POOL_ID.match(found) else ""


def in_the_way(draft: Draft) -> dict[str, str]:
    """Return, by field, the key of what keeps calls from being made as a draft says (see app.profiles.checks)."""
    found = problems(draft)
    return {field: found[field] for field in WAY if field in found}


def list_request(flow: str, draft: Draft, region: str, pool: str = "") -> SignInRequest:
    """Return the run that lists a region's user pools or a pool's app clients; the draft has nothing `in_the_way`."""
    way = with_draft(UNSAVED, {field: draft[field] for field in WAY if field in draft})
    profile = replace(way, region=region, user_pool_id=pool)
    return SignInRequest(profile=profile, flow=flow, credentials=Answer(values={}), save=False)


def listed(flow: str, event: Finished) -> tuple[Listed, ...]:
    """Return what a run found, by name; names and ids are no secrets."""
    items, own_id, own_name = MEMBERS[flow]
    found = reveal(event.findings.get(items, ()))
    all_of_it = [Listed(id=str(each[own_id]), name=str(each[own_name])) for each in found]
    return tuple(sorted(all_of_it, key=lambda each: (each.name.casefold(), each.id)))
