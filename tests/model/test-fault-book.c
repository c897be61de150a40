/* test-fault-book.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault.h"

static CulmFaultBook *
make_book (void)
{
  CulmFaultBook *book = culm_fault_book_new ("en", 1000);

  g_assert_true (culm_fault_book_add (book, "0500060000020099", "The  main\nboard is\ttired."));
  g_assert_true (culm_fault_book_add (book, "0700aa0000020009", "The gate of AMS A is open."));
  g_assert_true (culm_fault_book_add (book, "18000000000200AA", "The lid is open."));
  g_assert_true (culm_fault_book_add (book, "0300400F", "The toolhead <b>hit</b> something."));
  g_assert_true (culm_fault_book_add (book, "0300010000010001", "A longer sentence for a fault that has our own."));
  return book;
}

static void
test_lookup (void)
{
  g_autoptr (CulmFaultBook) book = make_book ();
  static const struct {
    guint32 attr, code;
    const char *text;
  } rows[] = {
    { 0x05000600, 0x00020099, "The main board is tired." },
    { 0x0700AA00, 0x00020009, "The gate of AMS A is open." },
    { 0x0702AA00, 0x00020009, "The gate of AMS C is open." }, /* as unit A, by its own name */
    { 0x18810000, 0x000200AA, "AMS HT 2: The lid is open." }, /* no name to replace */
    { 0x07FFAA00, 0x00020009, NULL },                         /* the external spool is no unit */
    { 0x05000600, 0x00020098, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = culm_fault_book_dup_hms (book, rows[i].attr, rows[i].code);

    g_assert_cmpstr (text, ==, rows[i].text);
  }
  g_assert_cmpstr (culm_fault_book_get_language (book), ==, "en");
  g_assert_cmpint (culm_fault_book_get_fetched (book), ==, 1000);
  g_assert_cmpuint (culm_fault_book_get_size (book), ==, 5);
}

static void
test_refused (void)
{
  g_autoptr (CulmFaultBook) book = culm_fault_book_new ("en", 0);
  g_autofree char *endless = g_strnfill (4097, 'x');

  g_assert_false (culm_fault_book_add (book, "", "text"));
  g_assert_false (culm_fault_book_add (book, "0300400", "text"));
  g_assert_false (culm_fault_book_add (book, "0300400G", "text"));
  g_assert_false (culm_fault_book_add (book, "03004000000000001", "text"));
  g_assert_false (culm_fault_book_add (book, "03004000", " \n "));
  g_assert_false (culm_fault_book_add (book, "03004000", "\xff\xfe"));
  g_assert_false (culm_fault_book_add (book, "03004000", endless));
  g_assert_cmpuint (culm_fault_book_get_size (book), ==, 0);
}

static void
count_codes (const char *code, const char *text, gpointer user_data)
{
  GString *codes = user_data;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_string_append (codes, code);
}

static void
test_foreach (void)
{
  g_autoptr (CulmFaultBook) book = culm_fault_book_new ("en", 0);
  g_autoptr (GString) codes = g_string_new (NULL);

  culm_fault_book_add (book, "0300abcd", "one");
  culm_fault_book_add (book, "07002000000200ef", "two");
  culm_fault_book_foreach (book, count_codes, codes);
  g_assert_cmpstr (codes->str, ==, "0300ABCD07002000000200EF");
}

/* Our own sentence first; the book's where there is none, from the moment it is in use. */
static void
test_in_use (void)
{
  g_autoptr (CulmFaultBook) book = make_book ();
  g_autoptr (CulmFault) own = culm_fault_new_hms (0x03000100, 0x00010001);
  g_autoptr (CulmFault) foreign = culm_fault_new_print_error (0x0300400F);
  g_autofree char *translated = NULL;

  g_assert_true (culm_fault_has_own_text (own));
  g_assert_false (culm_fault_has_own_text (foreign));
  g_assert_null (culm_fault_get_text (foreign));
  culm_fault_use_book (book);
  g_assert_cmpstr (culm_fault_get_text (own), ==, "Bed heater: short circuit");
  g_assert_cmpstr (culm_fault_get_text (foreign), ==, "The toolhead <b>hit</b> something.");
  translated = culm_fault_dup_translated (foreign);
  g_assert_cmpstr (translated, ==, "The toolhead <b>hit</b> something.");
  culm_fault_use_book (NULL);
}

static void
test_from_code (void)
{
  static const char *const good[] = { "0300-400F", "0700-2000-0002-0001" };
  static const char *const bad[] = { "", "0300", "0300-400F-1", "0300-400F x", "0700-2000-0002-0001-", "0000-0000" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (CulmFault) fault = culm_fault_new_from_code (good[i]);

    g_assert_cmpstr (culm_fault_get_code (fault), ==, good[i]);
    g_assert_cmpint (culm_fault_is_hms (fault), ==, i == 1);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (culm_fault_new_from_code (bad[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault-book/lookup", test_lookup);
  g_test_add_func ("/fault-book/refused", test_refused);
  g_test_add_func ("/fault-book/foreach", test_foreach);
  g_test_add_func ("/fault-book/in-use", test_in_use);
  g_test_add_func ("/fault-book/from-code", test_from_code);
  return g_test_run ();
}
