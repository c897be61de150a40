/* culm-skip-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-skip-page.h"
#include "culm-command-button.h"
#include "culm-control.h"
#include "culm-follow.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define OBJECTS_MAX 64

struct _CulmSkipPage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmJob *job;       /* nullable: what is typed is meant for this one */
  CulmCommand *typed; /* nullable: what the button would send */
  GSignalGroup *signals;
  CulmCommandButton *skip;
  GtkBox *box;
  GtkLabel *job_label, *sentence;
  GtkEditable *numbers;
  GtkWidget *skipped;
  AdwActionRow *skipped_row;
};

G_DEFINE_FINAL_TYPE (CulmSkipPage, culm_skip_page, ADW_TYPE_BIN)

static gboolean
has_number (const int *numbers, guint n, int number)
{
  for (guint i = 0; i < n; i++) {
    if (numbers[i] == number)
      return TRUE;
  }
  return FALSE;
}

static char *
join_numbers (const int *numbers, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? ", " : "", numbers[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What was typed without what is skipped already; NULL when it cannot be understood. */
static GArray *
read_wanted (CulmSkipPage *self)
{
  g_autoptr (GArray) typed = culm_skip_page_parse (gtk_editable_get_text (self->numbers));
  CulmJob *job = culm_printer_get_job (self->printer);
  guint n_skipped = 0;
  const int *skipped = job != NULL ? culm_job_get_skipped (job, &n_skipped) : NULL;

  for (guint i = typed != NULL ? typed->len : 0; i-- > 0;) {
    if (has_number (skipped, n_skipped, g_array_index (typed, int, i)))
      g_array_remove_index (typed, i);
  }
  return g_steal_pointer (&typed);
}

static const char *
find_fault (CulmSkipPage *self, GArray *wanted)
{
  gboolean empty = *gtk_editable_get_text (self->numbers) == '\0';

  if (culm_printer_get_job (self->printer) != self->job)
    return _ ("The print that this was about is over.");
  if (wanted == NULL)
    return _ ("Type whole numbers with commas between them.");
  if (wanted->len == 0)
    return empty ? _ ("Type the numbers of the objects to skip.") : _ ("These objects are skipped already.");
  return wanted->len > OBJECTS_MAX ? _ ("At most 64 objects can be skipped.") : NULL;
}

static void
show_question (CulmSkipPage *self, GArray *wanted)
{
  const int *numbers = (const int *) (gpointer) wanted->data;
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), 40);
  g_autofree char *list = join_numbers (numbers, wanted->len);
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Skip %u Object on %s?", "Skip %u Objects on %s?", wanted->len), wanted->len, name);
  g_autofree char *body = g_strdup_printf (
      _ ("The printer stops printing %s for good; the rest goes on. A skipped object cannot be taken back."), list);

  culm_command_button_set_question (self->skip, heading, body, _ ("Skip"));
}

static void
show_skipped (CulmSkipPage *self)
{
  CulmJob *job = culm_printer_get_job (self->printer);
  guint n = 0;
  const int *skipped = job != NULL ? culm_job_get_skipped (job, &n) : NULL;
  g_autofree char *list = join_numbers (skipped, n);
  const char *title = self->job != NULL ? culm_job_get_title (self->job) : NULL;
  g_autofree char *name = culm_text_one_line (title != NULL ? title : _ ("Print without a name"), 0);

  gtk_label_set_text (self->job_label, name);
  gtk_widget_set_visible (self->skipped, n > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->skipped_row), list);
}

/* What the printer has taken is not typed any more. */
static void
clear_taken (CulmSkipPage *self)
{
  CulmCommandRun *run = culm_printer_get_run (self->printer, "skip");

  if (self->typed == NULL || run == NULL || culm_command_run_get_command (run) != self->typed ||
      culm_command_run_get_state (run) != CULM_RUN_CONFIRMED)
    return;
  g_clear_pointer (&self->typed, culm_command_unref);
  gtk_editable_set_text (self->numbers, "");
}

static void
show_sentence (CulmSkipPage *self)
{
  clear_taken (self);
  culm_control_set_sentence (self->sentence, culm_command_buttons_get_sentence (&self->skip, 1));
}

static void
refresh (CulmSkipPage *self)
{
  g_autoptr (GArray) wanted = NULL;
  g_autoptr (CulmCommand) command = NULL;
  static const int any = 1;

  if (self->printer == NULL)
    return;
  wanted = read_wanted (self);
  show_skipped (self);
  if (wanted != NULL && wanted->len > 0 && wanted->len <= OBJECTS_MAX) {
    command = culm_command_new_skip ((const int *) (gpointer) wanted->data, wanted->len);
    show_question (self, wanted);
    if (self->typed != NULL && culm_command_equal (self->typed, command)) {
      culm_command_unref (g_steal_pointer (&command));
      command = culm_command_ref (self->typed);
    }
    g_clear_pointer (&self->typed, culm_command_unref);
    self->typed = culm_command_ref (command);
  } else {
    command = culm_command_new_skip (&any, 1); /* says whether anything can be skipped */
  }
  culm_command_button_set_hindrance (self->skip, find_fault (self, wanted));
  culm_command_button_set_command (self->skip, self->printer, command);
  show_sentence (self);
}

static void
culm_skip_page_dispose (GObject *object)
{
  CulmSkipPage *self = CULM_SKIP_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_object (&self->job);
  g_clear_pointer (&self->typed, culm_command_unref);
  G_OBJECT_CLASS (culm_skip_page_parent_class)->dispose (object);
}

static void
culm_skip_page_class_init (CulmSkipPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_skip_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-skip-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, box);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, job_label);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, skipped);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, skipped_row);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, sentence);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
culm_skip_page_init (CulmSkipPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->numbers)), _ ("Numbers of objects"));
  self->skip = CULM_COMMAND_BUTTON (culm_command_button_new (_ ("Skip Objects…")));
  gtk_widget_add_css_class (GTK_WIDGET (self->skip), "pill");
  gtk_widget_add_css_class (GTK_WIDGET (self->skip), "destructive-action");
  gtk_widget_set_halign (GTK_WIDGET (self->skip), GTK_ALIGN_CENTER);
  gtk_box_append (self->box, GTK_WIDGET (self->skip));
  g_signal_connect_object (self->skip, "changed", G_CALLBACK (show_sentence), self, G_CONNECT_SWAPPED);
}

GtkWidget *
culm_skip_page_new (CulmPrinter *printer)
{
  CulmSkipPage *self = g_object_new (CULM_TYPE_SKIP_PAGE, NULL);

  self->printer = g_object_ref (printer);
  g_set_object (&self->job, culm_printer_get_job (printer));
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
  return GTK_WIDGET (self);
}

GArray *
culm_skip_page_parse (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, ", ;\t", -1);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; words[i] != NULL; i++) {
    guint64 number;
    int id;

    if (words[i][0] == '\0')
      continue;
    if (!g_ascii_string_to_unsigned (words[i], 10, 1, G_MAXINT, &number, NULL))
      return NULL;
    id = (int) number;
    if (!has_number ((const int *) (gpointer) numbers->data, numbers->len, id))
      g_array_append_val (numbers, id);
  }
  return g_steal_pointer (&numbers);
}
