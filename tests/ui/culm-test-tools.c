/* culm-test-tools.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-tools.h"
#include "culm-calibration-page.h"
#include "culm-console-page.h"
#include "culm-console.h"
#include "culm-error.h"
#include "culm-move-page.h"
#include "culm-test-display.h"
#include "culm-test-scenes.h"
#include "culm-tool-window.h"

typedef struct {
  const char *name, *scene, *title;
  GtkWidget *(*create_page) (CulmPrinter *printer);
} Tool;

/* One line that was obeyed, one that was not, and one that is not sent at all. */
static GtkWidget *
create_busy_console (CulmPrinter *printer)
{
  CulmConsole *console = culm_console_of (printer);
  GtkWidget *page = culm_console_page_new (printer);
  GtkWidget *entry = culm_test_find (page, GTK_TYPE_ENTRY);

  culm_test_give_link (printer);
  culm_console_send (console, "M106 P1 S128");
  culm_test_end_commands (printer, -1);
  culm_console_send (console, "G1 X100 Y100 F3000 ; a long line that says more than the window is wide, and more");
  culm_test_end_commands (printer, CULM_ERROR_NOT_CONFIRMED);
  gtk_editable_set_text (GTK_EDITABLE (entry), "M104 S999");
  g_signal_emit_by_name (entry, "activate");
  return page;
}

static const Tool tools[] = {
  { "move", "ready", "Move", culm_move_page_new },
  { "move-dual", "dual-ready", "Move", culm_move_page_new },
  { "move-printing", "hard-names", "Move", culm_move_page_new },
  { "calibrate", "ready", "Calibration", culm_calibration_page_new },
  { "calibrate-dual", "dual-ready", "Calibration", culm_calibration_page_new },
  { "calibrate-printing", "one-ams", "Calibration", culm_calibration_page_new },
  { "console", "ready", "G-code Console", create_busy_console },
  { "console-refused", "refused", "G-code Console", culm_console_page_new },
};

const char *const culm_test_tool_names[] = {
  "move",      "move-dual",       "move-printing",
  "calibrate", "calibrate-dual",  "calibrate-printing",
  "console",   "console-refused", NULL,
};

GtkWidget *
culm_test_tool_new (const char *name)
{
  g_autoptr (CulmPrinter) printer = NULL;
  const Tool *tool = tools;

  while (g_strcmp0 (tool->name, name) != 0)
    tool++;
  printer = culm_test_scene_new (tool->scene);
  return culm_tool_window_new (NULL, printer, tool->title, tool->create_page (printer));
}
