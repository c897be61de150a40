/* test-reply.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-reply.h"

static CulmReply *
read_reply (const char *section, const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);

  return culm_reply_new_from_section (section, json_node_get_object (root));
}

static const struct {
  const char *text;
  gboolean refused;
  gint64 code;
  gboolean authorisation;
  const char *reason;
} rows[] = {
  /* clang-format off */
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":\"success\"}", FALSE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":\"SUCCESS\","
    "\"reason\":\"SUCCESS\"}", FALSE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\"}", FALSE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":20001,\"err_code\":0}", FALSE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":\"fail\",\"reason\":\"invalid nozzle_diameter\"}",
    TRUE, 0, FALSE, "invalid nozzle_diameter" },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":\"FAILED\","
    "\"reason\":\"FAILED\"}", TRUE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":84033543}", TRUE, 84033543, TRUE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":\"84033543\"}", TRUE, 84033543, TRUE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":84033544}", TRUE, 84033544, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":84033545}", TRUE, 84033545, TRUE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":84033546}", TRUE, 84033546, TRUE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":84033547}", TRUE, 84033547, TRUE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":84033548}", TRUE, 84033548, TRUE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":84033549}", TRUE, 84033549, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":\"failed\",\"reason\":\"mqtt message verify failed\"}",
    TRUE, 0, TRUE, "mqtt message verify failed" },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"err_code\":84033544,\"reason\":\"mqtt message verify failed\"}",
    TRUE, 84033544, FALSE, "mqtt message verify failed" }, /* one sentence for all, and this signature was fine */
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"errno\":-2,\"soft_temp\":45}", TRUE, -2, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"errno\":0,\"result\":\"success\"}", FALSE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":0}", FALSE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":-1}", TRUE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":false}", TRUE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":null,\"err_code\":null,\"reason\":[1],\"errno\":{}}",
    FALSE, 0, FALSE, NULL },
  { "{\"command\":\"pause\",\"sequence_id\":\"20001\",\"result\":[],\"err_code\":\"none\",\"errno\":1.5}",
    FALSE, 0, FALSE, NULL },
  /* clang-format on */
};

static void
test_reads_replies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CulmReply) reply = read_reply ("print", rows[i].text);

    g_test_message ("%s", rows[i].text);
    g_assert_nonnull (reply);
    g_assert_cmpint (reply->refused, ==, rows[i].refused);
    g_assert_cmpint (reply->server_code, ==, rows[i].code);
    g_assert_cmpint (reply->authorisation, ==, rows[i].authorisation);
    g_assert_cmpstr (reply->reason, ==, rows[i].reason);
    g_assert_true (culm_reply_matches (reply, "print", "pause", "20001"));
    g_assert_false (culm_reply_matches (reply, "print", "pause", "20002"));
    g_assert_false (culm_reply_matches (reply, "print", "resume", "20001"));
    g_assert_false (culm_reply_matches (reply, "system", "pause", "20001"));
    g_assert_false (culm_reply_matches (reply, "print", "pause", NULL));
  }
}

static void
test_leaves_reports_alone (void)
{
  static const char *const texts[] = { "{\"command\":\"push_status\",\"sequence_id\":\"20001\",\"err\":\"0\"}",
                                       "{\"nozzle_temper\":220}", "{\"command\":5}", "{\"command\":null}", "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (read_reply ("print", texts[i]));
}

static void
test_matches_nobody_without_number (void)
{
  g_autoptr (CulmReply) reply = read_reply ("print", "{\"command\":\"pause\",\"result\":\"success\"}");

  g_assert_null (reply->sequence_id);
  g_assert_false (culm_reply_matches (reply, "print", "pause", NULL));
  g_assert_false (culm_reply_matches (reply, "print", "pause", "20001"));
}

static void
test_becomes_an_error (void)
{
  g_autoptr (CulmReply) unsigned_one = read_reply ("print", rows[6].text);
  g_autoptr (CulmReply) failed = read_reply ("print", rows[4].text);
  g_autoptr (GError) forbidden = NULL;
  g_autoptr (GError) refused = NULL;

  culm_reply_set_error (unsigned_one, &forbidden);
  g_assert_error (forbidden, CULM_ERROR, CULM_ERROR_FORBIDDEN);
  g_assert_cmpint (culm_error_get_server_code (forbidden), ==, 84033543);
  g_assert_cmpint (culm_error_get_origin (forbidden), ==, CULM_ERROR_ORIGIN_PRINTER);
  culm_reply_set_error (failed, &refused);
  g_assert_error (refused, CULM_ERROR, CULM_ERROR_REFUSED);
  g_assert_cmpstr (culm_error_get_detail (refused), ==, "invalid nozzle_diameter");
}

static void
test_says_why (void)
{
  static const struct {
    const char *text;
    int code;
    const char *words;
  } cases[] = {
    { "{\"command\":\"ams_change_filament\",\"errno\":-2,\"soft_temp\":45}", CULM_ERROR_REFUSED, "chamber is too hot" },
    { "{\"command\":\"ams_change_filament\",\"errno\":-2,\"soft_temp\":45}", CULM_ERROR_REFUSED, "45 °C" },
    { "{\"command\":\"ams_change_filament\",\"errno\":-4}", CULM_ERROR_REFUSED, "AMS is too hot" },
    { "{\"command\":\"ams_change_filament\",\"errno\":-7}", CULM_ERROR_REFUSED, "screen" },
    { "{\"command\":\"ams_change_filament\",\"err_code\":117473297}", CULM_ERROR_REFUSED, "0700-8011" },
    { "{\"command\":\"ams_change_filament\",\"err_code\":117473297}", CULM_ERROR_REFUSED, "slot empty" },
    { "{\"command\":\"ams_change_filament\",\"err_code\":-5}", CULM_ERROR_REFUSED, "screen" },
    { "{\"command\":\"pause\",\"result\":\"fail\",\"reason\":\"no <b>such</b> job\"}", CULM_ERROR_REFUSED,
      "no <b>such</b> job" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CulmReply) reply = read_reply ("print", cases[i].text);
    g_autoptr (GError) error = NULL;

    culm_reply_set_error (reply, &error);
    g_assert_error (error, CULM_ERROR, cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].words));
  }
}

static void
test_shortens_speeches (void)
{
  g_autofree char *speech = g_strnfill (5000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"command\":\"pause\",\"result\":\"fail\",\"reason\":\"%s\"}", speech);
  g_autoptr (CulmReply) reply = read_reply ("print", text);

  g_assert_cmpuint (strlen (reply->reason), ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply/reads-replies", test_reads_replies);
  g_test_add_func ("/reply/leaves-reports-alone", test_leaves_reports_alone);
  g_test_add_func ("/reply/matches-nobody-without-number", test_matches_nobody_without_number);
  g_test_add_func ("/reply/becomes-an-error", test_becomes_an_error);
  g_test_add_func ("/reply/says-why", test_says_why);
  g_test_add_func ("/reply/shortens-speeches", test_shortens_speeches);
  return g_test_run ();
}
