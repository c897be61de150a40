/* culm-ctl.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl.h"
#include "culm-ctl-text.h"
#include "culm-error.h"
#include <math.h>
#include <stdio.h>

#define FIRST_REPORT_SECONDS 5.0

void
culm_ctl_ready_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static gboolean
on_time_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
on_interrupted (GCancellable *interrupt G_GNUC_UNUSED, gpointer context)
{
  g_main_context_wakeup (context);
}

gboolean
culm_ctl_wait_until (CulmCtl *self, gboolean (*done) (gpointer), gpointer user_data, double seconds)
{
  g_autoptr (GSource) timer = NULL;
  gboolean over = FALSE;
  gulong handler = g_cancellable_connect (self->interrupt, G_CALLBACK (on_interrupted), self->context, NULL);

  if (seconds > 0) {
    timer = g_timeout_source_new ((guint) ceil (seconds * 1000));
    g_source_set_callback (timer, on_time_over, &over, NULL);
    g_source_attach (timer, self->context);
  }
  while (!done (user_data) && !over && !g_cancellable_is_cancelled (self->interrupt))
    g_main_context_iteration (self->context, TRUE);
  if (timer != NULL)
    g_source_destroy (timer);
  g_cancellable_disconnect (self->interrupt, handler);
  return done (user_data);
}

static gboolean
is_set (gpointer slot)
{
  return *(gpointer *) slot != NULL;
}

GAsyncResult *
culm_ctl_wait (CulmCtl *self, GAsyncResult **result, GError **error)
{
  /* Calls of the engine take the interrupt as their cancellable and then come back soon: their own end is waited for,
   * so that nothing writes to a slot that is gone. */
  while (*result == NULL)
    g_main_context_iteration (self->context, TRUE);
  if (g_cancellable_is_cancelled (self->interrupt)) {
    g_clear_object (result);
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_CANCELLED, "Interrupted");
    return NULL;
  }
  g_assert (is_set (result));
  return g_steal_pointer (result);
}

gboolean
culm_ctl_start (CulmCtl *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  self->engine = culm_engine_new (self->profile);
  culm_engine_start_async (self->engine, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  return result != NULL && culm_engine_start_finish (self->engine, result, error);
}

gboolean
culm_ctl_connect (CulmCtl *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  if (!culm_ctl_start (self, error))
    return FALSE;
  if (g_list_model_get_n_items (culm_engine_get_accounts (self->engine)) == 0) {
    culm_error_set (error, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "Nobody is signed in");
    return FALSE;
  }
  culm_engine_refresh_async (self->engine, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  return result != NULL && culm_engine_refresh_finish (self->engine, result, error);
}

static gboolean
names_printer (CulmPrinter *printer, const char *words)
{
  g_autofree char *wanted = g_utf8_casefold (words, -1);
  g_autofree char *name = g_utf8_casefold (culm_printer_get_name (printer), -1);

  return g_str_equal (wanted, name);
}

CulmPrinter *
culm_ctl_find_printer (CulmCtl *self, const char *words, GError **error)
{
  GListModel *printers = culm_engine_get_printers (self->engine);
  g_autoptr (GPtrArray) named = g_ptr_array_new ();
  g_autoptr (GPtrArray) begun = g_ptr_array_new ();
  g_autoptr (GString) serials = g_string_new (NULL);
  GPtrArray *found;

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);
    const char *serial = culm_printer_get_serial (printer);

    if (g_str_equal (serial, words))
      return printer; /* the list keeps it alive */
    if (names_printer (printer, words))
      g_ptr_array_add (named, printer);
    if (*words != '\0' && g_ascii_strncasecmp (serial, words, strlen (words)) == 0)
      g_ptr_array_add (begun, printer);
  }
  found = named->len > 0 ? named : begun;
  if (found->len == 1)
    return g_ptr_array_index (found, 0);
  if (found->len == 0) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND, "No printer is called “%s”", words);
    return NULL;
  }
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (serials, "%s%s", i > 0 ? ", " : "", culm_printer_get_serial (g_ptr_array_index (found, i)));
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_AMBIGUOUS, "“%s” fits several printers: %s", words,
                  serials->str);
  return NULL;
}

static gboolean
have_reports (gpointer user_data)
{
  GListModel *printers = user_data;

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (culm_printer_get_online (printer) && (culm_printer_get_stale (printer) || !culm_printer_get_complete (printer)))
      return FALSE;
  }
  return TRUE;
}

void
culm_ctl_wait_for_reports (CulmCtl *self, GListModel *printers)
{
  culm_ctl_wait_until (self, have_reports, printers, FIRST_REPORT_SECONDS);
}

void
culm_ctl_print_json (JsonNode *node)
{
  g_autofree char *text = culm_ctl_json_to_text (node);

  g_print ("%s\n", text);
  fflush (stdout);
  json_node_unref (node);
}

JsonNode *
culm_ctl_error_to_json (const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean ours = error->domain == CULM_ERROR;
  const char *err = culm_error_get_err (error), *detail = culm_error_get_detail (error);
  gint64 server_code = culm_error_get_server_code (error);
  guint http_status = culm_error_get_http_status (error);
  g_autofree char *message = culm_ctl_describe_error (error);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "domain");
  json_builder_add_string_value (builder, culm_error_get_origin_name (culm_error_get_origin (error)));
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder,
                                 culm_error_get_code_name (ours ? (CulmError) error->code : CULM_ERROR_FAILED));
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, message);
  json_builder_set_member_name (builder, "err");
  if (err != NULL)
    json_builder_add_string_value (builder, err);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "server_code");
  if (server_code != 0)
    json_builder_add_int_value (builder, server_code);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "http_status");
  if (http_status != 0)
    json_builder_add_int_value (builder, http_status);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "detail");
  if (detail != NULL)
    json_builder_add_string_value (builder, detail);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static CulmExit
get_offline_exit (const GError *error)
{
  /* 5 speaks of a printer; a service that cannot be reached is a failure like any other. */
  return culm_error_get_origin (error) == CULM_ERROR_ORIGIN_CLOUD ? CULM_EXIT_REFUSED : CULM_EXIT_OFFLINE;
}

CulmExit
culm_ctl_get_exit (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CULM_EXIT_CANCELLED;
  if (error->domain != CULM_ERROR)
    return CULM_EXIT_REFUSED;
  switch ((CulmError) error->code) {
  case CULM_ERROR_USAGE:
  case CULM_ERROR_AMBIGUOUS: return CULM_EXIT_USAGE;
  case CULM_ERROR_UNAUTHORISED:
  case CULM_ERROR_WRONG_CODE:
  case CULM_ERROR_EXPIRED_CODE: return CULM_EXIT_NOT_SIGNED_IN;
  case CULM_ERROR_NOT_FOUND:
    return culm_error_get_origin (error) == CULM_ERROR_ORIGIN_PRINTER ? CULM_EXIT_UNKNOWN_PRINTER : CULM_EXIT_REFUSED;
  case CULM_ERROR_OFFLINE: return get_offline_exit (error);
  case CULM_ERROR_NOT_CONFIRMED: return CULM_EXIT_NOT_CONFIRMED;
  case CULM_ERROR_LIMITED: return CULM_EXIT_LIMITED;
  case CULM_ERROR_CANCELLED: return CULM_EXIT_CANCELLED;
  case CULM_ERROR_FAILED:
  case CULM_ERROR_REFUSED:
  case CULM_ERROR_FORBIDDEN:
  case CULM_ERROR_BLOCKED:
  case CULM_ERROR_UNTRUSTED:
  case CULM_ERROR_MALFORMED:
  case CULM_ERROR_TIMED_OUT:
  case CULM_ERROR_BUSY:
  case CULM_ERROR_UNSUPPORTED:
  case CULM_ERROR_OUT_OF_RANGE:
  case CULM_ERROR_DAMAGED:
  case CULM_ERROR_FULL:
  default: return CULM_EXIT_REFUSED;
  }
}

CulmExit
culm_ctl_report_error (CulmCtl *self, const GError *error)
{
  g_autofree char *sentence = culm_ctl_describe_error (error);

  g_printerr ("culmctl: %s\n", sentence);
  if (self->json) {
    JsonObject *document = json_object_new ();
    JsonNode *node = json_node_alloc ();

    json_object_set_member (document, "error", culm_ctl_error_to_json (error));
    culm_ctl_print_json (json_node_init_object (node, document));
    json_object_unref (document);
  }
  return culm_ctl_get_exit (error);
}

static void
remove_words (int *argc, char *argv[], int first, int n)
{
  for (int i = first; i + n <= *argc; i++)
    argv[i] = argv[i + n]; /* moves the NULL at the end as well */
  *argc -= n;
}

gboolean
culm_ctl_take_flag (int *argc, char *argv[], const char *name)
{
  for (int i = 1; i < *argc && !g_str_equal (argv[i], "--"); i++) {
    if (g_str_equal (argv[i], name)) {
      remove_words (argc, argv, i, 1);
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
culm_ctl_take_option (int *argc, char *argv[], const char *name, const char **value, GError **error)
{
  gsize length = strlen (name);

  for (int i = 1; i < *argc && !g_str_equal (argv[i], "--"); i++) {
    if (strncmp (argv[i], name, length) == 0 && argv[i][length] == '=') {
      *value = argv[i] + length + 1;
      remove_words (argc, argv, i, 1);
      return TRUE;
    }
    if (!g_str_equal (argv[i], name))
      continue;
    if (i + 1 >= *argc) {
      culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "%s needs a value", name);
      return FALSE;
    }
    *value = argv[i + 1];
    remove_words (argc, argv, i, 2);
    return TRUE;
  }
  return FALSE;
}

gboolean
culm_ctl_check_words (int argc, char *argv[], int minimum, int maximum, GError **error)
{
  for (int i = 1; i < argc; i++) {
    if (g_str_equal (argv[i], "--"))
      break;
    if (argv[i][0] == '-' && !g_ascii_isdigit (argv[i][1]) && argv[i][1] != '.' && argv[i][1] != '\0') {
      culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "%s does not know the option %s", argv[0],
                      argv[i]);
      return FALSE;
    }
  }
  if (argc - 1 < minimum || (maximum >= 0 && argc - 1 > maximum)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    argc - 1 < minimum ? "%s needs more words: see culmctl --help"
                                       : "%s takes fewer words: see culmctl --help",
                    argv[0]);
    return FALSE;
  }
  return TRUE;
}
