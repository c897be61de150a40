/* culm-ctl-error.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include "culm-ctl.h"

/* What is not there is null. */
static void
add_string (JsonObject *object, const char *name, const char *value)
{
  JsonNode *node = json_node_alloc ();

  json_object_set_member (object, name,
                          value != NULL ? json_node_init_string (node, value) : json_node_init_null (node));
}

static void
add_number (JsonObject *object, const char *name, gint64 value)
{
  JsonNode *node = json_node_alloc ();

  json_object_set_member (object, name, value != 0 ? json_node_init_int (node, value) : json_node_init_null (node));
}

JsonNode *
culm_ctl_error_to_json (const GError *error)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *message = culm_ctl_describe_error (error);
  const char *code = culm_error_get_code_name (culm_ctl_get_code (error));

  add_string (object, "domain", culm_error_get_origin_name (culm_error_get_origin (error)));
  add_string (object, "code", code);
  add_string (object, "message", message);
  add_string (object, "err", culm_error_get_err (error));
  add_number (object, "server_code", culm_error_get_server_code (error));
  add_number (object, "http_status", culm_error_get_http_status (error));
  add_string (object, "detail", culm_error_get_detail (error));
  json_node_take_object (node, object);
  return node;
}

CulmError
culm_ctl_get_code (const GError *error)
{
  if (error->domain == CULM_ERROR)
    return (CulmError) error->code;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? CULM_ERROR_CANCELLED : CULM_ERROR_FAILED;
}

/* The service's own word that a printer is not there (reference/errors.md §2). */
#define CODE_DEVICE_NOT_FOUND 1003
#define CODE_DEVICE_OFFLINE 1004

static CulmExit
get_not_found_exit (const GError *error)
{
  return culm_error_get_origin (error) == CULM_ERROR_ORIGIN_PRINTER ||
                 culm_error_get_server_code (error) == CODE_DEVICE_NOT_FOUND
             ? CULM_EXIT_UNKNOWN_PRINTER
             : CULM_EXIT_REFUSED;
}

static CulmExit
get_offline_exit (const GError *error)
{
  if (culm_error_get_server_code (error) == CODE_DEVICE_OFFLINE)
    return CULM_EXIT_OFFLINE;
  /* 5 speaks of a printer; a service that cannot be reached is a failure like any other. */
  return culm_error_get_origin (error) == CULM_ERROR_ORIGIN_CLOUD ? CULM_EXIT_REFUSED : CULM_EXIT_OFFLINE;
}

CulmExit
culm_ctl_get_exit (const GError *error)
{
  switch (culm_ctl_get_code (error)) {
  case CULM_ERROR_USAGE:
  case CULM_ERROR_AMBIGUOUS: return CULM_EXIT_USAGE;
  case CULM_ERROR_UNAUTHORISED:
  case CULM_ERROR_WRONG_CODE:
  case CULM_ERROR_EXPIRED_CODE: return CULM_EXIT_NOT_SIGNED_IN;
  case CULM_ERROR_NOT_FOUND: return get_not_found_exit (error);
  case CULM_ERROR_OFFLINE: return get_offline_exit (error);
  case CULM_ERROR_TIMED_OUT: /* a printer in the local network that says nothing is not there */
    return culm_error_get_origin (error) == CULM_ERROR_ORIGIN_LAN ? CULM_EXIT_OFFLINE : CULM_EXIT_REFUSED;
  case CULM_ERROR_NOT_CONFIRMED: return CULM_EXIT_NOT_CONFIRMED;
  case CULM_ERROR_LIMITED: return CULM_EXIT_LIMITED;
  case CULM_ERROR_CANCELLED: return CULM_EXIT_CANCELLED;
  case CULM_ERROR_FAILED:
  case CULM_ERROR_REFUSED:
  case CULM_ERROR_FORBIDDEN:
  case CULM_ERROR_BLOCKED:
  case CULM_ERROR_UNTRUSTED:
  case CULM_ERROR_MALFORMED:
  case CULM_ERROR_BUSY:
  case CULM_ERROR_UNSUPPORTED:
  case CULM_ERROR_OUT_OF_RANGE:
  case CULM_ERROR_DAMAGED:
  case CULM_ERROR_FULL:
  case CULM_ERROR_INTERRUPTED:
  default: return CULM_EXIT_REFUSED;
  }
}

CulmExit
culm_ctl_report_error (CulmCtl *self, const GError *error)
{
  g_autofree char *sentence = culm_ctl_describe_error (error);

  culm_ctl_say ("culmctl: %s", sentence);
  if (self->json) {
    JsonObject *document = json_object_new ();
    JsonNode *node = json_node_alloc ();

    json_object_set_member (document, "error", culm_ctl_error_to_json (error));
    culm_ctl_print_json (json_node_init_object (node, document));
    json_object_unref (document);
  }
  return culm_ctl_get_exit (error);
}
