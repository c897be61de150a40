/* culm-printer-tools.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-printer-tools.h"
#include "culm-calibration-page.h"
#include "culm-console-page.h"
#include "culm-move-page.h"
#include "culm-tool-window.h"
#include <glib/gi18n-lib.h>

typedef struct {
  const char *action, *title;
  GtkWidget *(*create_page) (CulmPrinter *printer);
} Tool;

static const Tool tools[] = {
  { "move", N_ ("Move"), culm_move_page_new },
  { "calibrate", N_ ("Calibration"), culm_calibration_page_new },
  { "console", N_ ("G-code Console"), culm_console_page_new },
};
#define N_TOOLS ((guint) G_N_ELEMENTS (tools))

struct _CulmPrinterTools {
  GObject parent_instance;
  GtkWidget *page; /* not owned: the page owns this object */
  GSimpleActionGroup *group;
  CulmPrinter *printer;
  GtkWidget *windows[G_N_ELEMENTS (tools)]; /* not owned; NULL: closed */
};

G_DEFINE_FINAL_TYPE (CulmPrinterTools, culm_printer_tools, G_TYPE_OBJECT)

static void
open_tool (CulmPrinterTools *self, guint i)
{
  GtkRoot *root = gtk_widget_get_root (self->page);

  if (self->windows[i] == NULL)
    g_set_weak_pointer (&self->windows[i],
                        culm_tool_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->printer,
                                              _ (tools[i].title), tools[i].create_page (self->printer)));
  gtk_window_present (GTK_WINDOW (self->windows[i]));
}

static void
on_activated (GSimpleAction *action, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  for (guint i = 0; i < N_TOOLS; i++) {
    if (g_str_equal (g_action_get_name (G_ACTION (action)), tools[i].action))
      open_tool (user_data, i);
  }
}

static void
close_all (CulmPrinterTools *self)
{
  for (guint i = 0; i < N_TOOLS; i++) {
    GtkWidget *window = self->windows[i];

    g_clear_weak_pointer (&self->windows[i]);
    if (window != NULL)
      gtk_window_destroy (GTK_WINDOW (window));
  }
}

static void
enable (CulmPrinterTools *self)
{
  for (guint i = 0; i < N_TOOLS; i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), tools[i].action);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), self->printer != NULL);
  }
}

static void
culm_printer_tools_dispose (GObject *object)
{
  CulmPrinterTools *self = CULM_PRINTER_TOOLS (object);

  close_all (self);
  g_clear_object (&self->printer);
  g_clear_object (&self->group);
  G_OBJECT_CLASS (culm_printer_tools_parent_class)->dispose (object);
}

static void
culm_printer_tools_class_init (CulmPrinterToolsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_printer_tools_dispose;
}

static void
culm_printer_tools_init (CulmPrinterTools *self)
{
  self->group = g_simple_action_group_new ();
  for (guint i = 0; i < N_TOOLS; i++) {
    const GActionEntry entry = { .name = tools[i].action, .activate = on_activated };

    g_action_map_add_action_entries (G_ACTION_MAP (self->group), &entry, 1, self);
  }
  enable (self);
}

CulmPrinterTools *
culm_printer_tools_new (GtkWidget *page)
{
  CulmPrinterTools *self = g_object_new (CULM_TYPE_PRINTER_TOOLS, NULL);

  self->page = page;
  return self;
}

GActionGroup *
culm_printer_tools_get_group (CulmPrinterTools *self)
{
  return G_ACTION_GROUP (self->group);
}

void
culm_printer_tools_set_printer (CulmPrinterTools *self, CulmPrinter *printer)
{
  if (self->printer == printer)
    return;
  close_all (self);
  g_set_object (&self->printer, printer);
  enable (self);
}
