# accessible.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Reads and drives a window as a screen reader would. Import it after os.environ names the bus of the desktop."""
import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from desktop import wait_for  # noqa: E402


def children(node):
    try:
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                yield child
    except GLib.Error:
        return


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def name_of(node):
    """The accessible name; GTK 4.8 says a mnemonic label twice, "_Stop Stop" or "Stop Stop"."""
    name = node.get_name() or ''
    for half in (name[:len(name) // 2], name[:len(name) // 2 + 1]):
        plain = half.strip().replace('_', '', 1) if half.startswith('_') else half.strip()
        if plain and name == f'{half.strip()} {plain}':
            return plain
    return name


def is_shown(node):
    """GTK 4.8 says "showing" of windows alone; what is hidden is not in its tree."""
    return node.get_state_set().contains(Atspi.StateType.VISIBLE)


class Window:
    """The windows of one program, found by its process; or by its name and a control that it shows, where it sits in a
    sandbox and a proxy speaks for it."""

    def __init__(self, pid=None, seconds=20, name=None, shows=None):
        Atspi.init()
        self.pid, self.name, self.shows = pid, name, shows
        self.application = wait_for(self.look_up, seconds, f'the program {pid or name} on the accessibility bus')

    def fits(self, application):
        if self.name is None:
            return application.get_process_id() == self.pid
        self.application = application
        return application.get_name() == self.name and (self.shows is None or self.has(self.shows))

    def look_up(self):
        for application in children(Atspi.get_desktop(0)):
            try:
                if application.get_child_count() > 0 and self.fits(application):
                    return application
            except GLib.Error:
                continue
        return None

    def find_all(self, name=None, role=None, shown=True, contains=None):
        found = []
        for node in walk(self.application):
            try:
                if name is not None and name_of(node) != name:
                    continue
                if contains is not None and contains not in name_of(node):
                    continue
                if role is not None and node.get_role_name() not in role:
                    continue
                if shown and not is_shown(node):
                    continue
                found.append(node)
            except GLib.Error:
                continue
        return found

    def find(self, name=None, role=None, seconds=10, **more):
        return wait_for(lambda: next(iter(self.find_all(name, role, **more)), None), seconds,
                        f'the control {name or more}')

    def has(self, name=None, role=None, **more):
        return bool(self.find_all(name, role, **more))

    def press(self, name, role=('push button', 'button', 'toggle button', 'list item', 'check box'), seconds=10):
        """Presses the control, or the row that holds a label of this name."""
        node = self.find(name, role, seconds)
        action = node.get_action_iface()
        if action is None or action.get_n_actions() == 0 or not action.do_action(0):
            raise AssertionError(f'{name} cannot be pressed')
        return node

    def type(self, name, text, seconds=10):
        node = self.find(name, ('text', 'entry', 'password text', 'editbar'), seconds)
        editable = node.get_editable_text_iface()
        editable.set_text_contents(text)
        return node

    def set_value(self, name, value, role=('spin button', 'slider'), seconds=10):
        node = self.find(name, role, seconds)
        node.get_value_iface().set_current_value(value)
        return node

    def get_value(self, name, role=('spin button', 'slider')):
        return self.find(name, role).get_value_iface().get_current_value()

    def wait_for_text(self, text, seconds=20):
        return wait_for(lambda: self.has(contains=text), seconds, f'the text “{text}”')

    def dump(self):
        """Names and roles of what is shown, for a failed test."""
        lines = []

        def describe(node, depth):
            try:
                if depth and is_shown(node):
                    lines.append(f'{"  " * depth}{node.get_role_name()}: {node.get_name()!r} — '
                                 f'{node.get_description()!r}')
            except GLib.Error:
                return
            for child in children(node):
                describe(child, depth + 1)

        describe(self.application, 0)
        return '\n'.join(lines)
