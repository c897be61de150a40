/* culm-fault-list.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-list.h"
#include "culm-box-filler.h"
#include "culm-fault-answers.h"
#include "culm-fault-row.h"
#include "culm-ui.h"

struct _CulmFaultList {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GListStore *entries; /* of CulmFault */
  CulmBoxFiller *filler;
  CulmFaultJournal *journal;
  CulmFaultLibrary *library;
  GtkWidget *list, *question;
  CulmFaultAnswers *answers;
};

G_DEFINE_FINAL_TYPE (CulmFaultList, culm_fault_list, ADW_TYPE_BIN)

static CulmFault *
get_error (CulmPrinter *printer)
{
  CulmFault *error = culm_printer_get_error (printer);

  return error != NULL && !culm_fault_is_stop (error) ? error : NULL;
}

static int
get_rank (CulmFault *fault)
{
  CulmSeverity severity = culm_fault_get_severity (fault);

  return severity == CULM_SEVERITY_UNKNOWN ? CULM_SEVERITY_INFO + 1 : (int) severity;
}

/* Of two equally grave ones the earlier one stays first. */
static void
insert_by_rank (GPtrArray *faults, CulmFault *fault, guint from)
{
  guint place = faults->len;

  while (place > from && get_rank (g_ptr_array_index (faults, place - 1)) > get_rank (fault))
    place--;
  g_ptr_array_insert (faults, (int) place, g_object_ref (fault));
}

static gboolean
is_shown (CulmFaultList *self, GPtrArray *faults)
{
  GListModel *shown = G_LIST_MODEL (self->entries);

  if (g_list_model_get_n_items (shown) != faults->len)
    return FALSE;
  for (guint i = 0; i < faults->len; i++) {
    g_autoptr (CulmFault) fault = g_list_model_get_item (shown, i);

    if (fault != g_ptr_array_index (faults, i))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_dismissed (CulmFaultList *self, CulmFault *fault)
{
  return self->journal != NULL && culm_fault_journal_is_dismissed (self->journal, self->printer, fault);
}

/* Returns: (transfer full): what is shown, in its order. */
static GPtrArray *
list_faults (CulmFaultList *self)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_object_unref);
  CulmFault *error = self->printer != NULL ? get_error (self->printer) : NULL;
  GListModel *hms = self->printer != NULL ? culm_printer_get_hms (self->printer) : NULL;
  guint first;

  if (error != NULL && !is_dismissed (self, error))
    g_ptr_array_add (faults, g_object_ref (error));
  first = faults->len;
  for (guint i = 0; hms != NULL && i < g_list_model_get_n_items (hms); i++) {
    g_autoptr (CulmFault) fault = g_list_model_get_item (hms, i);

    if (!is_dismissed (self, fault))
      insert_by_rank (faults, fault, first);
  }
  return faults;
}

static gboolean
lacks_text (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    if (!culm_fault_has_own_text (g_ptr_array_index (faults, i)))
      return TRUE;
  return FALSE;
}

static void
refresh (CulmFaultList *self)
{
  g_autoptr (GPtrArray) faults = list_faults (self);
  CulmFault *error = self->printer != NULL ? get_error (self->printer) : NULL;
  gboolean shows_error = error != NULL && faults->len > 0 && g_ptr_array_index (faults, 0) == error;
  gboolean asks = self->library != NULL && culm_fault_library_get_asking (self->library) && lacks_text (faults);

  if (!is_shown (self, faults))
    g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)), faults->pdata,
                         faults->len);
  /* One that was dismissed asks nothing either. */
  culm_fault_answers_set_printer (self->answers, shows_error ? self->printer : NULL);
  gtk_widget_set_visible (self->question, asks);
  gtk_widget_set_visible (GTK_WIDGET (self), faults->len > 0);
}

static void
on_journal_changed (CulmFaultList *self, CulmPrinter *printer)
{
  if (printer == self->printer)
    refresh (self);
}

static void
refresh_row (gpointer row, gpointer user_data G_GNUC_UNUSED)
{
  culm_fault_row_refresh (row);
}

static void
on_texts_changed (CulmFaultList *self)
{
  culm_box_filler_foreach (self->filler, refresh_row, NULL);
  refresh (self);
}

static GtkWidget *
create_row (gpointer fault, gpointer user_data)
{
  CulmFaultList *self = user_data;
  GtkWidget *row = culm_fault_row_new (fault);

  if (self->journal != NULL)
    culm_fault_row_offer_dismissal (CULM_FAULT_ROW (row));
  return row;
}

static void
dismiss (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *code)
{
  CulmFaultList *self = CULM_FAULT_LIST (widget);
  g_autoptr (CulmFault) fault = culm_fault_new_from_code (g_variant_get_string (code, NULL));

  if (fault != NULL && self->journal != NULL && self->printer != NULL)
    culm_fault_journal_dismiss (self->journal, self->printer, fault);
}

static void
look_up (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *yes)
{
  CulmFaultList *self = CULM_FAULT_LIST (widget);

  if (self->library != NULL)
    culm_fault_library_answer (self->library, g_variant_get_boolean (yes));
}

static void
drop_printer (CulmFaultList *self)
{
  if (self->printer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (culm_printer_get_hms (self->printer), self);
  g_signal_handlers_disconnect_by_data (self->printer, self);
  g_clear_object (&self->printer);
}

static void
culm_fault_list_dispose (GObject *object)
{
  CulmFaultList *self = CULM_FAULT_LIST (object);

  drop_printer (self);
  culm_fault_list_set_sources (self, NULL, NULL);
  if (self->filler != NULL)
    culm_box_filler_set_model (self->filler, NULL);
  g_clear_object (&self->filler);
  g_clear_object (&self->entries);
  G_OBJECT_CLASS (culm_fault_list_parent_class)->dispose (object);
}

static void
culm_fault_list_class_init (CulmFaultListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_fault_list_dispose;
  g_type_ensure (CULM_TYPE_FAULT_ANSWERS);
  gtk_widget_class_install_action (widget_class, "faults.dismiss", "s", dismiss);
  gtk_widget_class_install_action (widget_class, "faults.look-up", "b", look_up);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-fault-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFaultList, list);
  gtk_widget_class_bind_template_child (widget_class, CulmFaultList, question);
  gtk_widget_class_bind_template_child (widget_class, CulmFaultList, answers);
}

static void
culm_fault_list_init (CulmFaultList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries = g_list_store_new (CULM_TYPE_FAULT);
  self->filler = culm_box_filler_new (self->list, create_row, self);
  culm_box_filler_set_model (self->filler, G_LIST_MODEL (self->entries));
}

void
culm_fault_list_set_sources (CulmFaultList *self, CulmFaultJournal *journal, CulmFaultLibrary *library)
{
  if (self->journal != NULL)
    g_signal_handlers_disconnect_by_data (self->journal, self);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_set_object (&self->journal, journal);
  g_set_object (&self->library, library);
  if (journal != NULL)
    g_signal_connect_object (journal, "changed", G_CALLBACK (on_journal_changed), self, G_CONNECT_SWAPPED);
  if (library != NULL) {
    g_signal_connect_object (library, "changed", G_CALLBACK (on_texts_changed), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (library, "notify::asking", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  }
}

void
culm_fault_list_set_printer (CulmFaultList *self, CulmPrinter *printer)
{
  if (self->printer == printer)
    return;
  drop_printer (self);
  if (printer != NULL) {
    self->printer = g_object_ref (printer);
    g_signal_connect_object (printer, "notify::error", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (culm_printer_get_hms (printer), "items-changed", G_CALLBACK (refresh), self,
                             G_CONNECT_SWAPPED);
  }
  refresh (self);
}

gboolean
culm_fault_list_is_needed (CulmPrinter *printer)
{
  return get_error (printer) != NULL || g_list_model_get_n_items (culm_printer_get_hms (printer)) > 0;
}
