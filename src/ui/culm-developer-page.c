/* culm-developer-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-developer-page.h"
#include "culm-follow.h"
#include "culm-report-machine.h"
#include <glib/gi18n-lib.h>

struct _CulmDeveloperPage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GSignalGroup *signals;
  GtkImage *icon;
  GtkLabel *state;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (CulmDeveloperPage, culm_developer_page, ADW_TYPE_BIN)

/* By a bit of its reports; the others have to be tried. */
static gboolean
tells_by_itself (CulmPrinter *printer)
{
  return culm_report_get_control (culm_printer_get_report (printer)) == CULM_CONTROL_REFUSED;
}

static const char *
describe_state (CulmPrinter *printer)
{
  const CulmPrinterModel *model = culm_printer_get_printer_model (printer);

  switch (culm_printer_get_control (printer)) {
  case CULM_CONTROL_REFUSED:
    return tells_by_itself (printer)
               ? _ ("This printer refuses commands of other programs. Culm does not send them again until the printer "
                    "says that Developer Mode is on.")
               : _ ("This printer refused a command. Culm sends no more of them. Turn Developer Mode on, then try "
                    "again.");
  case CULM_CONTROL_ALLOWED: return _ ("This printer obeys. There is nothing to do.");
  case CULM_CONTROL_UNKNOWN:
  default:
    return culm_printer_model_needs_signature (model, culm_printer_get_firmware (printer))
               ? _ ("This model refuses commands of other programs with its firmware, unless Developer Mode is on. The "
                    "first command will tell.")
               : _ ("Whether this printer obeys is not known yet. The first command will tell.");
  }
}

static void
refresh (CulmDeveloperPage *self)
{
  CulmControl control = culm_printer_get_control (self->printer);

  gtk_label_set_text (self->state, describe_state (self->printer));
  gtk_widget_set_visible (self->again, control == CULM_CONTROL_REFUSED && !tells_by_itself (self->printer));
  gtk_image_set_from_icon_name (self->icon, control == CULM_CONTROL_REFUSED   ? "culm-severity-common-symbolic"
                                            : control == CULM_CONTROL_ALLOWED ? "culm-state-finished-symbolic"
                                                                              : "culm-severity-info-symbolic");
}

static void
add_group (GtkWidget *box, const char *title, const char *const *lines)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (group),
        g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ (lines[i]), "title-lines", 0, NULL));
  gtk_box_append (GTK_BOX (box), group);
}

static void
add_groups (GtkWidget *box)
{
  static const char *const steps[] = {
    N_ ("1. On the printer’s screen open Settings, then Network or LAN Only."),
    N_ ("2. Turn LAN Only on, then Developer Mode."),
    N_ ("3. Add the printer here with its new access code, which the screen shows."),
    NULL,
  };
  static const char *const costs[] = {
    N_ ("The printer leaves the manufacturer’s cloud: no phone app, no printing from afar."),
    N_ ("Its access code changes. Other programs need the new one."),
    N_ ("Whoever is in your network and has the code can steer the printer."),
    N_ ("After a restart some printers refuse again until both modes are switched off and on."),
    NULL,
  };
  static const char *const works[] = {
    N_ ("Status, temperatures, progress, faults and notifications"),
    N_ ("Light, camera, timelapse and recording"),
    N_ ("AI detectors, what an open door does, keeping sent files"),
    N_ ("The printer’s own screen, and the manufacturer’s programs"),
    NULL,
  };

  add_group (box, _ ("What Works as It Is"), works);
  add_group (box, _ ("How to Turn It On"), steps);
  add_group (box, _ ("What It Costs"), costs);
}

static GtkWidget *
create_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                       "hexpand", TRUE, NULL);
}

/* Nothing is sent: the controls are on again, and the next command tells. */
static void
on_again (CulmDeveloperPage *self)
{
  culm_printer_set_control (self->printer, CULM_CONTROL_UNKNOWN);
}

static void
culm_developer_page_dispose (GObject *object)
{
  CulmDeveloperPage *self = CULM_DEVELOPER_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_developer_page_parent_class)->dispose (object);
}

static void
culm_developer_page_class_init (CulmDeveloperPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_developer_page_dispose;
}

static void
culm_developer_page_init (CulmDeveloperPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", 32, "valign", GTK_ALIGN_START, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->state = GTK_LABEL (create_label (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "heading");
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (box), head);
  self->again = g_object_new (GTK_TYPE_BUTTON, "label", _ ("Try Again"), "halign", GTK_ALIGN_START, NULL);
  g_signal_connect_object (self->again, "clicked", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->again);
  gtk_box_append (GTK_BOX (box),
                  create_label (_ ("Since 2025 the firmware of these printers obeys print commands only when the "
                                   "manufacturer’s own programs have signed them. Developer Mode is the switch on the "
                                   "printer that lifts this.")));
  add_groups (box);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
culm_developer_page_new (CulmPrinter *printer)
{
  CulmDeveloperPage *self = g_object_new (CULM_TYPE_DEVELOPER_PAGE, NULL);

  self->printer = g_object_ref (printer);
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
  return GTK_WIDGET (self);
}
