/* test-steering.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-steering.h"
#include "culm-test-scenes.h"
#include "culm-test-fleet.h"
#include "culm-test-wait.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  CulmSteering *steering;
  guint n_changed;
} Fixture;

static void
on_changed (CulmSteering *steering G_GNUC_UNUSED, gpointer n_changed)
{
  (*(guint *) n_changed)++;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->printer = culm_test_scene_new ("idle");
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->steering = culm_steering_new ("bed");
  culm_steering_set_printer (fixture->steering, fixture->printer);
  g_signal_connect (fixture->steering, "changed", G_CALLBACK (on_changed), &fixture->n_changed);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->steering);
  g_assert_finalize_object (fixture->printer);
}

static void
want (Fixture *fixture, double celsius)
{
  g_autoptr (CulmCommand) command = culm_command_new_bed (celsius);

  culm_steering_want (fixture->steering, command);
}

static void
assert_wanted (Fixture *fixture, double celsius)
{
  CulmCommand *wanted = culm_steering_get_wanted (fixture->steering);

  g_assert_nonnull (wanted);
  g_assert_cmpfloat (culm_command_get_number (wanted), ==, celsius);
}

static void
assert_sent (Fixture *fixture, guint n, const char *last)
{
  g_autofree char *sent = fake_link_dup_last (fixture->link);

  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, n);
  g_assert_cmpstr (sent, ==, last);
}

/* Of many values in a row the first one goes out at once, and the last one when its turn comes; none between. */
static void
test_coalesces (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 start = g_get_monotonic_time ();

  for (int celsius = 30; celsius <= 70; celsius += 5) {
    want (fixture, celsius);
    assert_wanted (fixture, celsius);
    g_assert_true (culm_steering_is_pending (fixture->steering));
  }
  assert_sent (fixture, 1, "30");
  culm_test_end_commands (fixture->printer, -1);
  assert_wanted (fixture, 70);
  culm_test_wait (fake_link_get_n_sent (fixture->link) > 1);
  assert_sent (fixture, 2, "70");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 500 * 1000);
}

/* A slider that never rests still sends: two a second, however many values it goes through. */
static void
test_never_rests (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 start = g_get_monotonic_time ();
  int celsius = 30;

  while (fake_link_get_n_sent (fixture->link) < 4) {
    want (fixture, celsius);
    celsius = celsius < 90 ? celsius + 1 : 30;
    culm_test_end_commands (fixture->printer, -1);
    g_main_context_iteration (NULL, FALSE);
  }
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 3 * 500 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <=, 40 * 500 * 1000);
}

/* What is wanted stays shown through reports that come late, until the printer has it. */
static void
test_holds (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmCommand) command = culm_command_new_bed (60);

  culm_steering_send (fixture->steering, command);
  culm_test_printer_tell (fixture->printer, "\"bed_target_temper\":0,\"bed_temper\":23.5");
  assert_wanted (fixture, 60);
  culm_test_end_commands (fixture->printer, -1);
  g_assert_false (culm_steering_is_pending (fixture->steering));
  culm_test_printer_tell (fixture->printer, "\"bed_target_temper\":0,\"bed_temper\":23.6");
  assert_wanted (fixture, 60);
  culm_test_printer_tell (fixture->printer, "\"bed_target_temper\":60");
  g_assert_null (culm_steering_get_wanted (fixture->steering));
  g_assert_null (culm_steering_get_failure (fixture->steering));
}

/* Refused and not confirmed: the wish is gone, and a sentence says so until the next try. */
static void
test_fails (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    CulmError code;
    const char *sentence;
  } ends[] = {
    { CULM_ERROR_REFUSED, "The printer said no. Its screen may tell why." },
    { CULM_ERROR_NOT_CONFIRMED, "The printer did not react. Check it before you try again." },
  };
  g_autoptr (CulmCommand) command = culm_command_new_bed (60);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    culm_steering_send (fixture->steering, command);
    g_assert_null (culm_steering_get_failure (fixture->steering));
    fixture->n_changed = 0;
    culm_test_end_commands (fixture->printer, (int) ends[i].code);
    g_assert_cmpuint (fixture->n_changed, >, 0);
    g_assert_null (culm_steering_get_wanted (fixture->steering));
    g_assert_cmpstr (culm_steering_get_failure (fixture->steering), ==, ends[i].sentence);
  }
  culm_steering_send (fixture->steering, command);
  g_assert_null (culm_steering_get_failure (fixture->steering));
}

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  culm_printer_send_finish (CULM_PRINTER (printer), result, NULL);
}

/* A command that another part of the window gave fails at this control as well. */
static void
test_follows_others (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmCommand) bed = culm_command_new_bed (60);
  g_autoptr (CulmCommand) nozzle = culm_command_new_nozzle (0, 200);

  culm_printer_send_async (fixture->printer, nozzle, NULL, send_cb, NULL);
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_null (culm_steering_get_failure (fixture->steering));
  culm_printer_send_async (fixture->printer, bed, NULL, send_cb, NULL);
  g_assert_true (culm_steering_is_pending (fixture->steering));
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_nonnull (culm_steering_get_failure (fixture->steering));
}

/* A value that was settled on reaches the printer that it was meant for, also when another one is looked at. */
static void
test_switches (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmPrinter) other = culm_test_scene_new ("idle");
  FakeLink *other_link = culm_test_give_link (other);

  want (fixture, 40);
  want (fixture, 60);
  culm_test_end_commands (fixture->printer, -1);
  culm_steering_set_printer (fixture->steering, other);
  assert_sent (fixture, 2, "60");
  g_assert_cmpuint (fake_link_get_n_sent (other_link), ==, 0);
  g_assert_null (culm_steering_get_wanted (fixture->steering));
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_null (culm_steering_get_failure (fixture->steering));
}

/* Nothing is sent to a printer that cannot be reached, and nothing waits for it. */
static void
test_offline (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmCommand) command = culm_command_new_bed (60);

  culm_printer_set_online (fixture->printer, FALSE, 1);
  culm_steering_send (fixture->steering, command);
  culm_test_wait (culm_steering_get_failure (fixture->steering) != NULL);
  g_assert_cmpstr (culm_steering_get_failure (fixture->steering), ==,
                   "The printer cannot be reached. Nothing was sent.");
  g_assert_null (culm_steering_get_wanted (fixture->steering));
  culm_printer_set_online (fixture->printer, TRUE, 2);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/steering/coalesces", Fixture, NULL, set_up, test_coalesces, tear_down);
  g_test_add ("/steering/never-rests", Fixture, NULL, set_up, test_never_rests, tear_down);
  g_test_add ("/steering/holds", Fixture, NULL, set_up, test_holds, tear_down);
  g_test_add ("/steering/fails", Fixture, NULL, set_up, test_fails, tear_down);
  g_test_add ("/steering/follows-others", Fixture, NULL, set_up, test_follows_others, tear_down);
  g_test_add ("/steering/switches", Fixture, NULL, set_up, test_switches, tear_down);
  g_test_add ("/steering/offline", Fixture, NULL, set_up, test_offline, tear_down);
  return g_test_run ();
}
