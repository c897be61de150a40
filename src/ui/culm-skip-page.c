/* culm-skip-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-skip-page.h"
#include "culm-command-button.h"
#include "culm-control.h"
#include "culm-engine-objects.h"
#include "culm-follow.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define OBJECTS_MAX 64
#define KEY_NUMBER "culm-object" /* of a check button: the number of its object */

struct _CulmSkipPage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmJob *job;       /* nullable: what is typed is meant for this one */
  CulmCommand *typed; /* nullable: what the button would send */
  GSignalGroup *signals;
  CulmCommandButton *skip;
  GtkBox *box;
  GtkLabel *job_label, *sentence, *origin;
  GtkEditable *numbers;
  GtkWidget *skipped;
  AdwActionRow *skipped_row;
  AdwPreferencesGroup *objects, *typing;
  GPtrArray *checks; /* GtkCheckButton, not owned: one for each object that is known */
  gboolean syncing;
  GCancellable *cancellable;
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
    return !empty                  ? _ ("These objects are skipped already.")
           : self->checks->len > 0 ? _ ("Check the objects to skip, or type their numbers.")
                                   : _ ("Type the numbers of the objects to skip.");
  return wanted->len > OBJECTS_MAX ? _ ("At most 64 objects can be skipped.") : NULL;
}

/* The name of an object where it is known, else its number. (transfer full) */
static char *
describe_object (CulmSkipPage *self, int number)
{
  for (guint i = 0; i < self->checks->len; i++) {
    GtkWidget *check = self->checks->pdata[i];
    GtkWidget *row = gtk_widget_get_ancestor (check, ADW_TYPE_ACTION_ROW);

    if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), KEY_NUMBER)) == number)
      return g_strdup_printf (_ ("“%s” (%d)"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), number);
  }
  return g_strdup_printf ("%d", number);
}

static char *
describe_objects (CulmSkipPage *self, const int *numbers, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    g_autofree char *words = describe_object (self, numbers[i]);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", words);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_question (CulmSkipPage *self, GArray *wanted)
{
  const int *numbers = (const int *) (gpointer) wanted->data;
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), 40);
  g_autofree char *list = describe_objects (self, numbers, wanted->len);
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

/* The checks show what is typed, and what is skipped for good. */
static void
show_checks (CulmSkipPage *self)
{
  g_autoptr (GArray) typed = culm_skip_page_parse (gtk_editable_get_text (self->numbers));
  CulmJob *job = culm_printer_get_job (self->printer);
  guint n = 0;
  const int *skipped = job != NULL ? culm_job_get_skipped (job, &n) : NULL;

  self->syncing = TRUE;
  for (guint i = 0; i < self->checks->len; i++) {
    GtkWidget *check = self->checks->pdata[i], *row = gtk_widget_get_ancestor (check, ADW_TYPE_ACTION_ROW);
    int number = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), KEY_NUMBER));
    gboolean gone = has_number (skipped, n, number);
    g_autofree char *words =
        gone ? g_strdup_printf (_ ("Object %d, skipped already"), number) : g_strdup_printf (_ ("Object %d"), number);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
    gtk_widget_set_sensitive (row, !gone && job == self->job);
    gtk_check_button_set_active (
        GTK_CHECK_BUTTON (check),
        gone || (typed != NULL && has_number ((const int *) (gpointer) typed->data, typed->len, number)));
  }
  self->syncing = FALSE;
}

/* What is checked is typed for the person. */
static void
on_toggled (GtkCheckButton *check, CulmSkipPage *self)
{
  g_autoptr (GArray) typed = NULL;
  g_autofree char *text = NULL;
  int number = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), KEY_NUMBER));

  if (self->syncing)
    return;
  typed = culm_skip_page_parse (gtk_editable_get_text (self->numbers));
  if (typed == NULL)
    typed = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = typed->len; i-- > 0;)
    if (g_array_index (typed, int, i) == number)
      g_array_remove_index (typed, i);
  if (gtk_check_button_get_active (check))
    g_array_append_val (typed, number);
  text = join_numbers ((const int *) (gpointer) typed->data, typed->len);
  gtk_editable_set_text (self->numbers, text);
}

static void
add_object (CulmSkipPage *self, const CulmPlateObject *object)
{
  g_autofree char *name = culm_text_one_line (object->name, 0);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable-widget", check, NULL);
  const char *title = *name != '\0' ? name : _ ("Object without a name");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title); /* alone: set with the others it may be markup */
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  culm_ui_set_name (check, title);
  g_object_set_data (G_OBJECT (check), KEY_NUMBER, GINT_TO_POINTER (object->id));
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->objects, row);
  g_ptr_array_add (self->checks, check);
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
  show_checks (self);
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
load_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmSkipPage) self = user_data;
  g_autofree char *file_name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects = culm_engine_load_objects_finish (CULM_ENGINE (engine), result, &file_name, &error);

  if (self->printer == NULL)
    return; /* closed meanwhile */
  if (objects != NULL)
    culm_skip_page_set_objects (self, objects, file_name);
  else if (g_error_matches (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED))
    adw_preferences_group_set_description (
        self->typing, _ ("The file was sliced without labels for its objects: the printer may not be able to skip "
                         "any of them. “Label objects” is an option of the slicer."));
  else if (g_error_matches (error, CULM_ERROR, CULM_ERROR_DAMAGED))
    adw_preferences_group_set_description (
        self->typing, _ ("The file was changed after it was sent, so what it names may not be what is printed. The "
                         "sliced file has each object’s number as “identify_id”."));
}

static void
culm_skip_page_dispose (GObject *object)
{
  CulmSkipPage *self = CULM_SKIP_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
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
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, objects);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, origin);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, typing);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, skipped);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, skipped_row);
  gtk_widget_class_bind_template_child (widget_class, CulmSkipPage, sentence);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
culm_skip_page_init (CulmSkipPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->checks = g_ptr_array_new ();
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
culm_skip_page_new (CulmPrinter *printer, CulmEngine *engine)
{
  CulmSkipPage *self = g_object_new (CULM_TYPE_SKIP_PAGE, NULL);

  self->printer = g_object_ref (printer);
  g_set_object (&self->job, culm_printer_get_job (printer));
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
  if (engine != NULL)
    culm_engine_load_objects_async (engine, printer, self->cancellable, load_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

void
culm_skip_page_set_objects (CulmSkipPage *self, GPtrArray *objects, const char *file_name)
{
  g_autofree char *name = culm_text_one_line (file_name, 60);
  g_autofree char *words = g_strdup_printf (_ ("As %s lists them, the file of this name that Culm knows."), name);

  g_return_if_fail (CULM_IS_SKIP_PAGE (self) && self->checks->len == 0);
  for (guint i = 0; i < objects->len; i++)
    add_object (self, objects->pdata[i]);
  gtk_label_set_text (self->origin, words);
  adw_preferences_group_set_description (self->typing, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->objects), self->checks->len > 0);
  refresh (self);
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
