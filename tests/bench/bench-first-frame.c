/* bench-first-frame.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Watches an X display from outside, so that any program can be measured as it is: says `ready`, then, when the first
 * window that is mapped has been painted for the first time, the monotonic time of that in seconds. */

/* In pixels; what is smaller is no window of an application. */
#define SMALLEST 100

static int
ignore_error (Display *display, XErrorEvent *event)
{
  (void) display;
  (void) event;
  return 0; /* a window may be gone by the time that it is asked for */
}

static void
watch_window (Display *display, Window window)
{
  XWindowAttributes attributes;

  if (XGetWindowAttributes (display, window, &attributes) && attributes.class == InputOutput &&
      attributes.width >= SMALLEST && attributes.height >= SMALLEST)
    XDamageCreate (display, window, XDamageReportRawRectangles);
}

/* Mapping paints the background, which is black here; GTK has none that is. */
static int
is_painted (Display *display, const XDamageNotifyEvent *damage)
{
  XImage *image = XGetImage (display, damage->drawable, damage->geometry.width / 2, damage->geometry.height / 2, 1, 1,
                             AllPlanes, ZPixmap);
  int painted = image != NULL && (XGetPixel (image, 0, 0) & 0xFFFFFF) != 0;

  if (image != NULL)
    XDestroyImage (image);
  return painted;
}

static void
print_line (const char *text)
{
  puts (text);
  fflush (stdout);
}

int
main (void)
{
  Display *display = XOpenDisplay (NULL);
  int first_event, first_error;
  XEvent event;
  struct timespec now;
  char text[32];

  if (display == NULL || !XDamageQueryExtension (display, &first_event, &first_error)) {
    fputs ("bench-first-frame: no X display that tells of damage\n", stderr);
    return EXIT_FAILURE;
  }
  XSetErrorHandler (ignore_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);
  print_line ("ready");
  do {
    XNextEvent (display, &event);
    clock_gettime (CLOCK_MONOTONIC, &now);
    if (event.type == MapNotify)
      watch_window (display, event.xmap.window);
  } while (event.type != first_event + XDamageNotify || !is_painted (display, (XDamageNotifyEvent *) &event));
  snprintf (text, sizeof text, "%ld.%09ld", (long) now.tv_sec, now.tv_nsec);
  print_line (text);
  XCloseDisplay (display);
  return EXIT_SUCCESS;
}
