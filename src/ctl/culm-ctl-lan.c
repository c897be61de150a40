/* culm-ctl-lan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-broker.h"
#include "culm-ctl-terminal.h"
#include "culm-ctl.h"
#include "culm-engine-lan.h"
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define TRIES 3              /* of a person who mistypes */
#define DISCOVER_SECONDS 6.0 /* a printer announces itself every five */
#define LONGEST_SECONDS 86400.0

static void
free_secret (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

typedef char CulmSecretCode;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSecretCode, free_secret)

/* ---- Why a printer of the LAN says nothing ---- */

static char *
word_lan_error (CulmLanPrinter *printer, const GError *error)
{
  switch (culm_lan_printer_get_state (printer)) {
  case CULM_LAN_WRONG_CODE:
    return g_strdup_printf (_ ("The printer does not accept the access code. Read it on its screen, then: culmctl add "
                               "%s"),
                            culm_lan_printer_get_host (printer));
  case CULM_LAN_CHANGED:
    return g_strdup_printf (_ ("The printer shows another certificate than the one that was accepted: %s. If its "
                               "firmware was updated or it was reset: culmctl add %s. Else do not trust it."),
                            culm_lan_printer_get_new_fingerprint (printer), culm_lan_printer_get_host (printer));
  case CULM_LAN_WRONG_PRINTER:
    return g_strdup_printf (_ ("Another device answers at %s. If the printer has another address now: culmctl add "
                               "ADDRESS"),
                            culm_lan_printer_get_host (printer));
  case CULM_LAN_TAKEN:
    return g_strdup_printf (_ ("The printer at %s closes each connection at once. It has room for few: close the other "
                               "programs that use it, on other computers, too."),
                            culm_lan_printer_get_host (printer));
  case CULM_LAN_CONNECTING:
  case CULM_LAN_ONLINE:
  case CULM_LAN_OFFLINE:
  default:
    return error->code == CULM_ERROR_OFFLINE || error->code == CULM_ERROR_TIMED_OUT
               ? g_strdup_printf (_ ("The printer does not answer at %s. Check that it is on and in this network."),
                                  culm_lan_printer_get_host (printer))
               : g_strdup (error->message);
  }
}

gboolean
culm_ctl_check_lan (CulmCtl *self, CulmPrinter *printer, GError **error)
{
  CulmLanPrinter *lan = culm_engine_find_lan_printer (self->engine, culm_printer_get_serial (printer));
  const GError *known = lan != NULL ? culm_lan_printer_get_error (lan) : NULL;
  g_autofree char *words = NULL;

  if (known == NULL || culm_printer_get_route (printer) != CULM_ROUTE_NONE)
    return TRUE;
  words = word_lan_error (lan, known);
  if (error != NULL)
    *error = culm_error_new (CULM_ERROR_ORIGIN_LAN,
                             known->domain == CULM_ERROR ? (CulmError) known->code : CULM_ERROR_OFFLINE, "%s", words);
  return FALSE;
}

/* ---- discover ---- */

static JsonNode *
make_found_document (CulmCtl *self, CulmFoundPrinter *found)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *serial = culm_found_printer_get_serial (found);

  json_builder_begin_object (builder);
  culm_ctl_add_text (builder, "serial", serial);
  culm_ctl_add_text (builder, "name", culm_found_printer_get_name (found));
  culm_ctl_add_text (builder, "model", culm_found_printer_get_model (found));
  culm_ctl_add_text (builder, "model_id", culm_found_printer_get_model_id (found));
  culm_ctl_add_text (builder, "firmware", culm_found_printer_get_firmware (found));
  culm_ctl_add_text (builder, "address", culm_found_printer_get_host (found));
  json_builder_set_member_name (builder, "lan_only");
  json_builder_add_boolean_value (builder, culm_found_printer_get_lan_only (found));
  json_builder_set_member_name (builder, "added");
  json_builder_add_boolean_value (builder, culm_engine_find_lan_printer (self->engine, serial) != NULL);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_found (CulmCtl *self)
{
  GListModel *found = culm_engine_get_found_printers (self->engine);
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (found); i++) {
    g_autoptr (CulmFoundPrinter) printer = g_list_model_get_item (found, i);
    const char *model = culm_found_printer_get_model (printer);

    if (self->json)
      json_array_add_element (array, make_found_document (self, printer));
    else
      culm_ctl_print ("%s  %s  %s  %s", culm_found_printer_get_host (printer), culm_found_printer_get_serial (printer),
                      model != NULL ? model : "–", culm_found_printer_get_name (printer));
  }
  if (self->json)
    culm_ctl_print_json (json_node_init_array (json_node_alloc (), array));
  else if (g_list_model_get_n_items (found) == 0)
    culm_ctl_say ("%s", _ ("No printer announced itself. Printers in other networks do not: use culmctl add HOST."));
}

static gboolean
is_never (gpointer data G_GNUC_UNUSED)
{
  return FALSE;
}

static int
run_discover (CulmCtl *self, int argc, char *argv[], GError **error)
{
  const char *words = NULL;
  double seconds = DISCOVER_SECONDS;
  char *end = NULL;

  if (!culm_ctl_take_option (&argc, argv, "--for", &words, error) || !culm_ctl_check_words (&argc, argv, 0, 0, error))
    return -1;
  if (words != NULL)
    seconds = g_ascii_strtod (words, &end);
  if (end != NULL && (end == words || *end != '\0' || !(seconds > 0 && seconds <= LONGEST_SECONDS))) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no number of seconds."), words);
    return -1;
  }
  if (!culm_ctl_start (self, error) || !culm_engine_search_printers (self->engine, error))
    return -1;
  culm_ctl_wait_until (self, is_never, NULL, seconds);
  if (!culm_ctl_check_interrupt (self, error))
    return -1;
  print_found (self);
  return CULM_EXIT_DONE;
}

/* ---- add ---- */

static JsonNode *
make_added_document (const CulmLanDraft *draft)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const CulmPrinterModel *model = draft->model != NULL ? culm_printer_model_find (draft->model) : NULL;

  json_builder_begin_object (builder);
  culm_ctl_add_text (builder, "serial", draft->serial);
  culm_ctl_add_text (builder, "name", draft->name);
  culm_ctl_add_text (builder, "model", model != NULL ? model->name : draft->model);
  culm_ctl_add_text (builder, "host", draft->host);
  culm_ctl_add_text (builder, "fingerprint", draft->fingerprint);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static GError *
word_failure (GError *error, const char *host)
{
  char *words = NULL;

  if (error->domain != CULM_ERROR || culm_error_get_origin (error) != CULM_ERROR_ORIGIN_LAN)
    return error;
  switch (error->code) {
  case CULM_ERROR_UNAUTHORISED:
    words = g_strdup (_ ("The printer does not accept this access code. Read it on the printer’s screen, under "
                         "Settings, then LAN Only."));
    break;
  case CULM_ERROR_OFFLINE:
  case CULM_ERROR_TIMED_OUT:
    words = g_strdup_printf (_ ("No printer answers at %s. Check the address, and that the printer is on."), host);
    break;
  case CULM_ERROR_UNTRUSTED:
    words = g_strdup_printf (_ ("What answers at %s shows no printer’s certificate, or not the accepted one. No access "
                                "code was sent."),
                             host);
    break;
  default: return error;
  }
  g_free (error->message);
  error->message = words;
  return error;
}

static CulmFoundPrinter *
look_at (CulmCtl *self, const char *host, const CulmLanPorts *ports, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *failure = NULL;
  CulmFoundPrinter *found;

  culm_engine_look_at_async (self->engine, host, ports, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL)
    return NULL;
  found = culm_engine_look_at_finish (self->engine, result, &failure);
  if (found == NULL)
    g_propagate_error (error, word_failure (failure, host));
  return found;
}

static gboolean
try_draft (CulmCtl *self, const CulmLanDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *failure = NULL;

  culm_engine_add_printer_async (self->engine, draft, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL)
    return FALSE;
  if (culm_engine_add_printer_finish (self->engine, result, &failure))
    return TRUE;
  g_propagate_error (error, word_failure (failure, draft->host));
  return FALSE;
}

/* On a terminal a person looks at the certificate first; else it is printed for whoever reads the log. */
static gboolean
accept_certificate (CulmCtl *self, CulmFoundPrinter *found, GError **error)
{
  CulmLanPrinter *known = culm_engine_find_lan_printer (self->engine, culm_found_printer_get_serial (found));
  const char *fingerprint = culm_found_printer_get_fingerprint (found);
  const char *issuer = culm_found_printer_get_issuer (found);
  g_autofree char *who =
      g_strdup_printf ("%s (%s)", culm_found_printer_get_name (found), culm_found_printer_get_serial (found));

  culm_ctl_say (_ ("%s shows a certificate with this SHA-256 fingerprint:\n%s"), who, fingerprint);
  if (issuer != NULL)
    culm_ctl_say (_ ("It is vouched for by an issuer that you know: %s"), issuer);
  if (issuer != NULL || (known != NULL && g_str_equal (culm_lan_printer_get_fingerprint (known), fingerprint)))
    return TRUE;
  if (known != NULL)
    culm_ctl_say (_ ("It is not the one that was accepted before:\n%s"), culm_lan_printer_get_fingerprint (known));
  return self->yes || culm_ctl_confirm (_ ("Trust it from now on? [y/N]"), self->interrupt, error);
}

static gboolean
give_code (CulmCtl *self, CulmLanDraft *draft, GError **error)
{
  for (guint i = 1;; i++) {
    g_autoptr (GError) failure = NULL;
    g_autoptr (CulmSecretCode) code =
        culm_ctl_ask (_ ("Access code, from the printer’s screen:"), TRUE, self->interrupt, error);

    if (code == NULL)
      return FALSE;
    g_strstrip (code);
    draft->code = code;
    if (try_draft (self, draft, &failure))
      return TRUE;
    if (!g_error_matches (failure, CULM_ERROR, CULM_ERROR_UNAUTHORISED) || i >= TRIES || !isatty (STDIN_FILENO)) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    culm_ctl_say ("%s", _ ("The printer does not accept this code. Try again."));
  }
}

static int
run_add (CulmCtl *self, int argc, char *argv[], GError **error)
{
  CulmLanDraft draft = { .ports = CULM_LAN_PORTS_INIT };
  const char *ports = "", *name = NULL;
  g_autofree char *host = NULL;
  g_autoptr (CulmFoundPrinter) found = NULL;
  guint16 port = 0;

  if (!culm_ctl_take_option (&argc, argv, "--name", &name, error) ||
      !culm_ctl_take_option (&argc, argv, "--ports", &ports, error) || !culm_ctl_check_words (&argc, argv, 1, 1, error))
    return -1;
  if (!culm_lan_ports_parse (&draft.ports, ports, NULL)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("“%s” names no ports. Write mqtt=8883,ftps=990 and so on, those that differ."), ports);
    return -1;
  }
  host = culm_broker_parse_address (argv[1], &port, NULL);
  if (host == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("“%s” is no address and no name of a host. Write it as the printer shows it."), argv[1]);
    return -1;
  }
  if (port != 0)
    draft.ports.mqtt = port;
  if (!culm_ctl_start (self, error))
    return -1;
  draft.host = host;
  found = look_at (self, draft.host, &draft.ports, error);
  if (found == NULL || !accept_certificate (self, found, error))
    return -1;
  draft.serial = culm_found_printer_get_serial (found);
  draft.fingerprint = culm_found_printer_get_fingerprint (found);
  draft.name = name != NULL                                                      ? name
               : g_str_equal (culm_found_printer_get_name (found), draft.serial) ? NULL
                                                                                 : culm_found_printer_get_name (found);
  draft.model = culm_found_printer_get_model_id (found);
  if (!give_code (self, &draft, error))
    return -1;
  if (self->json)
    culm_ctl_print_json (make_added_document (&draft));
  else
    culm_ctl_print (_ ("“%s” is added."), draft.name != NULL ? draft.name : draft.serial);
  return CULM_EXIT_DONE;
}

/* ---- remove ---- */

static int
run_remove (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  g_autofree char *serial = NULL;
  g_autofree char *name = NULL;
  CulmPrinter *printer;

  if (!culm_ctl_check_words (&argc, argv, 1, 1, error) || !culm_ctl_start (self, error))
    return -1;
  printer = culm_ctl_find_printer (self, argv[1], error);
  if (printer == NULL)
    return -1;
  serial = g_strdup (culm_printer_get_serial (printer));
  name = g_strdup (culm_printer_get_name (printer));
  if (culm_engine_find_lan_printer (self->engine, serial) == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND,
                    _ ("“%s” was not added on the local network. It belongs to an account or to a broker."), name);
    return -1;
  }
  culm_engine_remove_printer_async (self->engine, serial, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL || !culm_engine_remove_printer_finish (self->engine, result, error))
    return -1;
  if (self->json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    culm_ctl_add_text (builder, "serial", serial);
    json_builder_set_member_name (builder, "removed");
    json_builder_add_boolean_value (builder, TRUE);
    json_builder_end_object (builder);
    culm_ctl_print_json (json_builder_get_root (builder));
  } else {
    culm_ctl_print (_ ("“%s” is removed."), name);
  }
  return CULM_EXIT_DONE;
}

const CulmCtlCommand culm_ctl_lan_commands[] = {
  { "discover", "[--for SECONDS]", N_ ("List the printers that announce themselves in this network"),
    N_ ("Listens for six seconds unless --for says otherwise. Printers beyond a router are not heard: add them by\n"
        "their address."),
    run_discover },
  { "add", "HOST [--name N] [--ports mqtt=8883,ftps=990,camera=6000,rtsps=322,tunnel=6000,detect=3000]",
    N_ ("Add a printer of the local network by its address or name"),
    N_ ("Shows the printer’s certificate and asks whether to trust it; --yes and a pipe accept it. Then asks for the\n"
        "access code, or reads it from the pipe. No account is needed. The code is never sent to anybody who shows\n"
        "another certificate."),
    run_add },
  { "remove", "PRINTER", N_ ("Forget a printer that was added on the local network"), NULL, run_remove },
  { NULL, NULL, NULL, NULL, NULL },
};
