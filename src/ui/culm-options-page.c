/* culm-options-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-options-page.h"
#include "culm-command-button.h"
#include "culm-control.h"
#include "culm-option-row.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

typedef enum { GROUP_PRINT, GROUP_CAMERA, GROUP_MACHINE, GROUP_DETECTORS } GroupId;
#define N_GROUPS (GROUP_DETECTORS + 1)

static const struct {
  GroupId group;
  int id;
  const char *title, *subtitle;
} options[] = {
  { GROUP_PRINT, CULM_OPTION_AUTO_RECOVERY, N_ ("Recover from power loss"),
    N_ ("Goes on with the print once the power is back") },
  { GROUP_PRINT, CULM_OPTION_AUTO_SWITCH_FILAMENT, N_ ("Refill"),
    N_ ("Goes on with another spool of the same filament when one runs out") },
  { GROUP_PRINT, CULM_OPTION_FILAMENT_TANGLE_DETECT, N_ ("Tangle detection"),
    N_ ("Pauses when the filament is tangled on its spool") },
  { GROUP_PRINT, CULM_OPTION_NOZZLE_BLOB_DETECT, N_ ("Blob detection"),
    N_ ("Pauses when plastic gathers around the nozzle") },
  { GROUP_PRINT, CULM_OPTION_AIR_PRINT_DETECT, N_ ("Air printing detection"),
    N_ ("Pauses when no filament leaves the nozzle") },
  { GROUP_CAMERA, CULM_OPTION_ROW_TIMELAPSE, N_ ("Timelapse"), N_ ("A film of each print, one picture a layer") },
  { GROUP_CAMERA, CULM_OPTION_ROW_RECORD, N_ ("Recording"), N_ ("A video of each print, on the printer’s storage") },
  { GROUP_MACHINE, CULM_OPTION_SOUND_ENABLE, N_ ("Sounds"), NULL },
  { GROUP_MACHINE, CULM_OPTION_DOOR_CHECK, N_ ("Open door"), N_ ("What an open door does to a print") },
  { GROUP_MACHINE, CULM_OPTION_AIR_PURIFICATION, N_ ("Air purification"), N_ ("After a print") },
  { GROUP_MACHINE, CULM_OPTION_IDLE_HEAT_PROTECTION, N_ ("Idle heat protection"),
    N_ ("Turns the heaters off when they stay hot without a print") },
  { GROUP_MACHINE, CULM_OPTION_SAVE_FILES, N_ ("Keep sent files"), N_ ("On the printer’s storage") },
  { GROUP_DETECTORS, CULM_OPTION_PRINTING_MONITOR, N_ ("Monitoring"),
    N_ ("Watches the print; the level says how soon it pauses") },
  { GROUP_DETECTORS, CULM_OPTION_SPAGHETTI_DETECTOR, N_ ("Spaghetti"), N_ ("Filament printed into the air") },
  { GROUP_DETECTORS, CULM_OPTION_FIRST_LAYER_INSPECTOR, N_ ("First layer"), N_ ("Looks at it before it goes on") },
  { GROUP_DETECTORS, CULM_OPTION_BUILDPLATE_MARKER_DETECTOR, N_ ("Plate marker"), N_ ("Checks the type of the plate") },
  { GROUP_DETECTORS, CULM_OPTION_PLATE_OFFSET_SWITCH, N_ ("Plate alignment"), N_ ("Checks how the plate lies") },
  { GROUP_DETECTORS, CULM_OPTION_PILEUP_DETECTOR, N_ ("Pile-up"), N_ ("Waste that piles up in the chute") },
  { GROUP_DETECTORS, CULM_OPTION_CLUMP_DETECTOR, N_ ("Clump"), N_ ("Plastic around the nozzle") },
  { GROUP_DETECTORS, CULM_OPTION_AIRPRINT_DETECTOR, N_ ("Air printing"), N_ ("No filament leaves the nozzle") },
  { GROUP_DETECTORS, CULM_OPTION_FOD_CHECK, N_ ("Foreign objects"), N_ ("Things on the bed before a print") },
  { GROUP_DETECTORS, CULM_OPTION_MODEL_MOVEMENT_CHECK, N_ ("Moved parts"), N_ ("Parts that came off the plate") },
};

struct _CulmOptionsPage {
  AdwBin parent_instance;
  GtkWidget *groups[N_GROUPS];
  CulmOptionRow *rows[G_N_ELEMENTS (options)];
  GtkWidget *lamp_row;
  CulmCommandButton *lamps[2]; /* off, on */
  GtkLabel *sentence, *lamp_sentence;
};

G_DEFINE_FINAL_TYPE (CulmOptionsPage, culm_options_page, ADW_TYPE_BIN)

/* A group without rows has no title; what stands in the way of all rows is said once, above them. */
static void
refresh (CulmOptionsPage *self)
{
  gboolean shown[N_GROUPS] = { FALSE }, any = FALSE;
  const char *reason = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (options); i++) {
    if (!gtk_widget_get_visible (GTK_WIDGET (self->rows[i])))
      continue;
    any = shown[options[i].group] = TRUE;
    if (reason == NULL)
      reason = culm_option_row_get_reason (self->rows[i]);
  }
  if (gtk_widget_get_visible (GTK_WIDGET (self->lamps[0])))
    any = shown[GROUP_MACHINE] = TRUE;
  gtk_widget_set_visible (self->lamp_row, gtk_widget_get_visible (GTK_WIDGET (self->lamps[0])));
  culm_control_set_sentence (self->lamp_sentence, culm_command_button_get_failure (self->lamps[0]) != NULL
                                                      ? culm_command_button_get_failure (self->lamps[0])
                                                      : culm_command_button_get_failure (self->lamps[1]));
  for (int i = 0; i < N_GROUPS; i++)
    gtk_widget_set_visible (self->groups[i], shown[i]);
  culm_control_set_sentence (self->sentence, any ? reason : _ ("This printer reports no options."));
}

static void
culm_options_page_class_init (CulmOptionsPageClass *klass G_GNUC_UNUSED)
{
}

static GtkLabel *
add_label (GtkWidget *box, const char *text, const char *style_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0, NULL);

  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

/* A lamp that no report speaks of has no state to show: it is told, not switched. */
static void
add_lamp (CulmOptionsPage *self)
{
  static const char *const labels[] = { N_ ("Off"), N_ ("On") };
  static const char *const names[] = { N_ ("Turn the light at the bed off"), N_ ("Turn the light at the bed on") };

  self->lamp_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Light at the bed"), "subtitle",
                                 _ ("The printer does not report whether it is on"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->lamps); i++) {
    GtkWidget *button = culm_command_button_new (_ (labels[i]));

    self->lamps[i] = CULM_COMMAND_BUTTON (button);
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    culm_ui_set_name (button, _ (names[i]));
    adw_action_row_add_suffix (ADW_ACTION_ROW (self->lamp_row), button);
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->groups[GROUP_MACHINE]), self->lamp_row);
}

static void
culm_options_page_init (CulmOptionsPage *self)
{
  static const char *const titles[N_GROUPS] = { N_ ("Print"), N_ ("Camera"), N_ ("Printer"), N_ ("AI Detectors") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  adw_bin_set_child (ADW_BIN (self), box);
  self->sentence = add_label (box, "", NULL);
  for (int i = 0; i < N_GROUPS; i++) {
    self->groups[i] = adw_preferences_group_new ();
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->groups[i]), _ (titles[i]));
    gtk_box_append (GTK_BOX (box), self->groups[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (options); i++) {
    const char *subtitle = options[i].subtitle != NULL ? _ (options[i].subtitle) : NULL;
    GtkWidget *row = culm_option_row_new (options[i].id, _ (options[i].title), subtitle);

    self->rows[i] = CULM_OPTION_ROW (row);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->groups[options[i].group]), row);
  }
  add_lamp (self);
  self->lamp_sentence = add_label (box, "", NULL);
  add_label (box, _ ("What this printer does not report is not listed."), "dim-label");
}

GtkWidget *
culm_options_page_new (CulmPrinter *printer)
{
  CulmOptionsPage *self = g_object_new (CULM_TYPE_OPTIONS_PAGE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++) {
    culm_option_row_set_printer (self->rows[i], printer);
    g_signal_connect_object (self->rows[i], "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  }
  for (guint i = 0; i < G_N_ELEMENTS (self->lamps); i++) {
    g_autoptr (CulmCommand) command = culm_command_new_bed_light (i == 1);

    culm_command_button_set_command (self->lamps[i], printer, command);
    g_signal_connect_object (self->lamps[i], "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  }
  refresh (self);
  return GTK_WIDGET (self);
}
