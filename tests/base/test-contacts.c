/* test-contacts.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-contacts.h"

static void
test_counts (void)
{
  g_autoptr (GPtrArray) rows = NULL;
  const CulmContact *first, *second;

  culm_contacts_forget ();
  culm_contacts_note (CULM_CONTACT_ACCOUNT, "api.example");
  culm_contacts_note (CULM_CONTACT_PRINTER, "192.0.2.7");
  culm_contacts_note (CULM_CONTACT_ACCOUNT, "API.example");
  culm_contacts_note (CULM_CONTACT_UPLOAD, NULL);
  rows = culm_contacts_list ();
  g_assert_cmpuint (rows->len, ==, 2);
  first = g_ptr_array_index (rows, 0);
  second = g_ptr_array_index (rows, 1);
  g_assert_cmpstr (first->host, ==, "api.example");
  g_assert_cmpuint (first->count, ==, 2);
  g_assert_cmpint (first->first_at, <=, first->last_at);
  g_assert_cmpint (second->purpose, ==, CULM_CONTACT_PRINTER);
  culm_contacts_note (CULM_CONTACT_PRINTER, "192.0.2.7");
  g_assert_cmpuint (second->count, ==, 1); /* a copy */
}

static gpointer
run_notes (gpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < 10000; i++)
    culm_contacts_note (CULM_CONTACT_BROKER, "broker.example");
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];
  g_autoptr (GPtrArray) rows = NULL;

  culm_contacts_forget ();
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("notes", run_notes, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  rows = culm_contacts_list ();
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpuint (((const CulmContact *) g_ptr_array_index (rows, 0))->count, ==, 40000);
}

static void
test_bound (void)
{
  g_autoptr (GPtrArray) rows = NULL;

  culm_contacts_forget ();
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *host = g_strdup_printf ("h%u.example", i);

    culm_contacts_note (CULM_CONTACT_WEBHOOK, host);
  }
  rows = culm_contacts_list ();
  g_assert_cmpuint (rows->len, ==, 500);
  culm_contacts_forget ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contacts/counts", test_counts);
  g_test_add_func ("/contacts/threads", test_threads);
  g_test_add_func ("/contacts/bound", test_bound);
  return g_test_run ();
}
