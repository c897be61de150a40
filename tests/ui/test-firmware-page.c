/* test-firmware-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-developer-page.h"
#include "culm-firmware-page.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

static void
test_tells (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  GtkWidget *page = culm_firmware_page_new (printer, NULL), *window = culm_test_show (page);

  g_assert_true (culm_test_says (window, "01.01.50.40"));
  g_assert_true (culm_test_says (window, "01.02.00.00"));
  g_assert_true (culm_test_says (window, "Motion controller"));
  g_assert_true (culm_test_says (window, "00.00.07.94"));
  culm_test_printer_tell (printer, "\"upgrade_state\":{\"status\":\"FLASHING\",\"progress\":\"40\"}");
  g_assert_true (culm_test_says (window, "40 %"));
  g_assert_true (culm_test_says (window, "The printer updates itself. Leave it on."));
  culm_test_printer_tell (printer, "\"upgrade_state\":{\"status\":\"IDLE\",\"new_version_state\":2}");
  g_assert_true (culm_test_says (window, "Nothing newer"));
  culm_test_assert_finalises (window, page);
}

/* The service tells of more than the printer does, and never of what is installed already. */
static void
test_offer (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  GtkWidget *page = culm_firmware_page_new (printer, NULL), *window = culm_test_show (page);
  g_autofree char *endless = g_strnfill (10000, 'x');

  g_assert_false (culm_test_says (window, "What Is New"));
  culm_firmware_page_set_offer (CULM_FIRMWARE_PAGE (page), "01.02.00.00", " <b>Quieter</b>\n");
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "What Is New"));
  g_assert_true (culm_test_says (window, "<b>Quieter</b>"));
  culm_test_printer_tell (printer, "\"upgrade_state\":{\"status\":\"IDLE\",\"new_version_state\":2}");
  g_assert_true (culm_test_says (window, "01.02.00.00"));
  culm_firmware_page_set_offer (CULM_FIRMWARE_PAGE (page), "01.01.50.40", "Old");
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Nothing newer"));
  g_assert_false (culm_test_says (window, "Old"));
  culm_firmware_page_set_offer (CULM_FIRMWARE_PAGE (page), "01.03.00.00", endless);
  culm_firmware_page_set_offer (CULM_FIRMWARE_PAGE (page), NULL, NULL);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Nothing newer"));
  culm_test_assert_finalises (window, page);
}

/* What a printer calls its parts is text from outside. */
static void
test_no_markup (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  GtkWidget *page = culm_firmware_page_new (printer, NULL), *window = culm_test_show (page);

  culm_test_printer_tell_modules (printer, "{\"name\":\"<b>mc & more\",\"sw_ver\":\"<i>1.2\"}");
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "<b>mc & more"));
  g_assert_true (culm_test_says (window, "<i>1.2"));
  culm_test_assert_finalises (window, page);
}

static void
test_unknown (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("small");
  GtkWidget *page = culm_firmware_page_new (printer, NULL), *window = culm_test_show (page);

  g_assert_true (culm_test_says (window, "—"));
  g_assert_false (culm_test_says (window, "Modules"));
  culm_test_assert_finalises (window, page);
}

static void
test_developer_mode (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("small");
  GtkWidget *page = culm_developer_page_new (printer), *window = culm_test_show (page);

  g_assert_true (culm_test_says (window, "Whether this printer obeys is not known yet. The first command will tell."));
  culm_printer_set_control (printer, CULM_CONTROL_REFUSED);
  culm_test_settle (window);
  g_assert_true (culm_test_says (
      window, "This printer refused a command. Culm sends no more of them. Turn Developer Mode on, then try again."));
  g_signal_emit_by_name (culm_test_find (page, GTK_TYPE_BUTTON), "clicked");
  culm_test_settle (window);
  g_assert_cmpint (culm_printer_get_control (printer), ==, CULM_CONTROL_UNKNOWN);
  g_assert_false (gtk_widget_get_visible (culm_test_find (page, GTK_TYPE_BUTTON)));
  culm_test_printer_tell (printer, "\"fun\":\"20000000\"");
  g_assert_true (culm_test_says (window,
                                 "This printer refuses commands of other programs. Culm does not send them again until "
                                 "the printer says that Developer Mode is on."));
  g_assert_false (gtk_widget_get_visible (culm_test_find (page, GTK_TYPE_BUTTON)));
  culm_test_printer_tell (printer, "\"fun\":\"0\"");

  culm_printer_set_control (printer, CULM_CONTROL_ALLOWED);
  g_assert_true (culm_test_says (window, "This printer obeys. There is nothing to do."));
  culm_test_assert_finalises (window, page);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/firmware-page/tells", test_tells);
  g_test_add_func ("/firmware-page/offer", test_offer);
  g_test_add_func ("/firmware-page/no-markup", test_no_markup);
  g_test_add_func ("/firmware-page/unknown", test_unknown);
  g_test_add_func ("/developer-page/follows", test_developer_mode);
  return g_test_run ();
}
