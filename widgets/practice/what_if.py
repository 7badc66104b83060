"""The dialog What if: the practice pool's settings, clock and faults, changed while it runs, with what each will do."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.models.what_if import OFFSETS, PRESETS, badge, offset_words, preset
from app.runs.what_if import Change, ClientIf, Fault, PoolIf, WhatIf, with_faults
from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column, name, section
from widgets.practice.faults import FaultsEditor
from widgets.practice.setting import Setting
from widgets.theme import GRID, HEADING
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped

WIDTH, HEIGHT = 76 * GRID, 80 * GRID
ROTATION = ((False, 0), (True, 0), (True, 10), (True, 60))  # whether it is on, and the grace in seconds


class WhatIfDialog(QDialog):
    """Not modal: it stays open beside the window. `change_wanted` carries a Change; `normal_wanted` takes all back."""

    change_wanted = Signal(object)
    normal_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("what_if.title"))
        self._now: WhatIf | None = None
        self._state = Wrapped(tone="muted")
        self._trouble = Wrapped(tone="red")
        self._make_settings()
        self._faults = FaultsEditor()
        self._normal = button(text("what_if.normal"), "primary", press=self.normal_wanted.emit)
        self._controls = self._all_controls()
        self.setLayout(self._laid_out())
        self._connect()
        self.resize(WIDTH, min(HEIGHT, parent.screen().availableSize().height() - 6 * GRID))
        self.say("")
        self.show_none()
        self._presets[0].setFocus()

    def show_now(self, now: WhatIf) -> None:
        """Show how the practice pool is."""
        self._now = now
        for each in self._controls:
            each.setEnabled(True)
        self._pool.offer((pool.user_pool_id, pool.name) for pool in now.user_pools)
        self._draw()

    def show_none(self) -> None:
        """Say that no practice pool answers."""
        self._now = None
        for each in self._controls:
            each.setEnabled(False)
        self._normal.setEnabled(False)
        self._state.setText(text("what_if.no_pool"))

    def choose(self, pool_id: str, client_id: str) -> None:
        """Look at this user pool and app client, where they are the practice pool's."""
        self._pool.show_value(pool_id)
        self._draw()
        self._client.show_value(client_id)
        self._draw()

    def say(self, trouble: str) -> None:
        """Say why a change was not made; an empty text takes it back."""
        self._trouble.setText(trouble)
        name(self._trouble, trouble)
        self._trouble.setVisible(bool(trouble))

    def _make_settings(self) -> None:
        self._pool = Setting(text("what_if.pool"), text("what_if.pool_about"))
        self._mfa = Setting(text("what_if.mfa"), text("what_if.mfa_about"),
                            [(level, text(f"what_if.mfa_level.{level}")) for level in ("OFF", "OPTIONAL", "ON")])
        self._devices = Setting(text("what_if.devices"), text("what_if.devices_about"),
                                [(rule, text(f"what_if.devices_rule.{rule}")) for rule in ("off", "always", "opt-in")])
        self._client = Setting(text("what_if.client"), text("what_if.client_about"))
        self._rotation = Setting(text("what_if.rotation"), text("what_if.rotation_about"),
                                 [(each, _rotation(*each)) for each in ROTATION])
        self._existence = Setting(text("what_if.existence"), text("what_if.existence_about"),
                                  [(each, text(f"what_if.existence_way.{each}")) for each in ("ENABLED", "LEGACY")])
        self._clock = Setting(text("what_if.clock"), text("what_if.clock_about"))

    def _connect(self) -> None:
        self._pool.picked.connect(self._draw)
        self._client.picked.connect(self._draw)
        self._mfa.picked.connect(lambda level: self._change_pool({"mfa": level}))
        self._devices.picked.connect(lambda rule: self._change_pool({"devices": rule}))
        self._rotation.picked.connect(
            lambda rule: self._change_client({"rotation": rule[0], "grace_seconds": rule[1]})
        )
        self._existence.picked.connect(lambda way: self._change_client({"existence_errors": way}))
        self._clock.picked.connect(lambda offset: self._want({"clock_offset": offset}))
        self._faults.wanted.connect(self._want_faults)

    def _want_faults(self, faults: tuple[Fault, ...]) -> None:
        self._want(with_faults(faults))

    def _want(self, change: Change) -> None:
        self.say("")
        self.change_wanted.emit(change)

    def _change_pool(self, change: Change) -> None:
        self._want({"user_pools": [{"user_pool_id": self._pool.value, **change}]})

    def _change_client(self, change: Change) -> None:
        self._change_pool({"clients": [{"client_id": self._client.value, **change}]})

    def _preset(self, wanted: str) -> None:
        self._want(preset(wanted, str(self._pool.value)))

    def _draw(self, _picked: object = None) -> None:
        """Show the settings of the pool and the client that are looked at."""
        now = self._now
        pool = now.pool(str(self._pool.value)) if now is not None else None
        if now is None or pool is None:
            return
        self._state.setText(badge(now) or text("what_if.all_normal"))
        self._normal.setEnabled(not now.normal)
        self._draw_pool(pool)
        self._client.offer((each.client_id, each.name) for each in pool.clients)
        client = pool.client(str(self._client.value))
        if client is not None:
            self._draw_client(client)
        offsets = sorted({*OFFSETS, now.clock_offset})
        self._clock.offer((offset, offset_words(offset)) for offset in offsets)
        self._clock.show_value(now.clock_offset, normal=not now.clock_offset)
        self._faults.show_faults(now.faults)

    def _draw_pool(self, pool: PoolIf) -> None:
        self._mfa.show_value(pool.mfa, normal=pool.mfa == pool.normal.mfa)
        self._devices.show_value(pool.devices, normal=pool.devices == pool.normal.devices)

    def _draw_client(self, client: ClientIf) -> None:
        now, normal = client.now, client.normal
        rules = {*ROTATION, (now.rotation, now.grace_seconds)}
        self._rotation.offer((each, _rotation(*each)) for each in sorted(rules))
        same = (now.rotation, now.grace_seconds) == (normal.rotation, normal.grace_seconds)
        self._rotation.show_value((now.rotation, now.grace_seconds), normal=same)
        self._existence.show_value(now.existence_errors, normal=now.existence_errors == normal.existence_errors)

    def _all_controls(self) -> list[QWidget]:
        self._presets = [button(text(f"what_if.preset.{each}"), press=partial(self._preset, each)) for each in PRESETS]
        for key, made in zip(PRESETS, self._presets, strict=True):
            made.setToolTip(text(f"what_if.preset_about.{key}"))
            name(made, made.text(), made.toolTip())
        for each in (*self._presets, self._normal):
            each.setAutoDefault(False)
        return [*self._presets, self._pool, self._mfa, self._devices, self._client, self._rotation, self._existence,
                self._clock, self._faults]

    def _laid_out(self) -> QVBoxLayout:
        box = column(spacing=12)
        box.addWidget(Wrapped(text("what_if.title"), size=HEADING, bold=True))
        box.addWidget(Wrapped(text("what_if.what"), tone="muted"))
        for heading, parts in (
            ("presets", (Flowing(*self._presets),)),
            ("for_pool", (self._pool, self._mfa, self._devices)),
            ("for_client", (self._client, self._rotation, self._existence)),
            ("for_clock", (self._clock,)),
            ("for_faults", (self._faults,)),
        ):
            box.addWidget(section(text(f"what_if.{heading}")))
            for part in parts:
                box.addWidget(part)
        box.addStretch(1)
        close = button(text("what_if.close"), press=self.close)
        close.setAutoDefault(False)
        whole = column(margin=24, spacing=12)
        whole.addWidget(scrolled(box, text("what_if.settings")), 1)
        for words in (self._state, self._trouble):
            whole.addWidget(words)
        whole.addWidget(Flowing(self._normal, close))
        return whole


def _rotation(on: bool, grace: int) -> str:
    if not on:
        return text("what_if.rotation_off")
    return text("what_if.rotation_on", seconds=grace) if grace else text("what_if.rotation_once")
