/* test-job.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-job.h"
#include <string.h>

static void
note (GObject *object G_GNUC_UNUSED, GParamSpec *pspec, gpointer text)
{
  g_string_append_printf (text, "%s ", g_param_spec_get_name (pspec));
}

static void
test_notifies_what_differs (void)
{
  static const int skipped[] = { 108 };
  g_autoptr (CulmJob) job = culm_job_new ();
  g_autoptr (GString) notes = g_string_new (NULL);
  CulmJobData data = {
    .name = "vase", .plate = 1, .progress = 5, .remaining = 60, .layer = 1, .layers = 9, .prepare = 100
  };

  culm_job_update (job, &data);
  g_signal_connect (job, "notify", G_CALLBACK (note), notes);
  culm_job_update (job, &data);
  g_assert_cmpstr (notes->str, ==, "");
  data.progress = 6;
  data.skipped = skipped;
  data.n_skipped = 1;
  culm_job_update (job, &data);
  g_assert_nonnull (strstr (notes->str, "progress"));
  g_assert_nonnull (strstr (notes->str, "skipped"));
  g_assert_null (strstr (notes->str, "name"));
}

static void
test_title (void)
{
  g_autoptr (CulmJob) job = culm_job_new ();
  CulmJobData data = { .file = "/cache/vase.gcode.3mf" };

  g_assert_null (culm_job_get_title (job));
  culm_job_update (job, &data);
  g_assert_cmpstr (culm_job_get_title (job), ==, "vase.gcode.3mf");
  g_assert_cmpstr (culm_job_get_task_id (job), ==, "0");
  data.name = "vase";
  culm_job_update (job, &data);
  g_assert_cmpstr (culm_job_get_title (job), ==, "vase");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job/notifies-what-differs", test_notifies_what_differs);
  g_test_add_func ("/job/title", test_title);
  return g_test_run ();
}
