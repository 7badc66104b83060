"""What is on the screen, as the accessibility bus tells it; used by the driver, and run by the system's Python."""

import threading
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LOOK_AGAIN = 0.02  # seconds between two looks, if something happened in between
LOOK_ANYWAY = 0.4  # seconds after which to look again, whether or not the window told that something happened


def pause():
    """Let the window go on for a moment between two looks."""
    threading.Event().wait(LOOK_AGAIN)


def still(look):
    """Return what looking at a control gives; None where it went away meanwhile."""
    try:
        return look()
    except GLib.Error:
        return None


def showing(node):
    """Yield every object below a node that is on the screen."""
    for index in range(still(node.get_child_count) or 0):
        child = still(lambda index=index: node.get_child_at_index(index))
        states = still(child.get_state_set) if child is not None else None
        if states is not None and states.contains(Atspi.StateType.SHOWING):
            yield child
            yield from showing(child)


class Seen:
    """A control that is on the screen: each question is a call to the program, and asked once."""

    def __init__(self, node):
        self.node = node
        self._role = self._labels = None

    def is_it(self, role, name):
        """Say whether it has this role and this name; None fits all, `x*` fits a beginning, `*x` a part."""
        if role is not None and self.role != role:
            return False
        return name is None or any(fits(label, name) for label in self.labels)

    @property
    def role(self):
        """The name of its role."""
        if self._role is None:
            self._role = still(self.node.get_role_name) or ""
        return self._role

    @property
    def labels(self):
        """Its name, and those of what labels it: a combo box's own name is its text."""
        if self._labels is None:
            self._labels = tuple(still(lambda: [*names(self.node)]) or ("",))
        return self._labels


def names(node):
    """Yield a control's own name, then those of its labels."""
    yield node.get_name() or ""
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            for index in range(relation.get_n_targets()):
                yield relation.get_target(index).get_name() or ""


def fits(label, name):
    """Say whether a label is the name, in which an asterisk at either end stands for anything."""
    if name.startswith("*"):
        return name.strip("*") in label
    return label == name or (name.endswith("*") and label.startswith(name[:-1]))


class Screen:
    """Looks at the screen again only when the window told of an event, or after a while.

    A look is hundreds of calls, a tenth of a second of the window's time, and who waits looks all the time.
    """

    def __init__(self):
        self._kept = {}
        self._listener = Atspi.EventListener.new(lambda _event: self.forget())
        for kind in ("object", "window"):
            self._listener.register(kind)

    def forget(self):
        """Look again at the next question."""
        self._kept.clear()

    def below(self, node):
        """Return what is on the screen below a node."""
        while GLib.MainContext.default().iteration(False):
            pass
        when, seen = self._kept.get(node, (0.0, []))
        if time.monotonic() - when > LOOK_ANYWAY:
            when, seen = time.monotonic(), [Seen(each) for each in showing(node)]
            self._kept[node] = when, seen
        return seen
