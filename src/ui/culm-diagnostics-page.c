/* culm-diagnostics-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-diagnostics-page.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define FOUND_TAG "found"
/* A letter may stand everywhere: more is not marked, and costs time at each key. */
#define MARKS_MAX 500

struct _CulmDiagnosticsPage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GSettings *settings;
  GCancellable *cancellable;
  gboolean showing; /* the choice follows the settings, not a person */
  AdwActionRow *connection, *messages, *control, *bits, *forms;
  AdwComboRow *dialect;
  GtkEditable *search;
  GtkLabel *found;
  GtkTextView *report;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (CulmDiagnosticsPage, culm_diagnostics_page, ADW_TYPE_BIN)

/* In the order of the choice. */
static const char *const dialects[] = { "auto", "seed", "gcode", "struct" };

/* ---- Words ---- */

static char *
describe_messages (const CulmDiagnostics *facts)
{
  guint n = (guint) MIN (facts->messages, G_MAXUINT);
  g_autofree char *count = g_strdup_printf (ngettext ("%u message", "%u messages", n), n);
  g_autofree char *clock = culm_text_clock (facts->full_at, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *refused =
      g_strdup_printf (ngettext ("%u not understood", "%u not understood", facts->malformed), facts->malformed);

  if (facts->full_at == 0)
    return g_strdup_printf ("%s · %s · %s", count, refused, _ ("no full report yet"));
  /* TRANSLATORS: how many messages came, how many of them were refused, and when the last whole report came. */
  return g_strdup_printf (_ ("%s · %s · last full report %s"), count, refused, clock);
}

/* "P2S 01.01.00.00 · Cloud" */
static char *
describe_connection (CulmPrinter *printer, CulmRoute route)
{
  const char *model = culm_printer_get_model (printer), *firmware = culm_printer_get_firmware (printer);
  const char *way = route == CULM_ROUTE_LAN ? _ ("LAN") : route == CULM_ROUTE_CLOUD ? _ ("Cloud") : _ ("no connection");

  return g_strdup_printf ("%s %s · %s", model != NULL ? model : CULM_TEXT_UNKNOWN,
                          firmware != NULL ? firmware : CULM_TEXT_UNKNOWN, way);
}

static const char *
describe_control (const CulmDiagnostics *facts)
{
  switch (facts->control) {
  case CULM_CONTROL_ALLOWED: return _ ("The printer obeys.");
  case CULM_CONTROL_REFUSED: return _ ("The printer refuses: Developer Mode is off.");
  case CULM_CONTROL_UNKNOWN:
  default: return _ ("Not known before the first command.");
  }
}

/* "fun 41AFFF9CFF", and the numbers of the bits below it. */
static char *
describe_bits (const CulmDiagnostics *facts)
{
  GString *text = NULL;

  if (!facts->has_fun)
    return g_strdup (_ ("The printer does not say what its firmware can do."));
  text = g_string_new (NULL);
  g_string_printf (text, "fun %" G_GINT64_MODIFIER "X", facts->fun);
  if (facts->fun2 != 0)
    g_string_append_printf (text, ", fun2 %" G_GINT64_MODIFIER "X", facts->fun2);
  for (guint i = 0, n = 0; i < 64; i++)
    if (facts->fun >> i & 1)
      g_string_append_printf (text, "%s%u", n++ == 0 ? "\n" : ", ", i);
  return g_string_free (text, FALSE);
}

static const char *
describe_reason (CulmFormReason reason)
{
  switch (reason) {
  case CULM_FORM_BY_PERSON: return _ ("As chosen here");
  case CULM_FORM_BY_ACCOUNT: return _ ("The service speaks the vendor’s reference");
  case CULM_FORM_BY_CAUTION: return _ ("The model is not known: G-code within the lowest limits");
  case CULM_FORM_BY_MODEL:
  default: return _ ("As the model and its firmware want it");
  }
}

static char *
get_report (CulmDiagnosticsPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->report);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* ---- Searching ---- */

static gboolean
search_from (CulmDiagnosticsPage *self, const GtkTextIter *from, GtkTextIter *start, GtkTextIter *end)
{
  const char *words = gtk_editable_get_text (self->search);

  return *words != '\0' &&
         gtk_text_iter_forward_search (from, words, GTK_TEXT_SEARCH_CASE_INSENSITIVE | GTK_TEXT_SEARCH_TEXT_ONLY, start,
                                       end, NULL);
}

static void
show_match (CulmDiagnosticsPage *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->report);

  gtk_text_buffer_select_range (buffer, start, end);
  gtk_text_view_scroll_to_mark (self->report, gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0);
}

/* Marks all, and shows the first. */
static void
on_search (CulmDiagnosticsPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->report);
  GtkTextIter at, start, end;
  g_autofree char *text = NULL;
  guint n = 0;

  gtk_text_buffer_get_bounds (buffer, &at, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, FOUND_TAG, &at, &end);
  while (n < MARKS_MAX && search_from (self, &at, &start, &end)) {
    gtk_text_buffer_apply_tag_by_name (buffer, FOUND_TAG, &start, &end);
    if (n++ == 0)
      show_match (self, &start, &end);
    at = end;
  }
  text = n > 0 ? g_strdup_printf (ngettext ("%u place", "%u places", n), n) : g_strdup (_ ("Nothing was found."));
  gtk_label_set_text (self->found, text);
  gtk_widget_set_visible (GTK_WIDGET (self->found), *gtk_editable_get_text (self->search) != '\0');
}

/* After the last comes the first. */
static void
on_next (CulmDiagnosticsPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->report);
  GtkTextIter at, start, end;

  gtk_text_buffer_get_selection_bounds (buffer, NULL, &at);
  if (!search_from (self, &at, &start, &end)) {
    gtk_text_buffer_get_start_iter (buffer, &at);
    if (!search_from (self, &at, &start, &end))
      return;
  }
  show_match (self, &start, &end);
}

/* ---- Reading and choosing ---- */

static void
load_cb (GObject *printer, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmDiagnosticsPage) self = user_data;
  g_autoptr (CulmDiagnostics) facts = culm_diagnostics_load_finish (CULM_PRINTER (printer), result, NULL);

  if (facts != NULL && self->printer != NULL)
    culm_diagnostics_page_set_facts (self, facts);
}

static void
on_refresh (CulmDiagnosticsPage *self)
{
  culm_diagnostics_load_async (self->printer, self->cancellable, load_cb, g_object_ref (self));
}

static void
show_dialect (CulmDiagnosticsPage *self)
{
  const char *name = culm_diagnostics_get_dialect (self->settings, self->printer);

  self->showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    if (g_str_equal (dialects[i], name))
      adw_combo_row_set_selected (self->dialect, i);
  self->showing = FALSE;
}

static void
on_dialect (CulmDiagnosticsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->dialect);

  if (self->showing || self->printer == NULL || selected >= G_N_ELEMENTS (dialects))
    return;
  culm_diagnostics_set_dialect (self->settings, self->printer, dialects[selected]);
  on_refresh (self);
}

/* What stands above the report, and the report. */
static void
on_copy (CulmDiagnosticsPage *self)
{
  AdwActionRow *const rows[] = { self->connection, self->messages, self->control,
                                 self->bits,       self->forms,    ADW_ACTION_ROW (self->dialect) };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *report = get_report (self);

  g_string_append_printf (text, "Culm %s\n", PACKAGE_VERSION);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (text, "%s: %s\n", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (rows[i])),
                            adw_action_row_get_subtitle (rows[i]));
  g_string_append_printf (text, "%s\n", report);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
culm_diagnostics_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (culm_diagnostics_page_parent_class)->map (widget);
  on_refresh (CULM_DIAGNOSTICS_PAGE (widget));
}

static void
culm_diagnostics_page_dispose (GObject *object)
{
  CulmDiagnosticsPage *self = CULM_DIAGNOSTICS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->printer);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (culm_diagnostics_page_parent_class)->dispose (object);
}

static void
culm_diagnostics_page_class_init (CulmDiagnosticsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_diagnostics_page_dispose;
  widget_class->map = culm_diagnostics_page_map;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-diagnostics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, connection);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, forms);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, messages);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, control);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, bits);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, dialect);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, search);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, found);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, report);
  gtk_widget_class_bind_template_child (widget_class, CulmDiagnosticsPage, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_dialect);
}

static void
culm_diagnostics_page_init (CulmDiagnosticsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_buffer_create_tag (gtk_text_view_get_buffer (self->report), FOUND_TAG, "underline", PANGO_UNDERLINE_SINGLE,
                              "weight", PANGO_WEIGHT_BOLD, NULL);
}

GtkWidget *
culm_diagnostics_page_new (CulmPrinter *printer, GSettings *settings)
{
  CulmDiagnosticsPage *self = g_object_new (CULM_TYPE_DIAGNOSTICS_PAGE, NULL);

  self->printer = g_object_ref (printer);
  g_set_object (&self->settings, settings);
  gtk_widget_set_sensitive (GTK_WIDGET (self->dialect), settings != NULL);
  show_dialect (self);
  return GTK_WIDGET (self);
}

void
culm_diagnostics_page_set_facts (CulmDiagnosticsPage *self, const CulmDiagnostics *facts)
{
  g_autofree char *messages = describe_messages (facts);
  g_autofree char *bits = describe_bits (facts);
  g_autofree char *connection = describe_connection (self->printer, facts->route);

  adw_action_row_set_subtitle (self->messages, messages);
  adw_action_row_set_subtitle (self->control, describe_control (facts));
  adw_action_row_set_subtitle (self->bits, bits);
  adw_action_row_set_subtitle (self->connection, connection);
  adw_action_row_set_subtitle (self->forms, facts->forms);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->dialect), describe_reason (facts->reason));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->report),
                            facts->report != NULL ? facts->report : _ ("The printer has said nothing yet."), -1);
  on_search (self);
  show_dialect (self);
}
