/* test-engine-routes.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-contacts.h"
#include "culm-error.h"
#include "culm-test-lan.h"
#include "culm-test-relay.h"

#define LONG 60 /* s: a machine may be slow */
/* The time that the program has for a change of route, in s; the bound that steady machines are measured with. */
#define PROMPT (g_test_perf () ? 5 : LONG)

static const char *const args[] = { "--lan", "--models", "P1S:printing,X1C:idle", "--printers", "2", NULL };

static void
add_by_relay (CulmTestRig *rig, guint index, CulmTestRelay *relay)
{
  g_autoptr (CulmFoundPrinter) found = culm_test_lan_look_at (rig, index, NULL);
  CulmLanDraft draft = culm_test_lan_make_draft (rig, index, found);
  g_autoptr (GError) error = NULL;

  draft.ports.mqtt = culm_test_relay_get_port (relay);
  culm_test_lan_add_draft (rig, &draft, &error);
  g_assert_no_error (error);
}

/* Waits for the route, and says how long that took. */
static void
time_route (CulmTestRig *rig, const char *serial, CulmRoute route, const char *what)
{
  gint64 since = g_get_monotonic_time ();

  culm_test_lan_await_live (rig, serial, route, PROMPT);
  g_test_message ("%s: %.1f s", what, (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC);
}

/* One printer in the list, by the LAN while it answers; one command goes over one way alone. */
static void
test_routes (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  const char *serial = culm_test_sim_get_serial (rig->sim, 0);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  GListModel *printers = culm_engine_get_printers (rig->engine);
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;

  culm_test_rig_refresh (rig);
  printer = culm_test_lan_await_live (rig, serial, CULM_ROUTE_CLOUD, LONG);
  culm_test_lan_add (rig, 0);
  g_assert_true (culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG) == printer);
  g_assert_cmpuint (g_list_model_get_n_items (printers), ==, 2);
  g_assert_true (culm_test_rig_send (printer, "bed", "50", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "M140"), ==, 1);
  culm_test_lan_do (rig, 0, "lan", "false");
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_CLOUD, LONG);
  g_assert_true (culm_test_rig_send (printer, "bed", "55", &error));
  g_assert_no_error (error);
  culm_test_lan_do (rig, 0, "lan", "true");
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_DEVICE_OFFLINE, NULL), ==, 0);
  g_assert_true (culm_engine_set_lan_only (rig->engine, serial, TRUE));
  culm_test_lan_do (rig, 0, "lan", "false");
  culm_test_lan_await_state (rig, serial, CULM_LAN_OFFLINE, LONG);
  culm_test_run_for (1500);
  g_assert_cmpint (culm_printer_get_route (printer), ==, CULM_ROUTE_NONE);
  g_assert_true (culm_engine_set_lan_only (rig->engine, serial, FALSE));
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_CLOUD, LONG);
  g_assert_true (culm_test_lan_remove (rig, serial));
  g_assert_true (culm_test_lan_await_live (rig, serial, CULM_ROUTE_CLOUD, LONG) == printer);
}

static guint
count_requests (CulmTestRig *rig)
{
  g_autoptr (JsonNode) requests = culm_test_sim_control (rig->sim, "GET", "/requests", NULL);

  return json_array_get_length (json_node_get_array (requests));
}

static gboolean
has_contact (CulmContactPurpose purpose)
{
  g_autoptr (GPtrArray) contacts = culm_contacts_list ();

  for (guint i = 0; i < contacts->len; i++)
    if (((const CulmContact *) g_ptr_array_index (contacts, i))->purpose == purpose)
      return TRUE;
  return FALSE;
}

/* With every printer on the LAN alone the service is asked nothing, not even where its broker is: neither from then on
 * nor after a new start. One printer that is not makes all as before. */
static void
test_privacy (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  g_autoptr (CulmSignIn) again = NULL;
  const char *serials[] = { culm_test_sim_get_serial (rig->sim, 0), culm_test_sim_get_serial (rig->sim, 1) };
  g_autoptr (JsonNode) emptied = NULL;

  culm_test_rig_refresh (rig);
  for (guint i = 0; i < 2; i++) {
    culm_test_lan_add (rig, i);
    culm_test_lan_await_live (rig, serials[i], CULM_ROUTE_LAN, LONG);
    g_assert_true (culm_engine_set_lan_only (rig->engine, serials[i], TRUE));
  }
  culm_test_rig_await_account (rig, CULM_ACCOUNT_RESTING, LONG);
  g_assert_true (has_contact (CULM_CONTACT_ACCOUNT));
  again = culm_test_rig_sign_in (rig); /* its list is looked at, in which nothing is new */
  culm_test_rig_await_account (rig, CULM_ACCOUNT_RESTING, LONG);
  culm_test_rig_drop_engine (rig);
  culm_contacts_forget ();
  emptied = culm_test_sim_control (rig->sim, "DELETE", "/requests", NULL);
  culm_test_rig_start_engine (rig);
  for (guint i = 0; i < 2; i++)
    culm_test_lan_await_live (rig, serials[i], CULM_ROUTE_LAN, LONG);
  culm_test_rig_refresh (rig);
  culm_test_run_for (3000); /* a first try again would come after two seconds */
  g_assert_cmpuint (count_requests (rig), ==, 0);
  g_assert_true (has_contact (CULM_CONTACT_PRINTER));
  for (CulmContactPurpose purpose = CULM_CONTACT_ACCOUNT; purpose <= CULM_CONTACT_WEBHOOK; purpose++)
    g_assert_true (purpose == CULM_CONTACT_PRINTER || !has_contact (purpose));
  culm_test_rig_await_account (rig, CULM_ACCOUNT_RESTING, LONG);
  g_assert_true (culm_engine_set_lan_only (rig->engine, serials[1], FALSE));
  culm_test_rig_await_account (rig, CULM_ACCOUNT_ONLINE, LONG);
  g_assert_cmpuint (count_requests (rig), >, 0);
  g_assert_true (has_contact (CULM_CONTACT_ACCOUNT) && has_contact (CULM_CONTACT_BROKER));
}

/* TCP stays open and nothing comes, of a printer that says little: the pings tell. It is the same connection that goes
 * on when the network does. */
static void
test_silent_lan (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmTestRelay) relay =
      culm_test_relay_new (culm_test_sim_get_address (rig->sim, 1), culm_test_sim_get_port (rig->sim, 1, "mqtt"));
  const char *serial = culm_test_sim_get_serial (rig->sim, 1);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  guint guests;

  culm_test_rig_refresh (rig);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_CLOUD, LONG);
  add_by_relay (rig, 1, relay);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG);
  guests = culm_test_relay_count (relay);
  culm_test_run_for (3000); /* quiet, and pinged: it stays */
  g_assert_cmpint (culm_printer_get_route (culm_engine_find_printer (rig->engine, serial)), ==, CULM_ROUTE_LAN);
  culm_test_relay_set_frozen (relay, TRUE);
  time_route (rig, serial, CULM_ROUTE_CLOUD, "To the cloud");
  culm_test_relay_set_frozen (relay, FALSE);
  time_route (rig, serial, CULM_ROUTE_LAN, "Back to the LAN");
  g_assert_cmpuint (culm_test_relay_count (relay), ==, guests);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_DEVICE_OFFLINE, NULL), ==, 0);
}

static gboolean
has_new_guest (gpointer data)
{
  return culm_test_relay_count (data) > 2; /* who looked if the code is right, who stayed */
}

/* After a while the connection counts as lost: a printer that was switched off and on knows nothing of it. */
static void
test_lost_lan (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmTestRelay) relay =
      culm_test_relay_new (culm_test_sim_get_address (rig->sim, 1), culm_test_sim_get_port (rig->sim, 1, "mqtt"));
  const char *serial = culm_test_sim_get_serial (rig->sim, 1);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);

  culm_test_rig_refresh (rig);
  add_by_relay (rig, 1, relay);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG);
  g_assert_cmpuint (culm_test_relay_count (relay), ==, 2);
  culm_test_relay_set_frozen (relay, TRUE);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_CLOUD, LONG);
  g_assert_true (culm_test_wait_for (has_new_guest, relay, LONG));
  culm_test_relay_set_frozen (relay, FALSE);
  time_route (rig, serial, CULM_ROUTE_LAN, "Back to the LAN by a new connection");
}

/* Our own connection of before may still have the only place: it is tried again, and taken when it is free. */
static void
test_one_session (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  const char *serial = culm_test_sim_get_serial (rig->sim, 0);

  culm_test_lan_add (rig, 0);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG);
  culm_test_lan_do (rig, 0, "one-session", "\"refuse\"");
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG);
}

/* Another computer's program: it holds the place, and comes back a second after it was put out. */
typedef struct {
  char *address;
  guint16 port;
  GMutex lock;
  GCond left;
  GThread *thread;
  GCancellable *cancellable;
  int arrived; /* atomic */
} Rival;

static gpointer
run_rival (gpointer data)
{
  Rival *rival = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  while (!g_cancellable_is_cancelled (rival->cancellable)) {
    g_autoptr (GSocketConnection) place =
        g_socket_client_connect_to_host (client, rival->address, rival->port, rival->cancellable, NULL);
    guint8 noise[64];

    g_atomic_int_set (&rival->arrived, place != NULL);
    while (place != NULL && g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (place)), noise,
                                                 sizeof noise, rival->cancellable, NULL) > 0)
      ;
    g_mutex_lock (&rival->lock);
    if (!g_cancellable_is_cancelled (rival->cancellable))
      g_cond_wait_until (&rival->left, &rival->lock, g_get_monotonic_time () + G_USEC_PER_SEC);
    g_mutex_unlock (&rival->lock);
  }
  return NULL;
}

static gboolean
has_arrived (gpointer data)
{
  return g_atomic_int_get (&((Rival *) data)->arrived);
}

/* Ends once it is there. */
static void
send_rival (Rival *rival, CulmTestRig *rig, guint index)
{
  rival->address = g_strdup (culm_test_sim_get_address (rig->sim, index));
  rival->port = culm_test_sim_get_port (rig->sim, index, "mqtt");
  rival->cancellable = g_cancellable_new ();
  g_mutex_init (&rival->lock);
  g_cond_init (&rival->left);
  rival->thread = g_thread_new ("rival", run_rival, rival);
  g_assert_true (culm_test_wait_for (has_arrived, rival, LONG));
}

static void
dismiss_rival (Rival *rival)
{
  g_mutex_lock (&rival->lock);
  g_cancellable_cancel (rival->cancellable);
  g_cond_signal (&rival->left);
  g_mutex_unlock (&rival->lock);
  g_thread_join (rival->thread);
  g_object_unref (rival->cancellable);
  g_free (rival->address);
  g_mutex_clear (&rival->lock);
  g_cond_clear (&rival->left);
}

/* Who is put out time and again says so, and stops putting the other out; once a person has closed that one, asks for
 * another try. */
static void
test_rival (gconstpointer manner)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmTestRelay) relay =
      culm_test_relay_new (culm_test_sim_get_address (rig->sim, 1), culm_test_sim_get_port (rig->sim, 1, "mqtt"));
  const char *serial = culm_test_sim_get_serial (rig->sim, 1);
  Rival rival = { 0 };
  guint guests;

  add_by_relay (rig, 1, relay);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG);
  culm_test_rig_drop_engine (rig);
  send_rival (&rival, rig, 1);
  culm_test_lan_do (rig, 1, "one-session", manner);
  culm_test_rig_start_engine (rig);
  culm_test_lan_await_state (rig, serial, CULM_LAN_TAKEN, LONG);
  guests = culm_test_relay_count (relay);
  culm_test_lan_do (rig, 1, "announce", "null");
  /* The next try is due after eight seconds at the least. One that was under way may be counted late, and a machine
   * that is busy takes longer than it says: who fights comes four times and more. */
  culm_test_run_for (4000);
  g_assert_cmpuint (culm_test_relay_count (relay), <=, guests + 2);
  g_assert_error (culm_lan_printer_get_error (culm_engine_find_lan_printer (rig->engine, serial)), CULM_ERROR,
                  CULM_ERROR_OFFLINE);
  dismiss_rival (&rival);
  culm_engine_retry_printer (rig->engine, serial);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, LONG);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-routes/both", test_routes);
  g_test_add_func ("/engine-routes/privacy", test_privacy);
  g_test_add_func ("/engine-routes/silent-lan", test_silent_lan);
  g_test_add_func ("/engine-routes/lost-lan", test_lost_lan);
  g_test_add_func ("/engine-routes/one-session", test_one_session);
  g_test_add_data_func ("/engine-routes/rival/refused", "\"refuse\"", test_rival);
  g_test_add_data_func ("/engine-routes/rival/replaced", "\"replace\"", test_rival);
  return g_test_run ();
}
