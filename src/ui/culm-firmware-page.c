/* culm-firmware-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-firmware-page.h"
#include "culm-follow.h"
#include "culm-log.h"
#include "culm-report-machine.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

/* The notes come from outside: characters at the most. */
#define LONGEST_NOTES 4000

struct _CulmFirmwarePage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GSignalGroup *signals;
  char *shown;               /* the modules in the list, to leave it alone while they stay */
  GCancellable *cancellable; /* the question to the service */
  char *offered;             /* what the service has on offer; NULL: nothing, or not known */
  GtkLabel *installed, *available, *progress, *advice, *notes;
  GtkWidget *progress_row, *notes_group, *modules_group;
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
  /* One after the other: set at once, the title may be read as markup first. */
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", version, "selectable", TRUE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), describe_module (name));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), name);
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

/* By the printer, else by the service. Nullable. */
static const char *
get_available (CulmFirmwarePage *self, const CulmUpgradeFacts *facts)
{
  if (facts->available != NULL)
    return facts->available;
  return g_strcmp0 (self->offered, culm_printer_get_firmware (self->printer)) != 0 ? self->offered : NULL;
}

static const char *
get_advice (const CulmUpgradeFacts *facts, const char *available)
{
  if (is_running (facts))
    return _ ("The printer updates itself. Leave it on.");
  if (facts->status != NULL && strstr (facts->status, "FAIL") != NULL)
    return _ ("The last update failed. The printer’s screen tells why.");
  if (available != NULL)
    return _ (
        "Update on the printer’s screen: Settings, Firmware. Newer firmware may refuse commands of other programs "
        "until Developer Mode is on; the manufacturer’s notes tell what changes.");
  return _ ("Culm does not update printers: the printer’s screen does, under Settings, Firmware.");
}

static void
refresh (CulmFirmwarePage *self)
{
  CulmUpgradeFacts facts = culm_report_get_upgrade (culm_printer_get_report (self->printer));
  const char *installed = culm_printer_get_firmware (self->printer);
  const char *available = get_available (self, &facts);
  g_autofree char *percent = culm_text_percent (facts.progress);

  gtk_label_set_text (self->installed, installed != NULL ? installed : CULM_TEXT_UNKNOWN);
  gtk_label_set_text (self->available, available != NULL      ? available
                                       : facts.status != NULL ? _ ("Nothing newer")
                                                              : CULM_TEXT_UNKNOWN);
  gtk_widget_set_visible (self->notes_group, available != NULL && g_strcmp0 (available, self->offered) == 0 &&
                                                 *gtk_label_get_text (self->notes) != '\0');
  gtk_widget_set_visible (self->progress_row, is_running (&facts));
  gtk_label_set_text (self->progress, percent);
  gtk_label_set_text (self->advice, get_advice (&facts, available));
  show_modules (self);
}

static void
load_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmFirmwarePage) self = user_data;
  g_autofree char *version = NULL, *notes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean told = culm_engine_load_firmware_finish (CULM_ENGINE (engine), result, &version, &notes, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return; /* nobody looks any more */
  if (!told) {
    culm_info ("What firmware there is was not told: %s", error->message);
    return;
  }
  culm_firmware_page_set_offer (self, version, notes);
}

static void
culm_firmware_page_dispose (GObject *object)
{
  CulmFirmwarePage *self = CULM_FIRMWARE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->offered, g_free);
  G_OBJECT_CLASS (culm_firmware_page_parent_class)->dispose (object);
}

static void
culm_firmware_page_finalize (GObject *object)
{
  g_object_unref (CULM_FIRMWARE_PAGE (object)->cancellable);
  G_OBJECT_CLASS (culm_firmware_page_parent_class)->finalize (object);
}

static void
culm_firmware_page_class_init (CulmFirmwarePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_firmware_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_firmware_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-firmware-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, installed);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, available);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, progress);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, progress_row);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, advice);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, notes);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, notes_group);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, modules_group);
  gtk_widget_class_bind_template_child (widget_class, CulmFirmwarePage, modules);
}

static void
culm_firmware_page_init (CulmFirmwarePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_firmware_page_new (CulmPrinter *printer, CulmEngine *engine)
{
  CulmFirmwarePage *self = g_object_new (CULM_TYPE_FIRMWARE_PAGE, NULL);

  self->printer = g_object_ref (printer);
  gtk_widget_hide (self->modules_group);
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
  if (engine != NULL)
    culm_engine_load_firmware_async (engine, printer, self->cancellable, load_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

void
culm_firmware_page_set_offer (CulmFirmwarePage *self, const char *version, const char *notes)
{
  g_autofree char *text = notes != NULL ? g_strstrip (g_utf8_make_valid (notes, -1)) : g_strdup ("");

  g_return_if_fail (CULM_IS_FIRMWARE_PAGE (self));
  if (g_utf8_strlen (text, -1) > LONGEST_NOTES)
    *g_utf8_offset_to_pointer (text, LONGEST_NOTES) = '\0';
  g_free (self->offered);
  self->offered = g_strdup (version);
  gtk_label_set_text (self->notes, text);
  refresh (self);
}
