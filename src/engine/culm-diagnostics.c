/* culm-diagnostics.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-diagnostics.h"
#include "culm-dialect.h"
#include "culm-json.h"
#include "culm-printer-feed.h"
#include "culm-raw-report.h"
#include "culm-task.h"

#define DIALECTS "dialects"

/* What the worker gets: copies of its own. */
typedef struct {
  GPtrArray *messages; /* GBytes */
  char *serial;
  CulmDiagnostics *facts;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_ptr_array_unref (work->messages);
  g_free (work->serial);
  g_clear_pointer (&work->facts, culm_diagnostics_free);
  g_free (work);
}

/* One word for each command whose form may differ. */
static char *
describe_forms (const CulmCommandContext *context)
{
  static const char *const samples[][2] = {
    { "nozzle", "0" }, { "bed", "0" }, { "fan", "0" }, { "home", "" }, { "jog", "X 10" }
  };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (CulmCommand) command = culm_command_parse (samples[i][0], samples[i][1], NULL);

    g_string_append_printf (words, "%s%s %s", i > 0 ? ", " : "", samples[i][0],
                            culm_dialect_get_name (culm_dialect_choose (command, context)));
  }
  return g_string_free (words, FALSE);
}

static CulmFormReason
find_reason (const CulmCommandContext *context)
{
  if (context->dialect != CULM_DIALECT_AUTO)
    return CULM_FORM_BY_PERSON;
  if (context->seed_by_default)
    return CULM_FORM_BY_ACCOUNT;
  return culm_printer_model_is_known (context->model) ? CULM_FORM_BY_MODEL : CULM_FORM_BY_CAUTION;
}

static CulmDiagnostics *
gather (CulmPrinterFeed *feed)
{
  CulmPrinter *printer = culm_printer_feed_get_printer (feed);
  CulmDiagnostics *facts = g_new0 (CulmDiagnostics, 1);
  g_auto (CulmLinkContext) context = { 0 };

  culm_printer_feed_init_context (feed, &context);
  facts->messages = culm_printer_feed_get_messages (feed);
  facts->malformed = culm_printer_feed_get_malformed (feed);
  facts->full_at = culm_printer_feed_get_full_at (feed);
  facts->route = culm_printer_get_route (printer);
  facts->control = culm_printer_get_control (printer);
  facts->has_fun = context.values.has_fun;
  facts->fun = context.values.fun;
  facts->fun2 = context.values.fun2;
  facts->reason = find_reason (&context.values);
  facts->forms = describe_forms (&context.values);
  return facts;
}

static void
merge_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Work *work = data;
  g_autoptr (JsonNode) report = NULL;

  if (work->messages->len > 0) {
    report = culm_raw_report_new (work->messages);
    culm_raw_report_redact (report, work->serial);
    work->facts->report = culm_json_print_lines (report);
  }
  g_task_return_pointer (task, g_steal_pointer (&work->facts), (GDestroyNotify) culm_diagnostics_free);
}

void
culm_diagnostics_free (CulmDiagnostics *self)
{
  g_free (self->report);
  g_free (self->forms);
  g_free (self);
}

void
culm_diagnostics_load_async (CulmPrinter *printer, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (printer, cancellable, callback, user_data);
  CulmPrinterFeed *feed = culm_printer_feed_find (printer);
  Work *work;

  g_task_set_source_tag (task, culm_diagnostics_load_async);
  if (feed == NULL) {
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND, "Nothing is known of this printer"));
    return;
  }
  work = g_new0 (Work, 1);
  work->messages = culm_printer_feed_list_messages (feed);
  work->serial = g_strdup (culm_printer_get_serial (printer));
  work->facts = gather (feed);
  g_task_set_task_data (task, work, free_work);
  culm_task_run_in_thread (task, merge_in_thread);
}

CulmDiagnostics *
culm_diagnostics_load_finish (CulmPrinter *printer, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, printer), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
culm_diagnostics_get_dialect (GSettings *settings, CulmPrinter *printer)
{
  g_autoptr (GVariant) all = settings != NULL ? g_settings_get_value (settings, DIALECTS) : NULL;
  CulmDialect dialect = CULM_DIALECT_AUTO;
  const char *name;

  if (all != NULL && g_variant_lookup (all, culm_printer_get_serial (printer), "&s", &name) &&
      !culm_dialect_find (name, &dialect))
    dialect = CULM_DIALECT_AUTO;
  return culm_dialect_get_name (dialect);
}

void
culm_diagnostics_set_dialect (GSettings *settings, CulmPrinter *printer, const char *dialect)
{
  g_autoptr (GVariant) all = NULL;
  GVariantBuilder builder;

  if (settings == NULL || g_str_equal (culm_diagnostics_get_dialect (settings, printer), dialect))
    return;
  all = g_settings_get_value (settings, DIALECTS);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (gsize i = 0; i < g_variant_n_children (all); i++) {
    const char *serial, *name;

    g_variant_get_child (all, i, "{&s&s}", &serial, &name);
    if (!g_str_equal (serial, culm_printer_get_serial (printer)))
      g_variant_builder_add (&builder, "{ss}", serial, name);
  }
  if (!g_str_equal (dialect, culm_dialect_get_name (CULM_DIALECT_AUTO)))
    g_variant_builder_add (&builder, "{ss}", culm_printer_get_serial (printer), dialect);
  g_settings_set_value (settings, DIALECTS, g_variant_builder_end (&builder));
}
