/* culm-console.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-console.h"
#include "culm-text-error.h"
#include "culm-text-printer.h"
#include <glib/gi18n-lib.h>

#define CONSOLE_KEY "culm-console"
#define LINES_MAX 1000
#define TYPED_MAX 200
#define WAITING_MAX 20

struct _CulmConsole {
  GObject parent_instance;
  CulmPrinter *printer; /* not owned: it owns the console */
  GtkTextBuffer *buffer;
  GPtrArray *typed; /* of char *, the oldest first */
  GQueue waiting;   /* of CulmCommand */
  gboolean busy, warned;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CulmConsole, culm_console, G_TYPE_OBJECT)

static void
append (CulmConsole *self, const char *tag, const char *mark, const char *text)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", mark, text);
  GtkTextIter start, end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, &end, line, -1, tag, NULL);
  if (gtk_text_buffer_get_line_count (self->buffer) <= LINES_MAX)
    return;
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_get_iter_at_line (self->buffer, &end, 1);
  gtk_text_buffer_delete (self->buffer, &start, &end);
}

static void
append_sent (CulmConsole *self, CulmCommand *command)
{
  g_auto (GStrv) lines = g_strsplit (culm_command_get_text (command), "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] != '\0')
      append (self, "sent", ">", lines[i]);
  }
}

static void
send_next (CulmConsole *self, GAsyncReadyCallback sent_cb)
{
  g_autoptr (CulmCommand) command = g_queue_pop_head (&self->waiting);

  self->busy = command != NULL;
  if (command != NULL) {
    append_sent (self, command);
    culm_printer_send_async (self->printer, command, NULL, sent_cb, g_object_ref (self));
  }
  g_signal_emit (self, changed_signal, 0);
}

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmConsole) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  culm_printer_send_finish (CULM_PRINTER (printer), result, &error);
  sentence = error != NULL ? culm_text_command_error (error) : NULL;
  if (error == NULL)
    append (self, "reply", "<", _ ("Done"));
  else
    append (self, "error", "!", sentence != NULL ? sentence : _ ("Cancelled."));
  send_next (self, send_cb);
}

static void
culm_console_dispose (GObject *object)
{
  CulmConsole *self = CULM_CONSOLE (object);

  g_queue_clear_full (&self->waiting, (GDestroyNotify) culm_command_unref);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->typed, g_ptr_array_unref);
  G_OBJECT_CLASS (culm_console_parent_class)->dispose (object);
}

static void
culm_console_class_init (CulmConsoleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_console_dispose;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_console_init (CulmConsole *self)
{
  self->buffer = gtk_text_buffer_new (NULL);
  self->typed = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->waiting);
  gtk_text_buffer_create_tag (self->buffer, "sent", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (self->buffer, "reply", NULL, NULL);
  gtk_text_buffer_create_tag (self->buffer, "error", "style", PANGO_STYLE_ITALIC, NULL);
}

CulmConsole *
culm_console_of (CulmPrinter *printer)
{
  CulmConsole *self = g_object_get_data (G_OBJECT (printer), CONSOLE_KEY);

  if (self != NULL)
    return self;
  self = g_object_new (CULM_TYPE_CONSOLE, NULL);
  self->printer = printer;
  g_object_set_data_full (G_OBJECT (printer), CONSOLE_KEY, self, g_object_unref);
  return self;
}

GtkTextBuffer *
culm_console_get_buffer (CulmConsole *self)
{
  return self->buffer;
}

const char *
culm_console_get_typed (CulmConsole *self, guint back)
{
  return back < self->typed->len ? g_ptr_array_index (self->typed, self->typed->len - 1 - back) : NULL;
}

char *
culm_console_refuse (CulmConsole *self, const char *line)
{
  g_autoptr (CulmCommand) command = culm_command_new_gcode (line);
  g_autoptr (GError) error = NULL;

  if (!culm_printer_check (self->printer, command, &error))
    return g_strdup (error->message);
  if (g_queue_get_length (&self->waiting) >= WAITING_MAX)
    return g_strdup (_ ("Too many lines wait for the printer. Send it in a moment."));
  return g_strdup (culm_text_obstacle (culm_printer_get_obstacle (self->printer, command)));
}

void
culm_console_send (CulmConsole *self, const char *line)
{
  if (g_strcmp0 (culm_console_get_typed (self, 0), line) != 0)
    g_ptr_array_add (self->typed, g_strdup (line));
  if (self->typed->len > TYPED_MAX)
    g_ptr_array_remove_index (self->typed, 0);
  g_queue_push_tail (&self->waiting, culm_command_new_gcode (line));
  if (!self->busy)
    send_next (self, send_cb);
}

gboolean
culm_console_get_warned (CulmConsole *self)
{
  return self->warned;
}

void
culm_console_set_warned (CulmConsole *self)
{
  self->warned = TRUE;
}

gboolean
culm_console_is_busy (CulmConsole *self)
{
  return self->busy;
}
