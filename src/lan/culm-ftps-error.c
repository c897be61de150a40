/* culm-ftps-error.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ftps-error.h"
#include "culm-error.h"
#include <curl/curl.h>

/* By what the printer said; FALSE: it did not complain. */
static gboolean
judge_reply (int reply, CulmError *kind)
{
  switch (reply) {
  case 421: *kind = CULM_ERROR_BUSY; break;
  case 530: *kind = CULM_ERROR_UNAUTHORISED; break;
  case 450:
  case 550: *kind = CULM_ERROR_NOT_FOUND; break;
  case 452:
  case 552: *kind = CULM_ERROR_FULL; break;
  case 425: /* the session of the control connection was not taken up, or no TLS there */
  case 522:
  case 553: *kind = CULM_ERROR_REFUSED; break;
  case 500:
  case 501:
  case 502:
  case 504: *kind = CULM_ERROR_UNSUPPORTED; break;
  case 426:
  case 451: *kind = CULM_ERROR_FAILED; break;
  default: return FALSE;
  }
  return TRUE;
}

/* By what became of the connection. */
static CulmError
judge_connection (CURLcode code, const char **err)
{
  /* A handful of a hundred; the rest is trouble with the network. */
  if (code == CURLE_OPERATION_TIMEDOUT)
    return CULM_ERROR_TIMED_OUT;
  if (code == CURLE_LOGIN_DENIED)
    return CULM_ERROR_UNAUTHORISED;
  if (code == CURLE_PEER_FAILED_VERIFICATION)
    return CULM_ERROR_UNTRUSTED;
  if (code == CURLE_REMOTE_FILE_NOT_FOUND || code == CURLE_REMOTE_ACCESS_DENIED || code == CURLE_FTP_COULDNT_RETR_FILE)
    return CULM_ERROR_NOT_FOUND;
  if (code == CURLE_QUOTE_ERROR)
    return CULM_ERROR_REFUSED;
  if (code == CURLE_PARTIAL_FILE) {
    *err = "ERR_CHECKSUM_MISMATCH";
    return CULM_ERROR_DAMAGED;
  }
  if (code == CURLE_WRITE_ERROR || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_FTP_WEIRD_PASV_REPLY ||
      code == CURLE_FTP_WEIRD_227_FORMAT || code == CURLE_URL_MALFORMAT) {
    *err = "ERR_BAD_RESPONSE";
    return CULM_ERROR_MALFORMED;
  }
  return CULM_ERROR_OFFLINE;
}

GError *
culm_ftps_make_error (int curl_code, int reply, const char *words, const char *message, gboolean cancelled)
{
  const char *err = "ERR_NETWORK";
  CulmError kind = judge_connection ((CURLcode) curl_code, &err);
  GError *error;

  if (cancelled) {
    kind = CULM_ERROR_CANCELLED;
    err = "ERR_CANCELED";
  } else if (judge_reply (reply, &kind)) {
    err = "ERR_BAD_REQUEST";
  }
  error = culm_error_new (CULM_ERROR_ORIGIN_LAN, kind, "FTPS: %s",
                          message != NULL && *message != '\0' ? message : curl_easy_strerror ((CURLcode) curl_code));
  culm_error_set_err (error, err);
  if (!cancelled && reply >= 400) {
    culm_error_set_server_code (error, reply);
    culm_error_set_detail (error, words);
  }
  return error;
}
