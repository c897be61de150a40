/* culm-ctl-upload.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-files.h"
#include "culm-ctl-limits.h"
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include <glib/gi18n-lib.h>
#include <unistd.h>

/* One word of the command line. */
typedef struct {
  const char *path;
  CulmTransfer *transfer; /* NULL: it could not begin */
  GError *error;          /* why */
} Item;

static void
clear_item (gpointer memory)
{
  Item *item = memory;

  g_clear_object (&item->transfer);
  g_clear_error (&item->error);
}

static gboolean
is_over (gpointer user_data)
{
  GArray *items = user_data;

  for (guint i = 0; i < items->len; i++) {
    const Item *item = &g_array_index (items, Item, i);

    if (item->transfer != NULL && culm_transfer_get_active (item->transfer))
      return FALSE;
  }
  return TRUE;
}

static void
on_progress (CulmTransfer *transfer, GParamSpec *pspec G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *line = culm_transfer_get_active (transfer) ? culm_ctl_describe_transfer (transfer) : NULL;

  culm_ctl_say_progress (line);
}

/* A name that has a colon is still a name. Returns: (transfer full). */
static GFile *
find_file (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_file_new_for_path (path) : g_file_new_for_commandline_arg (path);
}

static void
begin (CulmCtl *self, Item *item)
{
  g_autoptr (GFile) file = find_file (item->path);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_upload_async (self->engine, file, NULL, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, &item->error);
  if (result != NULL)
    item->transfer = culm_engine_upload_finish (self->engine, result, &item->error);
  if (item->transfer != NULL)
    culm_ctl_follow_transfer (item->transfer);
  if (item->transfer != NULL && isatty (STDERR_FILENO))
    g_signal_connect (item->transfer, "notify", G_CALLBACK (on_progress), NULL);
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

/* Returns: (transfer full) (nullable). */
static GError *
get_error (const Item *item)
{
  const GError *error = item->transfer != NULL ? culm_transfer_get_error (item->transfer) : item->error;

  return error != NULL ? culm_ctl_word_file_error (g_error_copy (error)) : NULL;
}

/* Everybody's end in the order of the command line. FALSE with the first failure. */
static gboolean
report (CulmCtl *self, GArray *items, GError **error)
{
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < items->len; i++) {
    const Item *item = &g_array_index (items, Item, i);
    g_autoptr (GError) failure = get_error (item);
    g_autofree char *sentence =
        failure != NULL ? culm_ctl_describe_error (failure) : culm_ctl_describe_transfer (item->transfer);

    if (failure == NULL && !self->json)
      culm_ctl_print ("%s", sentence);
    else if (failure != NULL && items->len > 1)
      culm_ctl_say ("%s: %s", item->path, sentence);
    if (first == NULL)
      first = g_steal_pointer (&failure);
  }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static void
print_documents (GArray *items)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < items->len; i++)
    json_array_add_element (array, transfer_to_json (g_array_index (items, Item, i).transfer));
  json_node_take_array (node, array);
  culm_ctl_print_json (node);
}

/* Cancelled is not failed: the server is told, and the files are let go of, before the program ends. */
static void
cancel_all (CulmCtl *self, GArray *items)
{
  for (guint i = 0; i < items->len; i++) {
    const Item *item = &g_array_index (items, Item, i);

    if (item->transfer != NULL)
      culm_engine_cancel_transfer (self->engine, item->transfer);
  }
  while (!is_over (items))
    g_main_context_iteration (self->context, TRUE);
}

static int
run_upload (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (Item));
  gboolean now = culm_ctl_take_flag (&argc, argv, "--now");
  const char *printer = NULL;

  g_array_set_clear_func (items, clear_item);
  if (!culm_ctl_take_option (&argc, argv, "--to", &printer, error) || !culm_ctl_check_words (&argc, argv, 1, -1, error))
    return -1;
  if (printer != NULL)
    return culm_ctl_send_to_printer (self, printer, argv + 1, error);
  if (!culm_ctl_connect (self, error))
    return -1;
  culm_limits_set_upload_now (culm_engine_get_limits (self->engine), now);
  g_array_set_size (items, (guint) argc - 1);
  for (guint i = 0; i < items->len; i++) {
    Item *item = &g_array_index (items, Item, i);

    item->path = argv[i + 1];
    if (!g_cancellable_is_cancelled (self->interrupt))
      begin (self, item);
  }
  culm_ctl_wait_until (self, is_over, items, 0);
  if (!culm_ctl_check_interrupt (self, error)) {
    cancel_all (self, items);
    return -1;
  }
  if (!report (self, items, error))
    return -1;
  if (self->json)
    print_documents (items);
  return CULM_EXIT_DONE;
}

const CulmCtlCommand culm_ctl_upload_commands[] = {
  { "upload", "FILE… [--to PRINTER] [--wait|--now]", N_ ("Upload files to the account, or to a printer"),
    N_ ("Files of type .3mf, .gcode, .gcode.3mf, .stl and .step, up to 1 GB each.\n"
        "After 10 in an hour --wait waits for its turn, and --now goes past that limit.\n"
        "--to sends them to the storage of a printer, over the local network."),
    run_upload },
  { NULL, NULL, NULL, NULL, NULL },
};
