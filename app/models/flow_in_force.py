"""Which flow is in force, as in Amplify: the one chosen in the window, else the one that is configured."""

from dataclasses import dataclass

from app.profiles.amplify_flows import ANDROID, MOBILE, flow_of
from app.profiles.profile import Profile
from app.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """The flow that a profile prefers: a key of FLOWS, and where that stands, in words."""

    flow: str
    said: str


def configured_flow(profile: Profile | None) -> Configured | None:
    """Return what a profile configures; None where it leaves the choice open."""
    if profile is None:
        return None
    by_file = profile.amplify_flow
    flow = profile.default_flow or flow_of(by_file)
    if not flow:
        return None
    if by_file and flow in (flow_of(by_file, MOBILE), flow_of(by_file, ANDROID)):
        return Configured(flow=flow, said=text("flow_in_force.file", value=by_file))
    return Configured(flow=flow, said=text("flow_in_force.profile", flow=text(f"flow.{flow}.title")))


def in_force(chosen: str, configured: Configured | None) -> str:
    """Say which of the two is in force and why; nothing where nothing is configured."""
    if configured is None:
        return ""
    title = text(f"flow.{chosen}.title")
    if chosen == configured.flow:
        return text("flow_in_force.configured", flow=title, said=configured.said)
    return text("flow_in_force.chosen", flow=title, said=configured.said)
