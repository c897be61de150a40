/* culm-ctl-webhook.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-terminal.h"
#include "culm-ctl.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef char CulmWiped;

static void
wipe (CulmWiped *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmWiped, wipe)

/* ---- Words ---- */

/* What is wrong with an address: its words replace those for the log. */
static void
explain (GError *error)
{
  const char *sentence = NULL;

  if (g_strcmp0 (culm_error_get_err (error), "ERR_INVALID_URL") == 0)
    sentence = _ ("That is no address of a webhook. It begins with https://.");
  else if (g_error_matches (error, CULM_ERROR, CULM_ERROR_REFUSED) && culm_error_get_http_status (error) == 0)
    sentence = _ ("Plain http is for your own network alone. Use https.");
  if (sentence == NULL)
    return;
  g_free (error->message);
  error->message = g_strdup (sentence);
}

static char *
format_instant (gint64 unix_seconds, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_seconds);
  g_autoptr (GDateTime) shown = utc != NULL && g_str_has_suffix (format, "Z") ? g_date_time_ref (utc)
                                : utc != NULL                                 ? g_date_time_to_local (utc)
                                                                              : NULL;

  return shown != NULL ? g_date_time_format (shown, format) : g_strdup ("");
}

/* Returns: (transfer full). */
static char *
describe_last (CulmWebhook *hook)
{
  guint status = culm_webhook_get_last_status (hook);
  int error = culm_webhook_get_last_error (hook);
  g_autofree char *at = NULL;

  if (culm_webhook_get_last_at (hook) == 0)
    return g_strdup (_ ("never used"));
  at = format_instant (culm_webhook_get_last_at (hook), "%F %T");
  if (status >= 200 && status < 300)
    return g_strdup_printf (_ ("%s delivered (%u)"), at, status);
  if (status != 0)
    return g_strdup_printf (_ ("%s refused (%u)"), at, status);
  return g_strdup_printf (_ ("%s not delivered (%s)"), at, culm_error_get_code_name ((CulmError) MAX (error, 0)));
}

static void
print_hook (CulmWebhook *hook, const char *address)
{
  g_autofree const char **names = culm_webhook_list_events (culm_webhook_get_events (hook));
  g_autofree char *choice = culm_webhook_get_events (hook) == CULM_WEBHOOK_ALL_EVENTS
                                ? g_strdup (_ ("all events"))
                                : g_strjoinv (", ", (char **) names);
  g_autofree char *last = describe_last (hook);

  culm_ctl_print ("%d  %s\n   %s\n   %s", culm_webhook_get_number (hook), address, choice, last);
  if (culm_webhook_get_waiting (hook) > 0)
    culm_ctl_print (ngettext ("   %u event waits", "   %u events wait", culm_webhook_get_waiting (hook)),
                    culm_webhook_get_waiting (hook));
  if (culm_webhook_get_lost (hook) > 0)
    culm_ctl_print (ngettext ("   %u event was lost", "   %u events were lost", culm_webhook_get_lost (hook)),
                    culm_webhook_get_lost (hook));
}

/* ---- Documents ---- */

static JsonNode *
write_last (CulmWebhook *hook)
{
  JsonNode *node = json_node_alloc ();
  guint status = culm_webhook_get_last_status (hook);
  int error = culm_webhook_get_last_error (hook);
  g_autofree char *at = NULL;
  JsonObject *last;

  if (culm_webhook_get_last_at (hook) == 0)
    return json_node_init_null (node);
  at = format_instant (culm_webhook_get_last_at (hook), "%Y-%m-%dT%H:%M:%SZ");
  last = json_object_new ();
  json_object_set_string_member (last, "at", at);
  if (status != 0)
    json_object_set_int_member (last, "status", status);
  else
    json_object_set_null_member (last, "status");
  if (error >= 0)
    json_object_set_string_member (last, "error", culm_error_get_code_name ((CulmError) error));
  else
    json_object_set_null_member (last, "error");
  json_object_set_boolean_member (last, "delivered", status >= 200 && status < 300);
  json_node_take_object (json_node_init_object (node, NULL), last);
  return node;
}

static JsonNode *
write_hook (CulmWebhook *hook, const char *address)
{
  g_autofree const char **names = culm_webhook_list_events (culm_webhook_get_events (hook));
  JsonArray *events = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (const char **name = names; *name != NULL; name++)
    json_array_add_string_element (events, *name);
  json_object_set_int_member (object, "n", culm_webhook_get_number (hook));
  json_object_set_string_member (object, "url", address);
  json_object_set_array_member (object, "events", events);
  json_object_set_boolean_member (object, "tls", !culm_webhook_get_plain (hook));
  json_object_set_int_member (object, "waiting", culm_webhook_get_waiting (hook));
  json_object_set_int_member (object, "lost", culm_webhook_get_lost (hook));
  json_object_set_member (object, "last", write_last (hook));
  json_node_take_object (node, object);
  return node;
}

/* ---- Commands ---- */

static CulmWebhooks *
load_webhooks (CulmCtl *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  CulmWebhooks *webhooks;

  if (!culm_ctl_start (self, error))
    return NULL;
  webhooks = culm_engine_get_webhooks (self->engine);
  culm_webhooks_load_async (webhooks, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  return result != NULL && culm_webhooks_load_finish (webhooks, result, error) ? webhooks : NULL;
}

/* (transfer none) (nullable). */
static CulmWebhook *
find_hook (CulmCtl *self, const char *word, GError **error)
{
  gint64 number = 0;
  CulmWebhooks *webhooks;
  CulmWebhook *hook;

  if (!g_ascii_string_to_signed (word, 10, 1, G_MAXINT, &number, NULL)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("“%s” is no number of a webhook. See culmctl webhook list."), word);
    return NULL;
  }
  webhooks = load_webhooks (self, error);
  hook = webhooks != NULL ? culm_webhooks_find (webhooks, (int) number) : NULL;
  if (webhooks != NULL && hook == NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_NOT_FOUND,
                    _ ("There is no webhook %d. See culmctl webhook list."), (int) number);
  return hook;
}

static int
run_list (CulmCtl *self, int argc, char *argv[], GError **error)
{
  gboolean full = culm_ctl_take_flag (&argc, argv, "--full");
  g_autoptr (JsonArray) array = json_array_new ();
  GListModel *hooks;

  if (!culm_ctl_check_words (&argc, argv, 0, 0, error))
    return -1;
  hooks = (GListModel *) load_webhooks (self, error);
  if (hooks == NULL)
    return -1;
  for (guint i = 0; i < g_list_model_get_n_items (hooks); i++) {
    g_autoptr (CulmWebhook) hook = g_list_model_get_item (hooks, i);
    const char *address = full ? culm_webhook_get_url (hook) : culm_webhook_get_label (hook);

    if (self->json)
      json_array_add_element (array, write_hook (hook, address));
    else
      print_hook (hook, address);
  }
  if (self->json)
    culm_ctl_print_json (json_node_init_array (json_node_alloc (), array));
  else if (g_list_model_get_n_items (hooks) == 0)
    culm_ctl_say ("%s", _ ("There is no webhook. Add one with culmctl webhook add URL."));
  return CULM_EXIT_DONE;
}

/* An empty line asks for a secret that nobody can guess, which is then said once. */
static char *
ask_secret (CulmCtl *self, gboolean *made, GError **error)
{
  char *secret = culm_ctl_ask (_ ("Secret (leave it empty to have one made):"), TRUE, self->interrupt, error);

  *made = secret != NULL && *secret == '\0';
  if (!*made)
    return secret;
  g_free (secret);
  return culm_webhooks_make_secret ();
}

static void
print_added (CulmCtl *self, CulmWebhook *hook, const char *secret)
{
  if (self->json) {
    JsonNode *node = write_hook (hook, culm_webhook_get_label (hook));

    if (secret != NULL)
      json_object_set_string_member (json_node_get_object (node), "secret", secret);
    culm_ctl_print_json (node);
    return;
  }
  print_hook (hook, culm_webhook_get_label (hook));
  if (secret != NULL)
    culm_ctl_print (_ ("   secret: %s"), secret);
  if (culm_webhook_get_plain (hook))
    culm_ctl_say ("culmctl: %s", _ ("Plain http: whoever is in your network can read these events."));
}

static int
run_add (CulmCtl *self, int argc, char *argv[], GError **error)
{
  const char *choice = NULL;
  guint events = CULM_WEBHOOK_ALL_EVENTS;
  gboolean made = FALSE;
  g_autoptr (CulmWiped) address = NULL;
  g_autoptr (CulmWiped) secret = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulmWebhook) hook = NULL;
  GAsyncResult *slot = NULL;
  CulmWebhooks *webhooks;

  if (!culm_ctl_take_option (&argc, argv, "--events", &choice, error) ||
      !culm_ctl_check_words (&argc, argv, 1, 1, error) ||
      (choice != NULL && !culm_webhook_parse_events (choice, &events, error)))
    return -1;
  webhooks = load_webhooks (self, error);
  if (webhooks == NULL)
    return -1;
  address =
      g_str_equal (argv[1], "-") ? culm_ctl_ask (_ ("Address:"), TRUE, self->interrupt, error) : g_strdup (argv[1]);
  if (address == NULL)
    return -1;
  if (!culm_webhooks_check_address (address, error)) {
    explain (*error);
    return -1;
  }
  secret = ask_secret (self, &made, error);
  if (secret == NULL)
    return -1;
  culm_webhooks_add_async (webhooks, address, secret, events, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  hook = result != NULL ? culm_webhooks_add_finish (webhooks, result, error) : NULL;
  if (hook == NULL) {
    explain (*error);
    return -1;
  }
  print_added (self, hook, made ? secret : NULL);
  return CULM_EXIT_DONE;
}

static int
run_remove (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulmWebhook) hook = NULL;
  GAsyncResult *slot = NULL;
  CulmWebhook *found;

  if (!culm_ctl_check_words (&argc, argv, 1, 1, error))
    return -1;
  found = find_hook (self, argv[1], error);
  if (found == NULL)
    return -1;
  hook = g_object_ref (found);
  culm_webhooks_remove_async (culm_engine_get_webhooks (self->engine), hook, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL || !culm_webhooks_remove_finish (culm_engine_get_webhooks (self->engine), result, error))
    return -1;
  if (self->json)
    culm_ctl_print_json (write_hook (hook, culm_webhook_get_label (hook)));
  return CULM_EXIT_DONE;
}

static int
run_test (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  CulmWebhook *hook;

  if (!culm_ctl_check_words (&argc, argv, 1, 1, error))
    return -1;
  hook = find_hook (self, argv[1], error);
  if (hook == NULL)
    return -1;
  culm_webhooks_test_async (culm_engine_get_webhooks (self->engine), hook, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL)
    return -1;
  if (!culm_webhooks_test_finish (culm_engine_get_webhooks (self->engine), result, error)) {
    explain (*error);
    return -1;
  }
  if (self->json)
    culm_ctl_print_json (write_hook (hook, culm_webhook_get_label (hook)));
  else
    culm_ctl_print (_ ("The test was delivered (%u)."), culm_webhook_get_last_status (hook));
  return CULM_EXIT_DONE;
}

static int
run_webhook (CulmCtl *self, int argc, char *argv[], GError **error)
{
  static const struct {
    const char *name;
    int (*run) (CulmCtl *self, int argc, char *argv[], GError **error);
  } acts[] = { { "list", run_list }, { "add", run_add }, { "remove", run_remove }, { "test", run_test } };

  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (acts); i++) {
    if (!g_str_equal (argv[1], acts[i].name))
      continue;
    argv[1] = argv[0]; /* the command whose help a complaint names */
    return acts[i].run (self, argc - 1, argv + 1, error);
  }
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                  _ ("Say what to do: webhook list, add URL, remove N or test N."));
  return -1;
}

const CulmCtlCommand culm_ctl_webhook_commands[] = {
  { "webhook", "list [--full]|add URL|- [--events A,B]|remove N|test N", N_ ("Tell other programs what happens"),
    N_ ("Each event that was chosen (without --events: every one) is posted to URL as the JSON that watch prints,\n"
        "with a signature in X-Culm-Signature. The secret for it is asked for, or read from a pipe; an empty line\n"
        "has one made. With “-” in place of URL the address is asked for as well.\n"
        "URL is https, or http within your own network. list shows no more of it than its host and such words as\n"
        "every address has: the rest may be a secret. --full shows all of it.\n"
        "The window sends; without a window “culmctl watch” does."),
    run_webhook },
  { NULL, NULL, NULL, NULL, NULL },
};
