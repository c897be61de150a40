/* test-record.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-schema.h"
#include <math.h>

static void
test_absent (void)
{
  g_autoptr (CulmRecord) record = culm_record_new (&culm_status_schema);
  guint n = 7;

  g_assert_false (culm_record_has (record, CULM_STATUS_STAGE));
  g_assert_cmpint (culm_record_get_int (record, CULM_STATUS_STAGE, -7), ==, -7);
  g_assert_true (isnan (culm_record_get_double (record, CULM_STATUS_NOZZLE)));
  g_assert_null (culm_record_get_string (record, CULM_STATUS_STATE));
  g_assert_null (culm_record_get_record (record, CULM_STATUS_AMS));
  g_assert_null (culm_record_get_ints (record, CULM_STATUS_SKIPPED, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (culm_record_get_int (NULL, CULM_STATUS_STAGE, -7), ==, -7);
  g_assert_cmpuint (culm_record_get_n_items (NULL, CULM_STATUS_HMS), ==, 0);
}

/* Never reported is not the same as 0. */
static void
test_zero_is_present (void)
{
  g_autoptr (CulmRecord) record = culm_record_new (&culm_status_schema);

  culm_record_set_int (record, CULM_STATUS_STAGE, 0);
  g_assert_true (culm_record_has (record, CULM_STATUS_STAGE));
  culm_record_clear (record, CULM_STATUS_STAGE);
  g_assert_false (culm_record_has (record, CULM_STATUS_STAGE));
}

static void
test_copy_shares (void)
{
  g_autoptr (CulmRecord) record = culm_record_new (&culm_status_schema);
  g_autoptr (CulmRecord) copy = NULL;
  GArray *ints = g_array_new (FALSE, FALSE, sizeof (int));

  culm_record_set_string (record, CULM_STATUS_STATE, "IDLE");
  culm_record_take_ints (record, CULM_STATUS_SKIPPED, ints);
  copy = culm_record_copy (record);
  g_assert_true (culm_record_equal (record, copy));
  g_assert_true (culm_record_get_string (record, CULM_STATUS_STATE) ==
                 culm_record_get_string (copy, CULM_STATUS_STATE));
  culm_record_set_string (copy, CULM_STATUS_STATE, "RUNNING");
  g_assert_cmpstr (culm_record_get_string (record, CULM_STATUS_STATE), ==, "IDLE");
  g_assert_false (culm_record_equal (record, copy));
  g_assert_false (culm_record_same (record, CULM_STATUS_STATE, copy));
  g_assert_true (culm_record_same (record, CULM_STATUS_SKIPPED, copy));
  culm_record_share (copy, CULM_STATUS_STATE, record);
  g_assert_true (culm_record_equal (record, copy));
}

static void
check_schema (const CulmSchema *schema, guint depth)
{
  g_assert_cmpuint (schema->n_fields, <=, 64);
  g_assert_cmpuint (depth, <, 8);
  for (guint i = 0; i < schema->n_fields; i++) {
    gboolean nested = schema->fields[i].kind == CULM_VALUE_RECORD || schema->fields[i].kind == CULM_VALUE_LIST;

    g_assert_nonnull (schema->fields[i].key);
    g_assert_true (nested == (schema->fields[i].item != NULL));
    if (nested)
      check_schema (schema->fields[i].item, depth + 1);
    else
      g_assert_cmphex (schema->fields[i].groups, !=, 0);
  }
}

static void
test_schemas (void)
{
  check_schema (&culm_status_schema, 0);
  check_schema (&culm_info_schema, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/absent", test_absent);
  g_test_add_func ("/record/zero-is-present", test_zero_is_present);
  g_test_add_func ("/record/copy-shares", test_copy_shares);
  g_test_add_func ("/record/schemas", test_schemas);
  return g_test_run ();
}
