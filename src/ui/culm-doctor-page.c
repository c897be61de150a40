/* culm-doctor-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-doctor-page.h"
#include "culm-engine-doctor.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmDoctorPage {
  AdwBin parent_instance;
  GCancellable *cancellable;
  GListModel *steps;
  CulmPrinter *printer;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (CulmDoctorPage, culm_doctor_page, ADW_TYPE_BIN)

static const char *
get_icon (CulmDoctorState state)
{
  switch (state) {
  case CULM_DOCTOR_OK: return "object-select-symbolic";
  case CULM_DOCTOR_FAILED: return "dialog-warning-symbolic";
  case CULM_DOCTOR_SKIPPED: return "list-remove-symbolic";
  case CULM_DOCTOR_WAITING:
  default: return "content-loading-symbolic";
  }
}

static void
show_icon (GtkImage *icon, CulmDoctorState state)
{
  static const char *const classes[] = { "success", "warning", "dim-label", NULL };

  gtk_image_set_from_icon_name (icon, get_icon (state));
  culm_ui_choose_class (GTK_WIDGET (icon), classes,
                        state == CULM_DOCTOR_OK       ? "success"
                        : state == CULM_DOCTOR_FAILED ? "warning"
                                                      : "dim-label");
}

static void
on_state (CulmDoctorStep *step, GParamSpec *pspec G_GNUC_UNUSED, AdwActionRow *row)
{
  g_autofree char *detail = culm_doctor_step_dup_detail (step);
  g_autofree char *advice = culm_doctor_step_dup_advice (step);
  g_autofree char *words = advice != NULL ? g_strdup_printf ("%s\n%s", detail, advice) : g_strdup (detail);

  adw_action_row_set_subtitle (row, words);
  show_icon (g_object_get_data (G_OBJECT (row), "icon"), culm_doctor_step_get_state (step));
}

static GtkWidget *
create_row (CulmDoctorStep *step)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *title = culm_doctor_step_dup_title (step);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE); /* what a peer said may be in it */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  g_object_set_data (G_OBJECT (row), "icon", icon); /* it is in the row */
  g_signal_connect_object (step, "notify::state", G_CALLBACK (on_state), row, 0);
  on_state (step, NULL, ADW_ACTION_ROW (row));
  return row;
}

static void
on_copy (CulmDoctorPage *self)
{
  g_autofree char *masked = culm_doctor_mask_serial (culm_printer_get_serial (self->printer));
  g_autofree char *report = self->steps != NULL ? culm_doctor_make_report (masked, self->steps) : NULL;

  if (report != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
}

/* The rows have told it all. */
static void
examine_cb (GObject *engine, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  culm_engine_examine_finish (CULM_ENGINE (engine), result, NULL);
}

static void
culm_doctor_page_dispose (GObject *object)
{
  CulmDoctorPage *self = CULM_DOCTOR_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->steps);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_doctor_page_parent_class)->dispose (object);
}

static void
culm_doctor_page_class_init (CulmDoctorPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_doctor_page_dispose;
}

static void
culm_doctor_page_init (CulmDoctorPage *self)
{
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  self->cancellable = g_cancellable_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_widget_set_tooltip_text (copy, _ ("Copy a Report Without Secrets"));
  culm_ui_set_name (copy, _ ("Copy a Report Without Secrets"));
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (copy, "flat");
  g_signal_connect_object (copy, "clicked", G_CALLBACK (on_copy), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (self->group, _ ("Steps to the Printer"));
  adw_preferences_group_set_header_suffix (self->group, copy);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

GtkWidget *
culm_doctor_page_new (CulmEngine *engine, CulmPrinter *printer)
{
  CulmDoctorPage *self = g_object_new (CULM_TYPE_DOCTOR_PAGE, NULL);
  g_autoptr (GListModel) steps = NULL;

  self->printer = g_object_ref (printer);
  if (engine != NULL)
    steps = culm_engine_examine_async (engine, culm_printer_get_serial (printer), NULL, NULL, self->cancellable,
                                       examine_cb, NULL);
  if (steps != NULL)
    culm_doctor_page_set_steps (self, steps);
  return GTK_WIDGET (self);
}

void
culm_doctor_page_set_steps (CulmDoctorPage *self, GListModel *steps)
{
  g_set_object (&self->steps, steps);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CulmDoctorStep) step = g_list_model_get_item (steps, i);

    adw_preferences_group_add (self->group, create_row (step));
  }
}
