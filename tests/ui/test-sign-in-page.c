/* test-sign-in-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sign-in-page.h"
#include "culm-test-display.h"

/* Every place of the reference can be chosen, in the order in which the page sends their names; an address of one's own
 * is typed. */
static void
test_places (void)
{
  static const char *const rows[][2] = {
    { "global", "Global" },        { "china", "Mainland China" }, { "dev", "Development" },
    { "qa", "Quality assurance" }, { "pre", "Pre-production" },   { "pre-us", "Pre-production US" },
  };
  CulmSignInPage *page = CULM_SIGN_IN_PAGE (culm_sign_in_page_new ());
  GtkWidget *window = culm_test_show (GTK_WIDGET (page));
  AdwComboRow *region = ADW_COMBO_ROW (culm_test_find (GTK_WIDGET (page), ADW_TYPE_COMBO_ROW));
  GtkStringList *places = GTK_STRING_LIST (adw_combo_row_get_model (region));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (places)), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpstr (gtk_string_list_get_string (places, i), ==, rows[i][1]);
    culm_sign_in_page_fill (page, "somebody@example.org", rows[i][0]);
    g_assert_cmpuint (adw_combo_row_get_selected (region), ==, i);
  }
  culm_sign_in_page_fill (page, NULL, "https://127.0.0.1:8443");
  g_assert_cmpuint (adw_combo_row_get_selected (region), ==, G_N_ELEMENTS (rows) - 1); /* the address goes before it */
  culm_test_assert_finalises (window, page);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/base-urls-test-environments/window", test_places);
  return g_test_run ();
}
