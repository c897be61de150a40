/* culm-ctl-upload.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include "culm-error.h"
#include <glib/gi18n-lib.h>
#include <unistd.h>

typedef struct {
  CulmCtl *ctl;
  GPtrArray *transfers; /* CulmTransfer */
} Batch;

static gboolean
is_over (gpointer user_data)
{
  Batch *batch = user_data;

  for (guint i = 0; i < batch->transfers->len; i++) {
    if (culm_transfer_get_active (g_ptr_array_index (batch->transfers, i)))
      return FALSE;
  }
  return TRUE;
}

static void
on_progress (CulmTransfer *transfer, GParamSpec *pspec G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *line = culm_ctl_describe_transfer (transfer);

  g_printerr ("\r\033[K%s%s", line, culm_transfer_get_active (transfer) ? "" : "\n");
}

static CulmTransfer *
begin_upload (CulmCtl *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_upload_async (self->engine, file, NULL, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  return result != NULL ? culm_engine_upload_finish (self->engine, result, error) : NULL;
}

static JsonNode *
transfer_to_json (CulmTransfer *transfer)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, culm_transfer_get_file_name (transfer));
  json_builder_set_member_name (builder, "size");
  json_builder_add_int_value (builder, culm_transfer_get_size (transfer));
  json_builder_set_member_name (builder, "sha256");
  json_builder_add_string_value (builder, culm_transfer_get_sha256 (transfer));
  json_builder_set_member_name (builder, "file_id");
  if (culm_transfer_get_file_id (transfer) != NULL)
    json_builder_add_string_value (builder, culm_transfer_get_file_id (transfer));
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "contract");
  json_builder_add_string_value (builder, culm_transfer_get_contract (transfer));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_arrived (CulmCtl *self, GPtrArray *transfers)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < transfers->len; i++) {
    CulmTransfer *transfer = g_ptr_array_index (transfers, i);
    g_autofree char *line = culm_ctl_describe_transfer (transfer);

    if (self->json)
      json_array_add_element (array, transfer_to_json (transfer));
    else
      g_print ("%s\n", line);
  }
  if (self->json)
    culm_ctl_print_json (json_node_init_array (json_node_alloc (), array));
}

static void
cancel_all (CulmCtl *self, GPtrArray *transfers)
{
  Batch batch = { self, transfers };

  for (guint i = 0; i < transfers->len; i++)
    culm_engine_cancel_transfer (self->engine, g_ptr_array_index (transfers, i));
  while (!is_over (&batch))
    g_main_context_iteration (self->context, TRUE);
}

/* The first failure, of a file that could not begin or of one that did not arrive. */
static void
keep_first (GError **first, const GError *error)
{
  if (*first == NULL && error != NULL)
    *first = g_error_copy (error);
}

static int
run_upload (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GPtrArray) transfers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) first = NULL;
  Batch batch = { self, transfers };

  if (!culm_ctl_check_words (argc, argv, 1, -1, error) || !culm_ctl_connect (self, error))
    return -1;
  for (int i = 1; i < argc && !g_cancellable_is_cancelled (self->interrupt); i++) {
    g_autoptr (GError) failure = NULL;
    CulmTransfer *transfer = begin_upload (self, argv[i], &failure);

    keep_first (&first, failure);
    if (failure != NULL && i + 1 < argc) {
      g_autofree char *sentence = culm_ctl_describe_error (failure);

      g_printerr ("culmctl: %s: %s\n", argv[i], sentence);
    }
    if (transfer == NULL)
      continue;
    if (isatty (STDERR_FILENO))
      g_signal_connect (transfer, "notify", G_CALLBACK (on_progress), self);
    g_ptr_array_add (transfers, transfer);
  }
  culm_ctl_wait_until (self, is_over, &batch, 0);
  if (g_cancellable_is_cancelled (self->interrupt)) {
    cancel_all (self, transfers);
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_CANCELLED, "Interrupted");
    return -1;
  }
  for (guint i = 0; i < transfers->len; i++)
    keep_first (&first, culm_transfer_get_error (g_ptr_array_index (transfers, i)));
  if (first != NULL) {
    g_propagate_error (error, g_steal_pointer (&first));
    return -1;
  }
  print_arrived (self, transfers);
  return CULM_EXIT_DONE;
}

const CulmCtlCommand culm_ctl_upload_commands[] = {
  { "upload", "FILE…", N_ ("Upload files to the account"), run_upload },
  { NULL, NULL, NULL, NULL },
};
