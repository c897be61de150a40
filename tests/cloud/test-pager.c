/* test-pager.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-pager.h"

#include "culm-json-read.h"

#include <string.h>

/* How a server counts. */
typedef enum { SAYS_NOTHING, SAYS_TOTAL, SAYS_PAGES, KNOWS_AFTER } Manner;

typedef struct {
  guint rows;      /* what it has */
  guint page_size; /* what it gives at once, whatever is asked */
  Manner manner;
  guint claim; /* the total that it claims; 0: the truth */
} Server;

static guint
read_number (const char *query, const char *name)
{
  g_autoptr (GHashTable) fields = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  const char *text = g_hash_table_lookup (fields, name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

static CulmEnvelope *
serve (const Server *server, const char *query)
{
  CulmEnvelopeHead head = { .status = 200, .content_type = "application/json" };
  guint size = MIN (server->page_size, read_number (query, "limit"));
  guint page = read_number (query, "page");
  guint start = page > 0 ? (page - 1) * server->page_size : read_number (query, "offset");
  guint after = read_number (query, "after");
  guint total = server->claim > 0 ? server->claim : server->rows;
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  CulmEnvelope *envelope;

  if (server->manner == KNOWS_AFTER) /* an offset is nothing to it; ids count from 1 */
    start = after;
  for (guint i = start; i < server->rows && i < start + size; i++)
    g_string_append_printf (rows, "%s{\"id\":%u}", i > start ? "," : "", i + 1);
  if (server->manner == SAYS_NOTHING)
    text = g_strdup_printf ("{\"hits\":[%s]}", rows->str);
  else if (server->manner == SAYS_TOTAL || server->manner == KNOWS_AFTER)
    text = g_strdup_printf ("{\"total\":%u,\"hits\":[%s]}", total, rows->str);
  else
    text = g_strdup_printf ("{\"code\":0,\"data\":[%s],\"pagination\":{\"page\":%u,\"has_more\":%s}}", rows->str, page,
                            start + size < total ? "true" : "false");
  body = g_bytes_new (text, strlen (text));
  envelope = culm_envelope_new (&head, body, &error);
  g_assert_no_error (error);
  return envelope;
}

static guint
run (CulmPager *pager, const Server *server)
{
  guint requests = 0;

  for (;;) {
    g_autofree char *query = culm_pager_get_query (pager);
    g_autoptr (CulmEnvelope) page = NULL;

    if (query == NULL)
      return requests;
    g_assert_cmpuint (++requests, <, 200);
    page = serve (server, query);
    culm_pager_take (pager, page);
  }
}

static void
test_pages (void)
{
  static const struct {
    Server server;
    guint max;
    guint wanted;
    guint requests;
  } cases[] = {
    { { 0, 20, SAYS_TOTAL, 0 }, 1000, 0, 1 },
    { { 57, 20, SAYS_TOTAL, 0 }, 1000, 57, 3 },
    { { 57, 7, SAYS_TOTAL, 0 }, 1000, 57, 9 }, /* pages smaller than asked for */
    { { 57, 20, SAYS_NOTHING, 0 }, 1000, 57, 3 },
    { { 40, 20, SAYS_NOTHING, 0 }, 1000, 40, 3 },
    { { 57, 20, SAYS_PAGES, 0 }, 1000, 57, 3 },
    { { 57, 10, SAYS_PAGES, 0 }, 1000, 57, 6 },
    { { 57, 20, SAYS_TOTAL, 1000000 }, 1000, 57, 4 }, /* the total lies: it ends all the same */
    { { 57, 20, SAYS_PAGES, 1000000 }, 1000, 57, 4 },
    { { 57, 20, SAYS_TOTAL, 0 }, 25, 25, 2 },
    { { 57, 20, SAYS_TOTAL, 0 }, 1, 1, 1 },
    /* a list of a thousand, however the server counts, and whatever it says of their number */
    { { 1000, 20, SAYS_TOTAL, 0 }, 5000, 1000, 51 },
    { { 1000, 20, SAYS_NOTHING, 0 }, 5000, 1000, 51 },
    { { 1000, 20, SAYS_PAGES, 0 }, 5000, 1000, 50 },
    { { 1000, 20, KNOWS_AFTER, 0 }, 5000, 1000, 52 },
    { { 1000, 7, SAYS_TOTAL, 0 }, 5000, 1000, 143 },
    { { 1000, 20, SAYS_TOTAL, 20 }, 5000, 1000, 51 }, /* counts the rows of the page */
    { { 1000, 20, SAYS_TOTAL, 1 }, 5000, 1000, 51 },
    { { 1000, 20, SAYS_TOTAL, 1000000 }, 5000, 1000, 51 },
    { { 1000, 20, SAYS_PAGES, 1000000 }, 5000, 1000, 51 },
    { { 1000, 20, KNOWS_AFTER, 1000000 }, 5000, 1000, 52 },
    { { 1000, 20, KNOWS_AFTER, 3 }, 5000, 1000, 52 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CulmPager) pager = culm_pager_new ("hits", "id", 20, cases[i].max);
    GPtrArray *rows;

    g_test_message ("case %u", (guint) i);
    g_assert_cmpuint (run (pager, &cases[i].server), ==, cases[i].requests);
    rows = culm_pager_get_rows (pager);
    g_assert_cmpuint (rows->len, ==, cases[i].wanted);
    for (guint row = 0; row < rows->len; row++)
      g_assert_cmpint (culm_json_read_int (rows->pdata[row], "id", 0), ==, row + 1);
  }
}

static void
test_doubles (void)
{
  CulmEnvelopeHead head = { .status = 200, .content_type = "application/json" };
  static const char text[] = "{\"total\":1000,\"hits\":[{\"id\":1},{\"id\":1},{\"id\":\"2\"},{},null,5]}";
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (CulmEnvelope) same = culm_envelope_new (&head, body, NULL);
  g_autoptr (CulmPager) pager = culm_pager_new ("hits", "id", 6, 1000);
  g_autofree char *other = NULL;

  culm_pager_take (pager, same);
  g_assert_cmpuint (culm_pager_get_rows (pager)->len, ==, 2);
  culm_pager_take (pager, same); /* the same page for ever, whatever is asked */
  other = culm_pager_get_query (pager);
  g_assert_cmpstr (other, ==, "after=2&limit=6");
  culm_pager_take (pager, same);
  g_assert_null (culm_pager_get_query (pager));
  g_assert_cmpuint (culm_pager_get_rows (pager)->len, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response-format-pagination/pages", test_pages);
  g_test_add_func ("/response-format-pagination/doubles", test_doubles);
  return g_test_run ();
}
