/* test-bad-report.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-decoder.h"
#include "culm-json-text.h"
#include "report-rig.h"
#include <string.h>
#include <time.h>

/* No dispatch may take longer, on a machine at rest: so it is the time of the processor that counts. */
#ifdef __SANITIZE_ADDRESS__
#define STALL_MS 80.0
#else
#define STALL_MS 8.0
#endif

static double
read_clock (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* All that a message passes through on the main loop, twice, as the same may come again. Returns: ms. */
static double
take (CulmPrinter *printer, CulmReport **known, const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  double begin = read_clock ();
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (CulmReport) news = culm_report_new_from_message (bytes, &replies, NULL);
  CulmReport *merged;

  if (news != NULL) {
    merged = culm_report_merge (*known, news);
    g_clear_pointer (known, culm_report_unref);
    *known = merged;
    culm_printer_apply (printer, merged, 1, 1);
  }
  return read_clock () - begin;
}

static GBytes *
load_report (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "protocol", "reports", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static void
test_cut_at_every_byte (void)
{
  g_autoptr (GBytes) report = load_report ("h2c.json");
  gsize length;
  const char *text = g_bytes_get_data (report, &length);
  double worst = 0;

  for (gsize cut = 0; cut < length; cut++) {
    g_autoptr (CulmPrinter) printer = culm_printer_new (NULL);
    CulmReport *known = NULL;
    double spent = take (printer, &known, text, cut);

    worst = MAX (worst, spent);
    g_clear_pointer (&known, culm_report_unref);
  }
  g_test_message ("the longest took %.2f ms", worst);
  g_assert_cmpfloat (worst, <, STALL_MS);
}

/* With this value in the place of the token. */
static double
take_changed (const char *text, gsize length, const CulmJsonToken *token, const char *value)
{
  gsize quote = token->kind == CULM_JSON_STRING;
  g_autoptr (GString) changed = g_string_new_len (text, (gssize) (token->at - quote));
  g_autoptr (CulmPrinter) printer = culm_printer_new (NULL);
  CulmReport *known = NULL;
  double spent;

  g_string_append (changed, value);
  g_string_append_len (changed, text + token->end + quote, (gssize) (length - token->end - quote));
  take (printer, &known, text, length);
  spent = take (printer, &known, changed->str, changed->len);
  take (printer, &known, text, length);
  g_clear_pointer (&known, culm_report_unref);
  return spent;
}

/* Each value, however deep, by one of each other type: fed between two good reports. */
static void
test_every_leaf_of_every_type (void)
{
  static const char *const values[] = { "null",   "true", "-1",         "4294967296", "1e300",
                                        "0.5",    "\"\"", "\"x\"",      "\"-7\"",     "[]",
                                        "[[{}]]", "{}",   "{\"id\":0}", "NaN",        "-Infinity" };
  g_autoptr (GBytes) report = load_report ("h2c.json");
  g_autoptr (CulmJsonText) tokens = culm_json_text_new (report, NULL);
  gsize length;
  const char *text = g_bytes_get_data (report, &length);
  guint n = culm_json_text_get_token (tokens, 0)->next;
  double worst = 0;

  for (guint i = 1; i < n; i++) {
    for (guint v = 0; v < G_N_ELEMENTS (values); v++)
      worst = MAX (worst, take_changed (text, length, culm_json_text_get_token (tokens, i), values[v]));
  }
  g_test_message ("the longest took %.2f ms", worst);
  g_assert_cmpfloat (worst, <, STALL_MS);
}

/* As many items as a message may hold, numbered in the place of "#". */
static char *
fill_message (const char *head, const char *item, const char *tail, guint number)
{
  GString *text = g_string_new (head);

  while (text->len < CULM_JSON_MAX_BYTES - 64) {
    g_autofree char *digits = g_strdup_printf ("%u", number++);
    g_autoptr (GString) filled = g_string_new (item);

    g_string_replace (filled, "#", digits, 0);
    g_string_append_printf (text, "%s,", filled->str);
  }
  text->str[text->len - 1] = ' ';
  g_string_append (text, tail);
  return g_string_free (text, FALSE);
}

/* As much as a message may hold of what is dear to read and to merge. */
static void
test_no_stall (void)
{
  static const struct {
    const char *head, *item, *tail;
  } shapes[] = {
    { "{\"print\":{\"msg\":0,\"hms\":[", "{}", "]}}" },
    { "{\"print\":{\"msg\":0,\"hms\":[", "{\"attr\":#,\"code\":#}", "]}}" },
    { "{\"print\":{\"msg\":0,\"ams\":{\"ams\":[", "{\"id\":#}", "]}}}" },
    { "{\"print\":{\"msg\":0,\"ams\":{\"ams\":[{\"id\":0,\"tray\":[", "{\"id\":#}", "]}]}}}" },
    { "{\"print\":{\"msg\":0,\"lights_report\":[", "{\"node\":\"#\"}", "]}}" },
    { "{\"print\":{\"msg\":0,\"device\":{\"nozzle\":{\"info\":[", "{\"id\":#}", "]}}}}" },
    { "{\"print\":{\"msg\":0,\"vir_slot\":[", "{\"id\":#}", "]}}" },
    { "{\"info\":{\"command\":\"get_version\",\"module\":[", "{\"name\":\"#\"}", "]}}" },
    { "{\"print\":{\"msg\":0,\"s_obj\":[", "#", "]}}" },
    { "{\"print\":{\"msg\":0,\"ams\":{\"ams\":[{\"id\":0,\"tray\":[{\"id\":0,\"cols\":[", "\"#\"", "]}]}]}}}" },
    { "{\"print\":{\"msg\":0,\"x\":[", "[]", "]}}" },
    { "{\"print\":{", "\"mc_percent\":#", "}}" },
    { "{\"print\":{", "\"a\":1", "}}" },
    { "{\"print\":{\"command\":\"pause\",\"x\":[", "#", "]}}" },
    { "{", "\"p\":{\"command\":\"a\"}", "}" },
    { "{\"print\":{\"command\":\"pause\",", "\"x#\":[]", "}}" },
    { "{\"print\":{\"command\":\"pause\",", "\"x#\":#", "}}" },
    { "{", "\"p#\":{\"command\":\"a\",\"sequence_id\":#}", "}" },
  };

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++) {
    g_autofree char *one = fill_message (shapes[s].head, shapes[s].item, shapes[s].tail, 100000);
    g_autofree char *other = fill_message (shapes[s].head, shapes[s].item, shapes[s].tail, 100001);
    g_autoptr (CulmPrinter) printer = culm_printer_new (NULL);
    CulmReport *known = NULL;
    double first = take (printer, &known, one, strlen (one));
    double second = take (printer, &known, other, strlen (other));

    g_test_message ("%s: %.2f ms, %.2f ms", shapes[s].head, first, second);
    g_assert_cmpfloat (first, <, STALL_MS);
    g_assert_cmpfloat (second, <, STALL_MS);
    g_clear_pointer (&known, culm_report_unref);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/bad-report/cut-at-every-byte", test_cut_at_every_byte);
  g_test_add_func ("/bad-report/every-leaf-of-every-type", test_every_leaf_of_every_type);
  g_test_add_func ("/bad-report/no-stall", test_no_stall);
  return g_test_run ();
}
