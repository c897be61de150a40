/* test-sim-delta.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-delta.h"

static JsonObject *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

static void
check (const char *before, const char *after, const char *expected)
{
  g_autoptr (JsonObject) first = parse (before), second = parse (after), wanted = parse (expected);
  g_autoptr (JsonObject) delta = culm_sim_delta_new (first, second);
  g_autoptr (JsonNode) got = json_node_init_object (json_node_alloc (), delta);
  g_autoptr (JsonNode) want = json_node_init_object (json_node_alloc (), wanted);
  g_autofree char *text = json_to_string (got, FALSE);

  g_test_message ("%s", text);
  g_assert_true (json_node_equal (got, want));
}

static void
test_carries_changed_leaves_only (void)
{
  check ("{'a':1,'b':2}", "{'a':1,'b':3}", "{'b':3}");
  check ("{'a':{'b':1,'c':'x'}}", "{'a':{'b':1,'c':'y'}}", "{'a':{'c':'y'}}");
  check ("{'a':{'b':1}}", "{'a':{'b':1}}", "{}");
}

static void
test_replaces_arrays_but_those_with_ids (void)
{
  check ("{'hms':[{'attr':1}]}", "{'hms':[{'attr':1},{'attr':2}]}", "{'hms':[{'attr':1},{'attr':2}]}");
  check ("{'lights_report':[{'node':'a','mode':'on'},{'node':'b','mode':'on'}]}",
         "{'lights_report':[{'node':'a','mode':'on'},{'node':'b','mode':'off'}]}",
         "{'lights_report':[{'node':'b','mode':'off'}]}");
  check ("{'ams':{'ams':[{'id':'0','tray':[{'id':'0','remain':5},{'id':'1','remain':6}]}]}}",
         "{'ams':{'ams':[{'id':'0','tray':[{'id':'0','remain':5},{'id':'1','remain':4}]}]}}",
         "{'ams':{'ams':[{'id':'0','tray':[{'id':'1','remain':4}]}]}}");
}

static void
test_tells_an_emptied_slot_by_its_id (void)
{
  check ("{'tray':[{'id':'0','remain':5},{'id':'1','remain':6}]}", "{'tray':[{'id':'0','remain':5},{'id':'1'}]}",
         "{'tray':[{'id':'1'}]}");
}

static void
test_shares_nothing_with_its_source (void)
{
  g_autoptr (JsonObject) target = parse ("{}"), source = parse ("{'a':{'b':1}}"), more = parse ("{'a':{'b':2}}");

  culm_sim_delta_apply (target, source);
  culm_sim_delta_apply (target, more);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (source, "a"), "b"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (target, "a"), "b"), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/delta/carries-changed-leaves-only", test_carries_changed_leaves_only);
  g_test_add_func ("/sim/delta/replaces-arrays-but-those-with-ids", test_replaces_arrays_but_those_with_ids);
  g_test_add_func ("/sim/delta/tells-an-emptied-slot-by-its-id", test_tells_an_emptied_slot_by_its_id);
  g_test_add_func ("/sim/delta/shares-nothing-with-its-source", test_shares_nothing_with_its_source);
  return g_test_run ();
}
