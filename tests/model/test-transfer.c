/* test-transfer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-transfer.h"

static CulmTransfer *
make_transfer (gint64 size)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/vase.3mf");

  return culm_transfer_new ("1", file, "vase.3mf", size, NULL);
}

static void
count (GObject *object G_GNUC_UNUSED, GParamSpec *pspec G_GNUC_UNUSED, gpointer n)
{
  (*(guint *) n)++;
}

static void
test_rate (void)
{
  g_autoptr (CulmTransfer) transfer = make_transfer (10000000);
  gint64 now = G_USEC_PER_SEC;

  culm_transfer_set_state (transfer, CULM_TRANSFER_SENDING, NULL, 0);
  for (gint64 sent = 0; sent <= 5000000; sent += 500000, now += G_USEC_PER_SEC / 2)
    culm_transfer_set_sent (transfer, sent, now);
  g_assert_cmpfloat_with_epsilon (culm_transfer_get_rate (transfer), 1e6, 1);
  g_assert_cmpint (culm_transfer_get_time_left (transfer), ==, 5);
  g_assert_cmpfloat_with_epsilon (culm_transfer_get_fraction (transfer), 0.5, 1e-9);
}

static void
test_burst_is_smoothed (void)
{
  g_autoptr (CulmTransfer) transfer = make_transfer (100000000);

  culm_transfer_set_state (transfer, CULM_TRANSFER_SENDING, NULL, 0);
  culm_transfer_set_sent (transfer, 0, 1 * G_USEC_PER_SEC);
  culm_transfer_set_sent (transfer, 1000000, 2 * G_USEC_PER_SEC);
  culm_transfer_set_sent (transfer, 11000000, 3 * G_USEC_PER_SEC);
  g_assert_cmpfloat (culm_transfer_get_rate (transfer), >, 1e6);
  g_assert_cmpfloat (culm_transfer_get_rate (transfer), <, 5e6);
}

static void
test_ends (void)
{
  g_autoptr (CulmTransfer) transfer = make_transfer (10);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_OFFLINE, "No network");
  guint n = 0;

  g_signal_connect (transfer, "notify::active", G_CALLBACK (count), &n);
  culm_transfer_set_state (transfer, CULM_TRANSFER_SENDING, NULL, 1);
  g_assert_true (culm_transfer_get_active (transfer));
  culm_transfer_set_state (transfer, CULM_TRANSFER_FAILED, error, 77);
  g_assert_false (culm_transfer_get_active (transfer));
  g_assert_cmpint (culm_transfer_get_ended (transfer), ==, 77);
  g_assert_error ((GError *) culm_transfer_get_error (transfer), CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (n, ==, 1);
  culm_transfer_set_state (transfer, CULM_TRANSFER_SENDING, NULL, 78);
  g_assert_cmpint (culm_transfer_get_ended (transfer), ==, 0);
  g_assert_null (culm_transfer_get_error (transfer));
  g_assert_cmpuint (n, ==, 2);
}

static void
test_empty_file (void)
{
  g_autoptr (CulmTransfer) transfer = make_transfer (0);

  g_assert_cmpfloat (culm_transfer_get_fraction (transfer), ==, 0);
  culm_transfer_set_state (transfer, CULM_TRANSFER_DONE, NULL, 1);
  g_assert_cmpfloat (culm_transfer_get_fraction (transfer), ==, 1);
}

static void
test_starts_over (void)
{
  g_autoptr (CulmTransfer) transfer = make_transfer (1000);

  culm_transfer_set_sent (transfer, 500, G_USEC_PER_SEC);
  culm_transfer_set_sent (transfer, 0, 2 * G_USEC_PER_SEC);
  culm_transfer_set_sent (transfer, 100, 3 * G_USEC_PER_SEC);
  g_assert_cmpfloat_with_epsilon (culm_transfer_get_rate (transfer), 100, 1e-6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/rate", test_rate);
  g_test_add_func ("/transfer/burst-is-smoothed", test_burst_is_smoothed);
  g_test_add_func ("/transfer/ends", test_ends);
  g_test_add_func ("/transfer/empty-file", test_empty_file);
  g_test_add_func ("/transfer/starts-over", test_starts_over);
  return g_test_run ();
}
