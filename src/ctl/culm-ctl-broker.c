/* culm-ctl-broker.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-terminal.h"
#include "culm-ctl.h"
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define TRIES 3 /* of a person who mistypes */

static void
free_secret (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

typedef char CulmSecretText;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSecretText, free_secret)

GError *
culm_ctl_word_broker_error (GError *error)
{
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_OFFLINE) &&
      culm_error_get_origin (error) == CULM_ERROR_ORIGIN_MQTT) {
    g_free (error->message);
    error->message = g_strdup (_ ("The broker cannot be reached. Check its host and port, and the network."));
  }
  return error;
}

gboolean
culm_ctl_check_broker (CulmCtl *self, CulmPrinter *printer, GError **error)
{
  CulmBroker *broker = culm_engine_find_broker (self->engine, culm_printer_get_serial (printer));
  const GError *known = broker != NULL ? culm_broker_get_error (broker) : NULL;

  if (known == NULL)
    return broker != NULL || culm_ctl_check_lan (self, printer, error);
  g_propagate_error (error, culm_ctl_word_broker_error (g_error_copy (known)));
  return FALSE;
}

static JsonNode *
make_document (CulmBroker *broker)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *model = culm_broker_get_model (broker);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "serial");
  json_builder_add_string_value (builder, culm_broker_get_serial (broker));
  json_builder_set_member_name (builder, "host");
  json_builder_add_string_value (builder, culm_broker_get_host (broker));
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, culm_broker_get_port (broker));
  json_builder_set_member_name (builder, "tls");
  json_builder_add_boolean_value (builder, !culm_broker_get_plain (broker));
  json_builder_set_member_name (builder, "user");
  json_builder_add_string_value (builder, culm_broker_get_user (broker));
  json_builder_set_member_name (builder, "model");
  if (model != NULL)
    json_builder_add_string_value (builder, model);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_brokers (CulmCtl *self)
{
  GListModel *brokers = culm_engine_get_brokers (self->engine);
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (brokers); i++) {
    g_autoptr (CulmBroker) broker = g_list_model_get_item (brokers, i);
    g_autofree char *address = culm_broker_dup_address (broker);

    if (self->json)
      json_array_add_element (array, make_document (broker));
    else
      culm_ctl_print ("%s  %s  %s", culm_broker_get_serial (broker), address, culm_broker_get_user (broker));
  }
  if (self->json)
    culm_ctl_print_json (json_node_init_array (json_node_alloc (), array));
}

static gboolean
try_draft (CulmCtl *self, const CulmBrokerDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *failure = NULL;

  culm_engine_add_broker_async (self->engine, draft, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL)
    return FALSE;
  if (culm_engine_add_broker_finish (self->engine, result, &failure))
    return TRUE;
  g_propagate_error (error, culm_ctl_word_broker_error (failure));
  return FALSE;
}

/* A person at a terminal may mistype; a pipe has one line. */
static gboolean
give_password (CulmCtl *self, CulmBrokerDraft *draft, GError **error)
{
  for (guint i = 1;; i++) {
    g_autoptr (GError) failure = NULL;
    g_autoptr (CulmSecretText) password =
        culm_ctl_ask (_ ("Password, or the printer’s access code:"), TRUE, self->interrupt, error);
    gboolean again;

    if (password == NULL)
      return FALSE;
    draft->password = password;
    if (try_draft (self, draft, &failure))
      return TRUE;
    again = g_error_matches (failure, CULM_ERROR, CULM_ERROR_UNAUTHORISED) && i < TRIES && isatty (STDIN_FILENO);
    if (!again) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    culm_ctl_say ("%s", _ ("The broker did not accept this. Try again."));
  }
}

static gboolean
check_draft (const CulmBrokerDraft *draft, GError **error)
{
  if (draft->serial == NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("Name the printer with --serial."));
  else if (!culm_broker_is_serial (draft->serial))
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("“%s” is no serial number: those are letters and digits."), draft->serial);
  else if (draft->model != NULL && culm_printer_model_find (draft->model) == NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("There is no model “%s”."), draft->model);
  else if (*draft->user == '\0')
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("%s needs a value."), "--user");
  else if (draft->plain && draft->ca_file != NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("With --plain there is nothing that --ca could prove. Leave one away."));
  else
    return TRUE;
  return FALSE;
}

static int
add_broker (CulmCtl *self, int argc, char *argv[], GError **error)
{
  CulmBrokerDraft draft = { .user = CULM_BROKER_USER, .plain = culm_ctl_take_flag (&argc, argv, "--plain") };
  g_autofree char *host = NULL;

  if (!culm_ctl_take_option (&argc, argv, "--serial", &draft.serial, error) ||
      !culm_ctl_take_option (&argc, argv, "--user", &draft.user, error) ||
      !culm_ctl_take_option (&argc, argv, "--model", &draft.model, error) ||
      !culm_ctl_take_option (&argc, argv, "--ca", &draft.ca_file, error) ||
      !culm_ctl_check_words (&argc, argv, 1, 1, error) || !check_draft (&draft, error))
    return -1;
  host = culm_broker_parse_address (argv[1], &draft.port, error);
  draft.host = host;
  if (host == NULL || !culm_ctl_start (self, error) || !give_password (self, &draft, error))
    return -1;
  if (self->json)
    culm_ctl_print_json (make_document (culm_engine_find_broker (self->engine, draft.serial)));
  else
    culm_ctl_print (_ ("The broker is kept for “%s”."), draft.serial);
  return CULM_EXIT_DONE;
}

static int
remove_broker (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  if (!culm_ctl_check_words (&argc, argv, 1, 1, error) || !culm_ctl_start (self, error))
    return -1;
  if (culm_engine_find_broker (self->engine, argv[1]) == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND,
                    _ ("No broker is kept for “%s”. See culmctl broker list."), argv[1]);
    return -1;
  }
  culm_engine_remove_broker_async (self->engine, argv[1], self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL || !culm_engine_remove_broker_finish (self->engine, result, error))
    return -1;
  if (self->json)
    print_brokers (self); /* those that stay */
  return CULM_EXIT_DONE;
}

static int
list_brokers (CulmCtl *self, int argc, char *argv[], GError **error)
{
  if (!culm_ctl_check_words (&argc, argv, 0, 0, error) || !culm_ctl_start (self, error))
    return -1;
  print_brokers (self);
  return CULM_EXIT_DONE;
}

static int
run_broker (CulmCtl *self, int argc, char *argv[], GError **error)
{
  static const struct {
    const char *name;
    int (*run) (CulmCtl *self, int argc, char *argv[], GError **error);
  } acts[] = { { "list", list_brokers }, { "add", add_broker }, { "remove", remove_broker } };

  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (acts); i++) {
    if (!g_str_equal (argv[1], acts[i].name))
      continue;
    argv[1] = argv[0]; /* the command whose help a complaint names */
    return acts[i].run (self, argc - 1, argv + 1, error);
  }
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                  _ ("Say what to do: culmctl broker add, remove or list."));
  return -1;
}

const CulmCtlCommand culm_ctl_broker_commands[] = {
  { "broker", "add HOST[:PORT] --serial S [--user U] [--model M] [--ca FILE] [--plain] | remove S | list",
    N_ ("Reach a printer over an MQTT broker of your own"),
    N_ ("Asks for the password, or reads it from a pipe; the user is bblp unless --user names another. No account is\n"
        "needed. Commands are sent as the vendor’s API reference has them.\n"
        "--ca FILE is the certificate (PEM) that the broker’s must come from. --plain does without TLS: everybody on\n"
        "the way can read the password and steer the printer.\n"
        "A printer that an account has as well is reached over its broker until that is removed."),
    run_broker },
  { NULL, NULL, NULL, NULL, NULL },
};
