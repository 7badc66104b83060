"""Picks region, user pool and app client of a profile from what AWS lists, one after the other."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent

from app.auth.steps import Answer, Ask
from app.diagnosis.messages import explain_end
from app.models.aws_pick import listed_rows, region_rows
from app.models.profile_words import problem_words
from app.models.short_list import Short
from app.profiles.regions import region_places
from app.runs.aws_pick import CLIENTS, POOLS, Draft, Listed, in_the_way, pool_of, region_of
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.events import Ended
from app.workers.aws_settings import AwsSettingsWorker
from app.workers.sign_in import SignInRun
from widgets.profiles.listing import Listing
from widgets.profiles.pick_panel import PickPanel

NO_POOL = Listed(id="", name="")


class Step(StrEnum):
    """What is picked; the value is the field that it fills."""

    REGION = "region"
    POOL = "user_pool_id"
    CLIENT = "client_id"


FLOWS = {Step.POOL: POOLS, Step.CLIENT: CLIENTS}  # what lists them


class AwsPicker(PickPanel):
    """What is picked leads to the next step. `picked` carries fields of the draft, by name; `left`: it is done with."""

    picked = Signal(object)
    left = Signal()

    def __init__(self, start_run: Callable[[SignInRequest], SignInRun], settings: AwsSettingsWorker) -> None:
        super().__init__()
        self._settings = settings
        self._step = self._wanted = Step.REGION
        self._draft: Draft = {}
        self._region = self._own_region = ""
        self._pool = NO_POOL
        self._found: tuple[Listed, ...] = ()
        self._looking = False  # for the AWS profile's region, without which no user pools can be listed
        self.again.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._cancel)
        self.other_region.clicked.connect(lambda: self._go(Step.REGION))
        self.other_pool.clicked.connect(lambda: self._go(Step.POOL))
        self.back.clicked.connect(self.leave)
        self._listing = Listing(start_run, self)
        self._listing.found.connect(self._offer)
        self._listing.ended.connect(self._say_end)
        self._listing.asked.connect(self._on_asked)
        self._listing.paged.connect(self._on_page)
        self.list.picked.connect(self._pick)
        self.list.chosen_changed.connect(self._on_chosen)
        self.challenge.answered.connect(self._answer)
        settings.region_found.connect(self._on_region)

    def pick(self, field: str, draft: Draft) -> None:
        """Offer what a field of a draft may be: `region`, `user_pool_id` or `client_id`."""
        self._draft = dict(draft)
        self._region, self._own_region = region_of(draft), ""
        self._pool = Listed(id=pool_of(draft), name="")
        self._wanted = Step(field)
        step = Step.POOL if self._wanted is Step.CLIENT and not self._pool.id else self._wanted
        self._go(step, looking=step is Step.POOL and not self._region)
        self._settings.find_region(self._aws_profile)
        self.take_focus()

    def leave(self) -> None:
        """Be done, whatever is under way."""
        self._stop()
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing any more once nobody sees it; a minimised window is seen again."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._listing.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves this, and not the whole dialog."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @property
    def _aws_profile(self) -> str:
        return self._draft.get("aws_profile", "").strip()

    @property
    def _place(self) -> dict[str, str]:
        return {"region": self._region or text("pick.a_region"), "pool": self._pool.name or self._pool.id}

    def _go(self, step: Step, *, looking: bool = False) -> None:
        self._stop()
        self._step, self._looking = step, looking
        self.heading.setText(text(f"pick.{step}", **self._place))
        self.about.setText(_signed_with(self._aws_profile))
        self.use.setText(text(f"pick.use_{step}"))
        self.others(region=step is Step.POOL and not looking, pool=step is Step.CLIENT)
        if looking:
            self.says.wait(text("pick.looking"))
            self.show_part(self.says, self.cancel)
        elif step is Step.REGION:
            rows = region_rows(region_places(), self._own_region, self._region)
            self._show_rows(rows, self._region or self._own_region)
        else:
            self._ask()

    def _stop(self) -> None:
        self._looking = False
        self._listing.forget()
        self.challenge.stop()

    @Slot()
    def _ask(self) -> None:
        """List user pools or app clients, unless the draft cannot be gone by."""
        wrong = in_the_way(self._draft)
        if wrong:
            lines = [f"{text(f'profile_field.{field}.label')}: {problem_words(key)}" for field, key in wrong.items()]
            self.says.note(text("pick.in_the_way"), "\n".join(lines), tone="red")
            self.show_part(self.says)
            return
        self._wait()
        pool = self._pool.id if self._step is Step.CLIENT else ""
        self._listing.begin(FLOWS[self._step], self._draft, self._region, pool)

    def _wait(self) -> None:
        self.says.wait(text(f"pick.asking_{self._step}", **self._place))
        self.show_part(self.says, self.cancel)

    @Slot()
    def _cancel(self) -> None:
        """End the run; where only the AWS profile's region was looked for, the person says which."""
        if self._looking:
            self._go(Step.REGION)
        self._listing.cancel()

    @Slot(int)
    def _on_page(self, pages: int) -> None:
        self.says.go_on_waiting(text("pick.pages", pages=pages) if pages > 1 else "")

    @Slot(object)
    def _say_end(self, event: Ended) -> None:
        if event.reason == "cancelled":
            self.says.note(text("pick.cancelled"))
        else:
            self.says.explain(explain_end(event), refused=event.reason == "refused")
        self.show_part(self.says, self.again)

    @Slot(object)
    def _offer(self, found: tuple[Listed, ...]) -> None:
        self._found = found
        if found:
            now = pool_of(self._draft) if self._step is Step.POOL else self._draft.get("client_id", "").strip()
            self._show_rows(listed_rows(found, now), now)
            return
        title, body = (text(f"pick.{part}_{self._step}", **self._place) for part in ("empty", "empty_why"))
        self.says.note(title, body)
        self.show_part(self.says, self.again)

    def _show_rows(self, rows: tuple[Short, ...], chosen: str) -> None:
        self.list.show_rows(rows, text(f"pick.list_{self._step}"), text(f"pick.search_{self._step}"), chosen)
        self.show_part(self.list, self.use)

    @Slot()
    def _on_chosen(self) -> None:
        self.use.setEnabled(bool(self.list.chosen))

    @Slot(object)
    def _on_asked(self, ask: Ask) -> None:
        self.challenge.show_ask(ask)
        self.show_part(self.challenge, self.cancel)

    @Slot(object)
    def _answer(self, answer: Answer) -> None:
        self._wait()
        self._listing.answer(answer)

    @Slot(str, str)
    def _on_region(self, aws_profile: str, region: str) -> None:
        """Go on with the AWS profile's own region, or choose it in the list, where the person chose none yet."""
        if aws_profile != self._aws_profile:
            return
        self._own_region = region
        if self._looking:
            self._region = region
            self._go(Step.POOL if region else Step.REGION)
        elif self._step is Step.REGION and not self._region and not self.list.search.text():
            self._go(Step.REGION)

    @Slot(str)
    def _pick(self, key: str) -> None:
        if self._step is Step.REGION:
            self._region = key
            self._put(region=key)
            done = self._wanted is Step.REGION and bool(pool_of(self._draft))
            (self.leave if done else lambda: self._go(Step.POOL))()
            return
        found = next(each for each in self._found if each.id == key)
        if self._step is Step.POOL:
            self._pool = found
            self._put(region=self._region, user_pool_id=key)
            self._go(Step.CLIENT)
            return
        named = {} if self._draft.get("name", "").strip() else {"name": _suggested(self._pool, found)}
        self._put(client_id=key, **named)
        self.leave()

    def _put(self, **values: str) -> None:
        self._draft = {**self._draft, **values}
        self.picked.emit(values)


def _signed_with(profile: str) -> str:
    return text("credentials.aws_profile", profile=profile) if profile else text("credentials.aws_default")


def _suggested(pool: Listed, client: Listed) -> str:
    """Return a name for a profile that has none."""
    return f"{pool.name} / {client.name}" if pool.name else client.name
