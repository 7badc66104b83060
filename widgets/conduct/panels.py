"""The models and the panels of a window, as its conductors are given them."""

from dataclasses import dataclass

from app.models.flows import FlowsModel
from app.models.inbox import InboxModel
from app.models.profiles import ProfilesModel
from app.models.saved import SavedModel
from app.models.timeline import TimelineModel
from app.workers.pace import Pace
from widgets.columns import LeftColumn, RightColumn
from widgets.notice import Notice
from widgets.presentation_bar import PresentationBar
from widgets.stage import Stage
from widgets.status_line import StatusLine
from widgets.top_bar import TopBar
from widgets.tour.card import TourCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The lists that the panels show."""

    flows: FlowsModel
    profiles: ProfilesModel
    inbox: InboxModel
    saved: SavedModel
    timeline: TimelineModel
    pace: Pace  # at which the timeline is filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """What a window is made of, and the models below."""

    models: Models
    top: TopBar
    left: LeftColumn
    stage: Stage
    right: RightColumn
    status: StatusLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Strips:
    """What lies across the window, each only while it has something to say: the tour at its foot, the others on top."""

    presentation: PresentationBar
    notice: Notice
    clock: Notice
    tour: TourCard
