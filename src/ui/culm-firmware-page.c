/* culm-firmware-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-firmware-page.h"
#include "culm-follow.h"
#include "culm-report-machine.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmFirmwarePage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GSignalGroup *signals;
  char *shown; /* the modules in the list, to leave it alone while they stay */
  GtkLabel *installed, *available, *progress, *advice;
  GtkWidget *progress_row, *modules_group;
  GtkListBox *modules;
};

G_DEFINE_FINAL_TYPE (CulmFirmwarePage, culm_firmware_page, ADW_TYPE_BIN)

/* What a module is, in words; its own name where that is not known (reference/mqtt.md §3.11). */
static const char *
describe_module (const char *name)
{
  static const struct {
    const char *prefix, *words;
  } modules[] = {
    { "ota", N_ ("Firmware") },      { "mc", N_ ("Motion controller") },
    { "th", N_ ("Toolhead") },       { "ap", N_ ("Main board") },
    { "ahb", N_ ("AMS hub") },       { "ext", N_ ("Extension") },
    { "ams_f1/", "AMS Lite" },       { "ams/", "AMS" },
    { "n3f/", "AMS 2 Pro" },         { "n3s/", "AMS HT" },
    { "eef", N_ ("Exhaust kit") },   { "esp32", N_ ("Main board") },
    { "rv1126", N_ ("Main board") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (modules); i++) {
    gboolean many = g_str_has_suffix (modules[i].prefix, "/");

    if (many ? g_str_has_prefix (name, modules[i].prefix) : g_str_equal (name, modules[i].prefix))
      return _ (modules[i].words);
  }
  return name;
}

static void
add_module (CulmFirmwarePage *self, const char *name, const char *version)
{
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", describe_module (name), "subtitle", name, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", version, "selectable", TRUE, NULL);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->modules, row);
}

static char *
list_modules (CulmRecord *info)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < culm_record_get_n_items (info, CULM_INFO_MODULES); i++) {
    CulmRecord *module = culm_record_get_item (info, CULM_INFO_MODULES, i);
    const char *name = culm_record_get_text (module, CULM_MODULE_NAME);
    const char *version = culm_record_get_text (module, CULM_MODULE_VERSION);

    if (name != NULL && version != NULL)
      g_string_append_printf (text, "%s\t%s\n", name, version);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_modules (CulmFirmwarePage *self)
{
  g_autofree char *listed = list_modules (culm_report_get_info (culm_printer_get_report (self->printer)));
  g_auto (GStrv) lines = NULL;
  GtkWidget *row;

  if (g_strcmp0 (listed, self->shown) == 0)
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->modules))) != NULL)
    gtk_list_box_remove (self->modules, row);
  lines = g_strsplit (listed, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    char *version = strchr (lines[i], '\t');

    *version = '\0';
    add_module (self, lines[i], version + 1);
  }
  gtk_widget_set_visible (self->modules_group, *listed != '\0');
  g_free (self->shown);
  self->shown = g_steal_pointer (&listed);
}

static gboolean
is_running (const CulmUpgradeFacts *facts)
{
  return facts->status != NULL && g_ascii_strcasecmp (facts->status, "IDLE") != 0 &&
         strstr (facts->status, "SUCCESS") == NULL && strstr (facts->status, "FAIL") == NULL;
}

static const char *
get_advice (const CulmUpgradeFacts *facts)
{
  if (is_running (facts))
    return _ ("The printer updates itself. Leave it on.");
  if (facts->status != NULL && strstr (facts->status, "FAIL") != NULL)
    return _ ("The last update failed. The printer's screen tells why.");
  if (facts->available != NULL)
    return _ (
        "Update on the printer's screen: Settings, Firmware. Newer firmware may refuse commands of other programs "
        "until Developer Mode is on; the manufacturer's notes tell what changes.");
  return _ ("Culm does not update printers: the printer's screen does, under Settings, Firmware.");
}

static void
refresh (CulmFirmwarePage *self)
{
  CulmUpgradeFacts facts = culm_report_get_upgrade (culm_printer_get_report (self->printer));
  const char *installed = culm_printer_get_firmware (self->printer);
  g_autofree char *percent = culm_text_percent (facts.progress);

  gtk_label_set_text (self->installed, installed != NULL ? installed : CULM_TEXT_UNKNOWN);
  gtk_label_set_text (self->available, facts.available != NULL ? facts.available
                                       : facts.status != NULL  ? _ ("Nothing newer")
                                                               : CULM_TEXT_UNKNOWN);
  gtk_widget_set_visible (self->progress_row, is_running (&facts));
  gtk_label_set_text (self->progress, percent);
  gtk_label_set_text (self->advice, get_advice (&facts));
  show_modules (self);
}

static void
culm_firmware_page_dispose (GObject *object)
{
  CulmFirmwarePage *self = CULM_FIRMWARE_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (culm_firmware_page_parent_class)->dispose (object);
}

static void
culm_firmware_page_class_init (CulmFirmwarePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_firmware_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-firmware-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, installed);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, available);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, progress);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, progress_row);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, advice);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, modules_group);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, modules);
}

static void
culm_firmware_page_init (CulmFirmwarePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_firmware_page_new (CulmPrinter *printer)
{
  CulmFirmwarePage *self = g_object_new (CULM_TYPE_FIRMWARE_PAGE, NULL);

  self->printer = g_object_ref (printer);
  gtk_widget_hide (self->modules_group);
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
  return GTK_WIDGET (self);
}
