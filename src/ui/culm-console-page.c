/* culm-console-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-console-page.h"
#include "culm-console.h"
#include "culm-control.h"
#include "culm-follow.h"
#include "culm-notice.h"
#include "culm-question.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define NAME_CHARACTERS 40
#define END_MARK "culm-end"

/* A line that may be sent at any time when one may: what stands in its way stands in the way of all. */
#define HARMLESS_LINE "M106 P1 S0"

struct _CulmConsolePage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmConsole *console; /* not owned: the printer's */
  GSignalGroup *signals;
  int back;    /* how far back in what was typed the field is; -1: it holds something new */
  char *draft; /* what was being typed when going back began; nullable */
  CulmNotice *notice;
  GtkTextView *view;
  GtkEntry *entry;
  GtkWidget *send;
  GtkLabel *refusal;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (CulmConsolePage, culm_console_page, ADW_TYPE_BIN)

static const char *
get_line (CulmConsolePage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
set_line (CulmConsolePage *self, const char *line)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), line);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
show_refusal (CulmConsolePage *self, const char *sentence)
{
  culm_control_set_sentence (self->refusal, sentence);
  culm_control_describe (GTK_WIDGET (self->entry), NULL, sentence);
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
refresh (CulmConsolePage *self)
{
  g_autoptr (CulmCommand) probe = culm_command_new_gcode (HARMLESS_LINE);
  const char *off = culm_text_obstacle (culm_printer_get_obstacle (self->printer, probe));

  culm_notice_set_text (self->notice, off);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), off == NULL);
  gtk_widget_set_sensitive (self->send, off == NULL && *get_line (self) != '\0');
  culm_control_set_tooltip (self->send, off);
  culm_control_describe (self->send, NULL, off);
  gtk_spinner_set_spinning (self->spinner, culm_console_is_busy (self->console));
}

static void
send_line (gpointer page)
{
  CulmConsolePage *self = page;

  culm_console_set_warned (self->console);
  culm_console_send (self->console, get_line (self));
  self->back = -1;
  g_clear_pointer (&self->draft, g_free);
  set_line (self, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_send (CulmConsolePage *self)
{
  g_autofree char *refusal = culm_console_refuse (self->console, get_line (self));
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), NAME_CHARACTERS);
  g_autofree char *heading = g_strdup_printf (_ ("Send G-code to %s?"), name);

  if (*get_line (self) == '\0')
    return;
  show_refusal (self, refusal);
  if (refusal != NULL)
    return;
  if (culm_console_get_warned (self->console))
    send_line (self);
  else
    culm_question_ask (GTK_WIDGET (self), heading,
                       _ ("The printer does at once what a line says. A wrong one can drive the toolhead into the bed "
                          "or a print. Culm holds back what would overheat it."),
                       _ ("Send"), send_line, self);
}

static void
on_edited (CulmConsolePage *self)
{
  show_refusal (self, NULL);
  refresh (self);
}

/* One step through what was typed; what was being typed waits at the end of it. */
static void
step (CulmConsolePage *self, int direction)
{
  int back = self->back + direction;
  const char *line = back >= 0 ? culm_console_get_typed (self->console, (guint) back) : self->draft;

  if (back < -1 || (back >= 0 && line == NULL))
    return;
  if (self->back < 0) {
    g_free (self->draft);
    self->draft = g_strdup (get_line (self));
  }
  self->back = back;
  set_line (self, line != NULL ? line : "");
}

static gboolean
on_key_pressed (CulmConsolePage *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType modifiers G_GNUC_UNUSED)
{
  if (key != GDK_KEY_Up && key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  step (self, key == GDK_KEY_Up ? 1 : -1);
  return GDK_EVENT_STOP;
}

/* The newest line stays in sight. */
static void
on_appended (CulmConsolePage *self, GtkTextBuffer *buffer)
{
  GtkTextMark *mark = gtk_text_buffer_get_mark (buffer, END_MARK);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (mark == NULL)
    mark = gtk_text_buffer_create_mark (buffer, END_MARK, &end, FALSE);
  gtk_text_view_scroll_to_mark (self->view, mark, 0, FALSE, 0, 0);
}

static void
culm_console_page_dispose (GObject *object)
{
  CulmConsolePage *self = CULM_CONSOLE_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->draft, g_free);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_console_page_parent_class)->dispose (object);
}

static void
culm_console_page_class_init (CulmConsolePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_console_page_dispose;
  g_type_ensure (CULM_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-console-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmConsolePage, notice);
  gtk_widget_class_bind_template_child (widget_class, CulmConsolePage, view);
  gtk_widget_class_bind_template_child (widget_class, CulmConsolePage, entry);
  gtk_widget_class_bind_template_child (widget_class, CulmConsolePage, send);
  gtk_widget_class_bind_template_child (widget_class, CulmConsolePage, refusal);
  gtk_widget_class_bind_template_child (widget_class, CulmConsolePage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
culm_console_page_init (CulmConsolePage *self)
{
  self->back = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
}

GtkWidget *
culm_console_page_new (CulmPrinter *printer)
{
  CulmConsolePage *self = g_object_new (CULM_TYPE_CONSOLE_PAGE, NULL);
  GtkTextBuffer *buffer;

  self->printer = g_object_ref (printer);
  self->console = culm_console_of (printer);
  buffer = culm_console_get_buffer (self->console);
  gtk_text_view_set_buffer (self->view, buffer);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_appended), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->console, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
  return GTK_WIDGET (self);
}
