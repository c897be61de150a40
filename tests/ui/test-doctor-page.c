/* test-doctor-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-doctor-page.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"
#include <string.h>

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

/* What ends after the page was shown is in the report, and the whole serial is not. */
static void
test_copies (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  g_autoptr (GListStore) steps = g_list_store_new (CULM_TYPE_DOCTOR_STEP);
  g_autoptr (CulmDoctorStep) step = culm_doctor_step_new (CULM_DOCTOR_MQTT, 8883);
  GtkWidget *page = culm_doctor_page_new (NULL, printer), *window = culm_test_show (page);
  g_autofree char *text = NULL;

  g_list_store_append (steps, step);
  culm_doctor_page_set_steps (CULM_DOCTOR_PAGE (page), G_LIST_MODEL (steps));
  culm_doctor_step_settle (step, CULM_DOCTOR_FAILED, CULM_DOCTOR_NO_TLS, "<b>&bad");
  g_signal_emit_by_name (find_button (page), "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (page), NULL, read_cb, &text);
  culm_test_wait (text != NULL);
  g_assert_nonnull (strstr (text, "failed  Control, port 8883: "));
  g_assert_nonnull (strstr (text, "<b>&bad"));
  g_assert_null (strstr (text, culm_printer_get_serial (printer)));
  culm_test_assert_finalises (window, page);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/doctor-page/copies", test_copies);
  return g_test_run ();
}
