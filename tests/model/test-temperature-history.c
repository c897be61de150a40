/* test-temperature-history.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-temperature-history.h"
#include <math.h>

typedef struct {
  CulmPrinter *printer;
  CulmRecord *status;
  gint64 now;
  guint n_changed;
} Fixture;

static void
on_changed (CulmTemperatureHistory *history G_GNUC_UNUSED, gpointer n_changed)
{
  (*(guint *) n_changed)++;
}

static void
report_after (Fixture *fixture, gint64 microseconds)
{
  g_autoptr (CulmReport) next = culm_report_new (culm_record_copy (fixture->status), NULL, TRUE, CULM_SWITCH_UNKNOWN);

  fixture->now += microseconds;
  culm_printer_apply (fixture->printer, next, fixture->now, fixture->now / G_USEC_PER_SEC);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->printer = culm_printer_new ("TEST");
  fixture->status = culm_record_new (&culm_status_schema);
  fixture->now = 1000 * G_USEC_PER_SEC;
  culm_printer_set_identity (fixture->printer, "Workshop", "P1S", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_pointer (&fixture->status, culm_record_unref);
  g_assert_finalize_object (fixture->printer);
}

static const CulmTemperatureSample *
get_samples (Fixture *fixture, guint *n)
{
  return culm_temperature_history_get_samples (culm_temperature_history_of (fixture->printer), n);
}

/* It begins with what is known when it is first asked for, and stays one and the same. */
static void
test_begins (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  CulmTemperatureHistory *history = culm_temperature_history_of (fixture->printer);
  const CulmTemperatureSample *samples;
  guint n;

  g_assert_true (history == culm_temperature_history_of (fixture->printer));
  get_samples (fixture, &n);
  g_assert_cmpuint (n, ==, 0);
  g_signal_connect (history, "changed", G_CALLBACK (on_changed), &fixture->n_changed);
  culm_record_set_double (fixture->status, CULM_STATUS_BED_TARGET, 60);
  report_after (fixture, 0);
  samples = get_samples (fixture, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpfloat (samples[0].target[CULM_HEATER_BED], ==, 60);
}

/* What was never told, and what the printer lacks, is a gap and no zero. */
static void
test_gaps (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const CulmTemperatureSample *samples;
  guint n;

  report_after (fixture, 0);
  samples = get_samples (fixture, &n);
  g_assert_cmpuint (n, ==, 1);
  for (int id = 0; id < CULM_N_HEATERS; id++) {
    g_assert_true (isnan (samples[0].current[id]));
    g_assert_true (isnan (samples[0].target[id]));
  }
}

/* One sample a second at the most, however often the printer reports. */
static void
test_thins (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint n;

  culm_temperature_history_of (fixture->printer);
  for (int i = 0; i < 100; i++)
    report_after (fixture, G_USEC_PER_SEC / 10);
  get_samples (fixture, &n);
  g_assert_cmpuint (n, >=, 9);
  g_assert_cmpuint (n, <=, 12);
}

/* It reaches back so far, and no further. */
static void
test_forgets (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const CulmTemperatureSample *samples;
  guint n;

  culm_temperature_history_of (fixture->printer);
  for (int i = 0; i < 1000; i++)
    report_after (fixture, G_USEC_PER_SEC);
  samples = get_samples (fixture, &n);
  g_assert_cmpuint (n, ==, CULM_TEMPERATURE_HISTORY_SPAN / G_USEC_PER_SEC + 1);
  g_assert_cmpint (samples[0].time, ==, fixture->now - CULM_TEMPERATURE_HISTORY_SPAN);
  g_assert_cmpint (samples[n - 1].time, ==, fixture->now);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/temperature-history/begins", Fixture, NULL, set_up, test_begins, tear_down);
  g_test_add ("/temperature-history/gaps", Fixture, NULL, set_up, test_gaps, tear_down);
  g_test_add ("/temperature-history/thins", Fixture, NULL, set_up, test_thins, tear_down);
  g_test_add ("/temperature-history/forgets", Fixture, NULL, set_up, test_forgets, tear_down);
  return g_test_run ();
}
