"""Drives one window over the accessibility bus, as a screen reader does; run by the system's Python, which has gi.

Reads one JSON object a line on stdin (`do` and its arguments) and answers each with one on stdout: `{"ok": value}` or
`{"error": text}`. It finds controls by role and accessible name among what is showing, and waits for them.
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from atspi_looks import Screen, fits, pause, still  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

screen = Screen()
LOOKING = ("showing", "controls", "has", "find", "text", "items", "states")  # requests that change nothing


def application(name):
    """Return the application of that name, or None."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        found = desktop.get_child_at_index(index)
        if found is not None and found.get_name() == name:
            return found
    return None


def find_all(app, role, name):
    """Return what is showing with this role and this name, as `Seen.is_it` takes them."""
    return [seen.node for seen in screen.below(app) if seen.is_it(role, name)]


def find(app, role, name, seconds):
    """Wait for exactly what was named; the first where several are."""
    deadline = time.monotonic() + seconds
    while True:
        found = find_all(app, role, name)
        if found:
            return found[0]
        if time.monotonic() > deadline:
            there = "; ".join(sorted({f"{seen.role} {seen.labels[0]}" for seen in screen.below(app)}))
            raise LookupError(f"no {role or 'control'} named {name!r} after {seconds:g} s; showing: {there}")
        pause()


def do_action(node, seconds=10.0):
    """Press, toggle or choose: a control's first action, as soon as it is enabled."""
    deadline = time.monotonic() + seconds
    while not node.get_state_set().contains(Atspi.StateType.SENSITIVE):
        if time.monotonic() > deadline:
            raise LookupError(f"{node.get_role_name()} {node.get_name()!r} stays disabled")
        pause()
    if "Action" not in node.get_interfaces() or Atspi.Action.get_n_actions(node) == 0:
        raise LookupError(f"{node.get_role_name()} {node.get_name()!r} has no action")
    Atspi.Action.do_action(node, 0)


def press_enabled(node):
    """Press what is enabled now, and say whether it was."""
    if not node.get_state_set().contains(Atspi.StateType.SENSITIVE):
        return False
    Atspi.Action.do_action(node, 0)
    return True


def text_of(node):
    """Return the text of a text field or a label."""
    return Atspi.Text.get_text(node, 0, -1) if "Text" in node.get_interfaces() else node.get_name()


def choose(app, node, item):
    """Choose an item of a combo box: open it, then click on the item, which is an object only while it is open.

    A list that opens under the pointer takes a click soon after for the one that opened it: it is clicked on again.
    """
    do_action(node)
    found = find(app, "list item", item, 5.0)
    label = found.get_name()
    deadline = time.monotonic() + 5.0
    again = 0.0
    while node.get_name() != label:
        now = time.monotonic()
        if now > deadline:
            raise LookupError(f"the combo box shows {node.get_name()!r} after a click on {label!r}")
        if now > again and find_all(app, "list item", label):
            again = now + 1.0
            click(found)
        pause()
    return label


def click(node):
    """Click into the middle of what is showing with the mouse."""
    place = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    Atspi.generate_mouse_event(place.x + place.width // 2, place.y + place.height // 2, "b1c")


def select(app, node, item):
    """Choose an item of a list or of a combo box by its name."""
    if node.get_role_name() == "combo box":
        return choose(app, node, item)
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        label = (child.get_name() or "") if child is not None else ""
        if fits(label, item):
            Atspi.Selection.select_child(node, index)
            return label
    raise LookupError(f"no item {item!r} in {node.get_name()!r}")


def takes_keyboard(node):
    """Say whether a control can have the keyboard focus."""
    states = still(node.get_state_set)
    return states is not None and states.contains(Atspi.StateType.FOCUSABLE)


def inside(app, name):
    """Return the window whose title begins so; the application where none is named."""
    return find(app, "frame", name + "*", 10.0) if name else app


def perform(app, request):
    """Do what one request says, in the window of the application that it names, if it names one."""
    app = inside(app, request.get("frame"))
    what, seconds = request["do"], request.get("seconds", 10.0)
    if what == "showing":
        return [[seen.role, seen.labels[0], still(seen.node.get_description) or ""] for seen in screen.below(app)]
    if what == "controls":
        return [[seen.role, seen.labels[0]] for seen in screen.below(app) if takes_keyboard(seen.node)]
    if what == "has":
        return bool(find_all(app, request.get("role"), request["name"]))
    if what == "press_now":
        found = find_all(app, request.get("role"), request["name"])
        return bool(found) and bool(still(lambda: press_enabled(found[0])))
    node = find(app, request.get("role"), request.get("name"), seconds)
    if what == "find":
        return node.get_name()
    if what == "press":
        return do_action(node, seconds)
    if what == "set_text":
        return Atspi.EditableText.set_text_contents(node, request["text"])
    if what == "text":
        return text_of(node)
    if what == "items":
        children = (node.get_child_at_index(index) for index in range(node.get_child_count()))
        return [still(child.get_name) or "" for child in children if child is not None]
    if what == "select":
        return select(app, node, request["item"])
    if what == "click":
        return click(node)
    if what == "states":
        return [Atspi.StateType(state).value_nick for state in node.get_state_set().get_states()]
    raise LookupError(f"cannot {what}")


def main(name, seconds):
    """Wait for the application, say so, then serve requests until stdin closes."""
    deadline = time.monotonic() + seconds
    while (app := application(name)) is None:
        if time.monotonic() > deadline:
            print(json.dumps({"error": f"no application {name!r} on the accessibility bus"}), flush=True)
            return
        pause()
    print(json.dumps({"ok": app.get_process_id()}), flush=True)
    for line in sys.stdin:
        try:
            request = json.loads(line)
            answer = {"ok": perform(app, request)}
            if request["do"] not in LOOKING:
                screen.forget()
        except (LookupError, GLib.Error, AttributeError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
