/* culm-text-transfer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-transfer.h"
#include "culm-text-error.h"
#include "culm-text-files.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

static char *
describe_seconds (int seconds)
{
  return seconds < 60 ? g_strdup_printf (_ ("%d s left"), seconds)
                      : g_strdup_printf (_ ("%d min left"), (seconds + 30) / 60);
}

static char *
describe_sending (CulmTransfer *transfer)
{
  g_autofree char *sent = culm_text_size_of (culm_transfer_get_sent (transfer), culm_transfer_get_size (transfer));
  g_autoptr (GString) line = g_string_new (sent);

  if (culm_transfer_get_rate (transfer) > 0) {
    g_autofree char *rate = culm_text_rate (culm_transfer_get_rate (transfer));

    g_string_append_printf (line, " · %s", rate);
  }
  if (culm_transfer_get_time_left (transfer) >= 0) {
    g_autofree char *left = describe_seconds (culm_transfer_get_time_left (transfer));

    g_string_append_printf (line, " · %s", left);
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* "Waiting until 14:05: 10 uploads an hour". */
static char *
describe_limit (CulmTransfer *transfer)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *until = culm_text_clock (culm_transfer_get_resumes (transfer), now);

  return culm_text_limit (culm_transfer_get_limit (transfer), until);
}

char *
culm_text_transfer_line (CulmTransfer *transfer)
{
  g_autofree char *size = culm_text_size (culm_transfer_get_size (transfer));
  CulmTransferDirection direction = culm_transfer_get_direction (transfer);

  switch (culm_transfer_get_state (transfer)) {
  case CULM_TRANSFER_QUEUED:
    if (culm_transfer_get_resumes (transfer) > 0)
      return describe_limit (transfer);
    return g_strdup_printf (_ ("Waits for its turn · %s"), size);
  case CULM_TRANSFER_SENDING: return describe_sending (transfer);
  case CULM_TRANSFER_WAITING: return g_strdup (_ ("Broken off. Culm tries again in a moment."));
  case CULM_TRANSFER_CONFIRMING: return g_strdup (_ ("Sent. The service checks the file."));
  case CULM_TRANSFER_DONE:
    if (direction != CULM_TRANSFER_TO_CLOUD)
      return g_strdup (direction == CULM_TRANSFER_TO_PRINTER ? _ ("On the printer") : _ ("Downloaded"));
    return g_strdup (_ ("In your account. Start it from the manufacturer’s app."));
  case CULM_TRANSFER_CANCELLED: return g_strdup (_ ("Cancelled"));
  case CULM_TRANSFER_FAILED:
  default:
    if (direction != CULM_TRANSFER_TO_CLOUD && culm_transfer_get_error (transfer) != NULL)
      return culm_text_files_error (culm_transfer_get_error (transfer));
    return culm_text_upload_error (culm_transfer_get_error (transfer), culm_transfer_get_file_name (transfer));
  }
}
