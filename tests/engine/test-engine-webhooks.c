/* test-engine-webhooks.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of the vendor's reference, from a printer to an address that is told of them. notification.created comes
 * from the window: tests/app/test-notifier.c. */
#include "culm-test-rig.h"
#include <libsoup/soup.h>

#define SECRET "a secret"

typedef struct {
  SoupServer *server;
  char *address;
  GPtrArray *bodies; /* JsonNode */
} Receiver;

static void
on_request (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path G_GNUC_UNUSED,
            GHashTable *query G_GNUC_UNUSED, gpointer user_data)
{
  Receiver *receiver = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *digits = g_compute_hmac_for_data (G_CHECKSUM_SHA256, (const guchar *) SECRET, strlen (SECRET),
                                                     (const guchar *) body->data, (gsize) body->length);
  g_autofree char *signature = g_strconcat ("sha256=", digits, NULL);
  g_autofree char *text = g_strndup (body->data, (gsize) body->length);

  g_assert_cmpstr (soup_server_message_get_method (message), ==, "POST");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Culm-Signature"), ==, signature);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Type"), ==, "application/json");
  g_ptr_array_add (receiver->bodies, json_from_string (text, NULL));
  soup_server_message_set_status (message, 200, NULL);
}

static Receiver *
receiver_new (void)
{
  Receiver *self = g_new0 (Receiver, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d/hook", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

static void
receiver_free (Receiver *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->bodies);
  g_free (self->address);
  g_free (self);
}

static void
add_webhook (CulmTestRig *rig, Receiver *receiver, CulmEventKind kind)
{
  CulmWebhooks *webhooks = culm_engine_get_webhooks (rig->engine);
  g_autoptr (GAsyncResult) added = NULL, begun = NULL;
  g_autoptr (CulmWebhook) hook = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_webhooks_add_async (webhooks, receiver->address, SECRET, CULM_WEBHOOK_EVENT_BIT (kind), NULL,
                           culm_test_keep_result, &slot);
  added = culm_test_await (&slot, 10);
  hook = culm_webhooks_add_finish (webhooks, added, &error);
  g_assert_no_error (error);
  culm_webhooks_send_async (webhooks, FALSE, NULL, culm_test_keep_result, &slot);
  begun = culm_test_await (&slot, 10);
  g_assert_true (culm_webhooks_send_finish (webhooks, begun, &error));
}

static gboolean
has_body (gpointer receiver)
{
  return ((Receiver *) receiver)->bodies->len > 0;
}

typedef struct {
  const char *name, *state, *before, *what; /* `before` NULL: nothing has to happen first */
  CulmEventKind kind;
} Row;

typedef struct {
  const char *contract;
  const Row *row;
} Case;

static const Row rows[] = {
  { "print.started", "P1S:idle", NULL, "start-print", CULM_EVENT_PRINT_STARTED },
  { "print.completed", "P1S:printing", NULL, "finish", CULM_EVENT_PRINT_COMPLETED },
  { "print.failed", "P1S:printing", NULL, "fail", CULM_EVENT_PRINT_FAILED },
  { "device.offline", "P1S:idle", NULL, "offline", CULM_EVENT_DEVICE_OFFLINE },
  { "device.online", "P1S:idle", "offline", "online", CULM_EVENT_DEVICE_ONLINE },
};

static void
test_event (gconstpointer data)
{
  const Row *row = ((const Case *) data)->row;
  const char *contract = ((const Case *) data)->contract;
  const char *args[] = { "--models", row->state, "--printers", "1", "--speed", "60", "--contract", contract, NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  Receiver *receiver = receiver_new ();
  CulmPrinter *printer;
  JsonObject *body;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  add_webhook (rig, receiver, row->kind);
  if (row->before != NULL) {
    culm_test_rig_do (rig, printer, row->before, NULL);
    culm_test_rig_await_event (rig, CULM_EVENT_DEVICE_OFFLINE, printer, 30);
  }
  culm_test_rig_do (rig, printer, row->what, NULL);
  g_assert_true (culm_test_wait_for (has_body, receiver, 30));
  body = json_node_get_object (g_ptr_array_index (receiver->bodies, 0));
  g_assert_cmpstr (json_object_get_string_member (body, "event"), ==, row->name);
  g_assert_cmpstr (json_object_get_string_member (body, "serial"), ==, culm_printer_get_serial (printer));
  g_assert_cmpstr (json_object_get_string_member (body, "name"), ==, culm_printer_get_name (printer));
  g_assert_true (g_str_has_suffix (json_object_get_string_member (body, "at"), "Z"));
  g_assert_cmpuint (receiver->bodies->len, ==, 1); /* and nothing that was not chosen */
  culm_test_rig_drop_engine (rig);
  receiver_free (receiver);
}

int
main (int argc, char *argv[])
{
  static const char *const contracts[] = { "service", "seed" };
  static Case cases[G_N_ELEMENTS (contracts) * G_N_ELEMENTS (rows)];

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = NULL;

    cases[i].contract = contracts[i / G_N_ELEMENTS (rows)];
    cases[i].row = &rows[i % G_N_ELEMENTS (rows)];
    path = g_strdup_printf ("/webhook-events/%s/%s", cases[i].row->name, cases[i].contract);
    g_test_add_data_func (path, &cases[i], test_event);
  }
  return g_test_run ();
}
