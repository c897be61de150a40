#!/usr/bin/python3
# drag-source.py  SPDX-License-Identifier: GPL-3.0-or-later
"""A small window that offers files to be dragged, as a file manager would: drag-source.py FILE…"""
import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, GObject, Gtk  # noqa: E402


def main():
    files = [Gio.File.new_for_path(path) for path in sys.argv[1:]]
    application = Gtk.Application(application_id=None, flags=Gio.ApplicationFlags.NON_UNIQUE)

    def on_activate(app):
        window = Gtk.ApplicationWindow(application=app, title='Files', default_width=120, default_height=80,
                                       decorated=False)
        label = Gtk.Label(label='\n'.join(file.get_basename() for file in files))
        source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
        value = GObject.Value(Gdk.FileList, Gdk.FileList.new_from_list(files))
        source.set_content(Gdk.ContentProvider.new_for_value(value))
        label.add_controller(source)
        window.set_child(label)
        window.present()

    application.connect('activate', on_activate)
    application.run([])


if __name__ == '__main__':
    main()
