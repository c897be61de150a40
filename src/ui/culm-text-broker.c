/* culm-text-broker.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-broker.h"
#include "culm-error.h"
#include "culm-text-error.h"
#include <glib/gi18n-lib.h>

char *
culm_text_broker_error (const GError *error)
{
  gboolean of_file = culm_error_get_origin (error) == CULM_ERROR_ORIGIN_FILE;

  switch (error->domain == CULM_ERROR ? error->code : -1) {
  case CULM_ERROR_UNAUTHORISED:
    return g_strdup (_ ("The broker did not accept the user or the password. Type them again."));
  case CULM_ERROR_UNTRUSTED:
    return g_strdup (_ ("The broker could not prove who it is. Check the host, and choose its certificate."));
  case CULM_ERROR_OFFLINE: return g_strdup (_ ("The broker cannot be reached. Check the host and the port."));
  case CULM_ERROR_TIMED_OUT: return g_strdup (_ ("The broker does not answer. Check the host and the port."));
  case CULM_ERROR_REFUSED:
  case CULM_ERROR_FORBIDDEN:
    return of_file
               ? g_strdup (_ ("The password could not be kept. Check the keyring."))
               : g_strdup (_ ("The broker gives no reports of this printer. Check the serial number and the user."));
  case CULM_ERROR_NOT_FOUND: return g_strdup (_ ("The certificate is not there any more. Choose it again."));
  case CULM_ERROR_USAGE: return g_strdup (_ ("That file holds no certificate in PEM form. Choose another one."));
  default:
    return of_file ? g_strdup (_ ("The broker could not be kept. Check the keyring and the disk."))
                   : culm_text_error (error);
  }
}

char *
culm_text_broker_line (CulmBroker *broker)
{
  g_autofree char *address = culm_broker_dup_address (broker);
  const char *user = culm_broker_get_user (broker);

  switch (culm_broker_get_state (broker)) {
  case CULM_BROKER_REFUSED: return g_strdup_printf (_ ("%s · %s · not accepted"), address, user);
  case CULM_BROKER_OFFLINE: return g_strdup_printf (_ ("%s · %s · not reached"), address, user);
  case CULM_BROKER_CONNECTING:
  case CULM_BROKER_ONLINE:
  default: return g_strdup_printf (_ ("%s · %s"), address, user);
  }
}
