/* culm-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-dialog.h"
#include "culm-text.h"

#define WIDTH 480
#define HEIGHT 620
#define SLACK 110 /* the header, and a line or two */

static GtkWidget *
create_header (CulmPrinter *printer, const char *title)
{
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (printer), 0);
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (title, name));
  return header;
}

static GtkWidget *
create_clamp (GtkWidget *content)
{
  return g_object_new (ADW_TYPE_CLAMP, "child", content, "maximum-size", 600, "margin-start", 12, "margin-end", 12,
                       "margin-top", 18, "margin-bottom", 18, NULL);
}

/* As high as the content is when it is so wide, with room for a sentence more, up to what a small screen shows. */
static int
find_height (GtkWidget *clamp)
{
  int natural;

  gtk_widget_measure (clamp, GTK_ORIENTATION_VERTICAL, WIDTH - 24, NULL, &natural, NULL, NULL);
  return MIN (natural + SLACK, HEIGHT);
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
}

GtkWidget *
culm_dialog_new (GtkWidget *near, CulmPrinter *printer, const char *title, GtkWidget *content)
{
  GtkRoot *root = near != NULL ? gtk_widget_get_root (near) : NULL;
  GtkWidget *popover = near != NULL ? gtk_widget_get_ancestor (near, GTK_TYPE_POPOVER) : NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clamp = create_clamp (content);
  GtkWidget *window =
      g_object_new (ADW_TYPE_WINDOW, "title", title, "content", box, "default-width", WIDTH, "default-height",
                    find_height (clamp), "transient-for", GTK_IS_WINDOW (root) ? root : NULL, "modal", TRUE, NULL);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_box_append (GTK_BOX (box), create_header (printer, title));
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                               "vexpand", TRUE, "child", clamp, NULL));
  add_escape (window);
  return window;
}
