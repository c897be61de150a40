/* culm-transfer-record.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-transfer-record.h"
#include "culm-error.h"

void
culm_transfer_record_save (CulmTransfer *transfer, int plate, CulmCache *cache)
{
  const GError *error = culm_transfer_get_error (transfer);
  g_autofree char *path = g_file_get_path (culm_transfer_get_file (transfer));
  gint64 ended = culm_transfer_get_ended (transfer);
  CulmCachedTransfer cached = {
    .id = (char *) culm_transfer_get_id (transfer),
    .path = path,
    .file_name = (char *) culm_transfer_get_file_name (transfer),
    .printer = (char *) culm_transfer_get_printer (transfer),
    .sha256 = (char *) culm_transfer_get_sha256 (transfer),
    .file_id = (char *) culm_transfer_get_file_id (transfer),
    .contract = (char *) culm_transfer_get_contract (transfer),
    .error = error != NULL ? error->message : NULL,
    .remote = (char *) culm_transfer_get_remote (transfer),
    .error_code = error != NULL ? error->code : 0,
    .error_origin = error != NULL ? (int) culm_error_get_origin (error) : 0,
    .state = (int) culm_transfer_get_state (transfer),
    .direction = (int) culm_transfer_get_direction (transfer),
    .plate = plate,
    .removes = culm_transfer_get_removes (transfer),
    .under_way = culm_transfer_get_active (transfer),
    .size = culm_transfer_get_size (transfer),
    .ended = ended != 0 ? ended : g_get_real_time () / G_USEC_PER_SEC,
  };

  culm_cache_save_transfer (cache, &cached);
}

CulmTransfer *
culm_transfer_record_restore (const CulmCachedTransfer *cached)
{
  g_autoptr (GFile) file = g_file_new_for_path (cached->path);
  CulmTransfer *transfer = culm_transfer_new (cached->id, file, cached->file_name, cached->size, cached->printer);
  CulmErrorOrigin origin =
      (CulmErrorOrigin) CLAMP (cached->error_origin, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_ORIGIN_PRINTER);
  int state = MIN (cached->state, (int) CULM_TRANSFER_CANCELLED);
  g_autoptr (GError) error = NULL;

  culm_transfer_set_direction (
      transfer, (CulmTransferDirection) CLAMP (cached->direction, CULM_TRANSFER_TO_CLOUD, CULM_TRANSFER_FROM_PRINTER));
  culm_transfer_set_remote (transfer, cached->remote, cached->removes);
  if (state < (int) CULM_TRANSFER_DONE) {
    state = CULM_TRANSFER_FAILED;
    error = culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_INTERRUPTED, "The program ended before it was done");
  } else if (cached->error != NULL) {
    error = culm_error_new (origin, (CulmError) cached->error_code, "%s", cached->error);
  }
  if (cached->sha256 != NULL)
    culm_transfer_set_result (transfer, cached->sha256, cached->file_id, cached->contract);
  culm_transfer_set_state (transfer, (CulmTransferState) state, error, cached->ended);
  return transfer;
}
