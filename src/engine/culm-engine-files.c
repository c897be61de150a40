/* culm-engine-files.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-files.h"
#include "culm-engine-private.h"
#include "culm-error.h"
#include "culm-file-store-pair.h"
#include "culm-ftps.h"
#include "culm-lan-keeper.h"
#include "culm-printer-files-private.h"
#include "culm-transfers.h"
#include "culm-tunnel-listing.h"
#include "culm-tunnel.h"

#define KEY "culm-opened-files" /* serial → Opened */

/* What is open, and by which way. */
typedef struct {
  GWeakRef files;
  CulmLanRecord *record;
  GPtrArray *roots; /* nullable */
  gboolean tunnel;
} Opened;

static void
free_opened (gpointer data)
{
  Opened *opened = data;

  g_weak_ref_clear (&opened->files);
  culm_lan_record_free (opened->record);
  g_clear_pointer (&opened->roots, g_ptr_array_unref);
  g_free (opened);
}

static GHashTable *
get_opened (CulmEngine *self)
{
  GHashTable *table = g_object_get_data (G_OBJECT (self), KEY);

  if (table == NULL) {
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_opened);
    g_object_set_data_full (G_OBJECT (self), KEY, table, (GDestroyNotify) g_hash_table_unref);
  }
  return table;
}

static gboolean
is_same_way (const CulmLanRecord *a, const CulmLanRecord *b)
{
  return g_str_equal (a->host, b->host) && g_str_equal (a->code, b->code) && g_str_equal (a->pin, b->pin) &&
         a->ports.ftps == b->ports.ftps && a->ports.tunnel == b->ports.tunnel;
}

/* Whether a printer has files inside, which FTPS does not reach (reference/lan.md §1). */
static gboolean
has_tunnel (CulmEngine *self, const char *serial)
{
  CulmPrinter *printer = culm_engine_find_printer (self, serial);
  const CulmPrinterModel *model = printer != NULL ? culm_printer_get_printer_model (printer) : NULL;

  if (model == NULL || model->medium == CULM_MEDIUM_UNKNOWN)
    model = culm_printer_model_find_by_serial (serial);
  return model != NULL && model->medium == CULM_MEDIUM_USB;
}

static CulmPrinterFiles *
make_files (CulmLanKeeper *keeper, const CulmLanRecord *record, gboolean tunnel)
{
  g_autoptr (CulmLanTarget) ftps = culm_lan_keeper_make_target (keeper, record, record->ports.ftps);
  g_autoptr (CulmLanTarget) other = culm_lan_keeper_make_target (keeper, record, record->ports.tunnel);
  CulmFileStore *store = culm_ftps_new (ftps, FALSE);

  if (tunnel)
    store = culm_file_store_pair_new (culm_tunnel_new (other), store, CULM_TUNNEL_INSIDE);
  return culm_printer_files_new (store);
}

CulmPrinterFiles *
culm_engine_open_files (CulmEngine *self, const char *serial, GError **error)
{
  CulmLanKeeper *keeper = culm_engine_get_lan_keeper (self);
  g_autoptr (CulmLanRecord) record = culm_lan_keeper_dup_record (keeper, serial);
  GPtrArray *roots = culm_lan_roots_get (culm_lan_keeper_get_roots (keeper));
  GHashTable *table = get_opened (self);
  Opened *opened = g_hash_table_lookup (table, serial);
  gboolean tunnel = has_tunnel (self, serial);
  CulmPrinterFiles *files;

  if (record == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_OFFLINE, "The printer was not added on the network");
    return NULL;
  }
  files = opened != NULL && opened->roots == roots && opened->tunnel == tunnel && is_same_way (opened->record, record)
              ? g_weak_ref_get (&opened->files)
              : NULL;
  if (files != NULL)
    return files;
  files = make_files (keeper, record, tunnel);
  opened = g_new0 (Opened, 1);
  g_weak_ref_init (&opened->files, files);
  opened->record = g_steal_pointer (&record);
  opened->roots = roots != NULL ? g_ptr_array_ref (roots) : NULL;
  opened->tunnel = tunnel;
  g_hash_table_replace (table, g_strdup (serial), opened);
  return files;
}

/* A transfer under way, for what calls back. */
typedef struct {
  CulmEngine *engine;
  CulmTransfer *transfer;
  CulmPrinterFiles *files;
} Run;

static void
end_run (Run *run, const GError *error)
{
  culm_transfers_end (CULM_TRANSFERS (culm_engine_get_transfers (run->engine)), run->transfer, error);
  g_object_unref (run->files);
  g_object_unref (run->transfer);
  g_object_unref (run->engine);
  g_free (run);
}

static void
on_progress (gint64 done, gint64 total, gpointer user_data)
{
  Run *run = user_data;

  if (total > 0)
    culm_transfer_set_size (run->transfer, total);
  culm_transfer_set_state (run->transfer, CULM_TRANSFER_SENDING, NULL, 0);
  culm_transfer_set_sent (run->transfer, done, g_get_monotonic_time ());
}

static void
remove_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;

  culm_printer_files_change_finish (run->files, result, &error);
  end_run (run, error);
}

static void
get_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;

  if (culm_printer_files_get_finish (run->files, result, &error) && culm_transfer_get_removes (run->transfer))
    culm_printer_files_remove_async (run->files, culm_transfer_get_remote (run->transfer), NULL, remove_cb, run);
  else
    end_run (run, error);
}

static void
put_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;

  if (culm_printer_files_put_finish (run->files, result, &error)) {
    g_autofree char *sha256 = culm_printer_files_dup_sha256 (run->files, result);

    culm_transfer_set_result (run->transfer, sha256, NULL, NULL);
  }
  end_run (run, error);
}

/* Takes the files. */
static void
start_run (CulmEngine *self, CulmTransfer *transfer, CulmPrinterFiles *files, gboolean again)
{
  Run *run = g_new0 (Run, 1);
  GCancellable *cancellable = g_cancellable_new ();
  const char *path = culm_transfer_get_remote (transfer);
  g_autofree char *local = g_file_get_path (culm_transfer_get_file (transfer));

  run->engine = g_object_ref (self);
  run->transfer = g_object_ref (transfer);
  run->files = files;
  g_object_set_data_full (G_OBJECT (transfer), CULM_TRANSFERS_CANCELLABLE, cancellable, g_object_unref);
  culm_transfers_take (CULM_TRANSFERS (culm_engine_get_transfers (self)), transfer);
  if (culm_transfer_get_direction (transfer) == CULM_TRANSFER_FROM_PRINTER)
    culm_printer_files_get_async (files, path, local, again, on_progress, run, cancellable, get_cb, run);
  else
    culm_printer_files_put_async (files, local, path, on_progress, run, cancellable, put_cb, run);
}

/* Returns: (transfer full) (nullable). */
static CulmTransfer *
begin (CulmEngine *self, const char *serial, GFile *file, const char *name, gint64 size, const char *path,
       CulmTransferDirection direction, gboolean remove, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  CulmPrinterFiles *files;
  CulmTransfer *transfer;

  if (g_file_peek_path (file) == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_UNSUPPORTED, "This is no file of this computer");
    return NULL;
  }
  files = culm_engine_open_files (self, serial, error);
  if (files == NULL)
    return NULL;
  transfer = culm_transfer_new (id, file, name, size, serial);
  culm_transfer_set_direction (transfer, direction);
  culm_transfer_set_remote (transfer, path, remove);
  start_run (self, transfer, files, FALSE);
  return transfer;
}

CulmTransfer *
culm_engine_fetch_file (CulmEngine *self, const char *serial, CulmStoredFile *file, GFile *target, gboolean remove,
                        GError **error)
{
  return begin (self, serial, target, culm_stored_file_get_name (file), culm_stored_file_get_size (file),
                culm_stored_file_get_path (file), CULM_TRANSFER_FROM_PRINTER, remove, error);
}

CulmTransfer *
culm_engine_send_file (CulmEngine *self, const char *serial, GFile *file, const char *folder, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *path = g_strconcat (folder, g_str_has_suffix (folder, "/") ? "" : "/", name, NULL);

  return begin (self, serial, file, shown, 0, path, CULM_TRANSFER_TO_PRINTER, FALSE, error);
}

void
culm_engine_retry_file (CulmEngine *self, CulmTransfer *transfer)
{
  CulmPrinterFiles *files;
  g_autoptr (GError) error = NULL;

  if (culm_transfer_get_active (transfer) || culm_transfer_get_state (transfer) == CULM_TRANSFER_DONE)
    return;
  files = culm_engine_open_files (self, culm_transfer_get_printer (transfer), &error);
  if (files != NULL)
    start_run (self, transfer, files, TRUE);
  else
    culm_transfers_end (CULM_TRANSFERS (culm_engine_get_transfers (self)), transfer, error);
}

/* Who waits for stores; whoever calls back may do so later. */
typedef struct {
  guint left;
  gboolean over;
} Settling;

static void
settled_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result G_GNUC_UNUSED, gpointer user_data)
{
  ((Settling *) user_data)->left--;
  g_rc_box_release (user_data);
}

static gboolean
on_over (gpointer settling)
{
  ((Settling *) settling)->over = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
settle_files (CulmEngine *self, CulmTransfer *transfer, Settling *settling)
{
  Opened *opened = g_hash_table_lookup (get_opened (self), culm_transfer_get_printer (transfer));
  g_autoptr (CulmPrinterFiles) files = opened != NULL ? g_weak_ref_get (&opened->files) : NULL;

  if (files == NULL)
    return;
  settling->left++;
  culm_printer_files_settle_async (files, settled_cb, g_rc_box_acquire (settling));
}

gboolean
culm_engine_settle_files (CulmEngine *self, guint milliseconds)
{
  GListModel *transfers = culm_engine_get_transfers (self);
  Settling *settling = g_rc_box_new0 (Settling);
  gboolean settled;
  guint timer;

  for (guint i = 0; i < g_list_model_get_n_items (transfers); i++) {
    g_autoptr (CulmTransfer) transfer = g_list_model_get_item (transfers, i);

    if (culm_transfer_get_active (transfer) && culm_transfer_get_direction (transfer) == CULM_TRANSFER_TO_PRINTER)
      settle_files (self, transfer, settling);
  }
  timer = g_timeout_add (milliseconds, on_over, settling);
  while (settling->left > 0 && !settling->over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  settled = settling->left == 0;
  g_rc_box_release (settling);
  return settled;
}
