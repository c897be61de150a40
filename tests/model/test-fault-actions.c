/* test-fault-actions.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-actions.h"

#define BIT(action) (1u << CULM_FAULT_ACTION_##action)

static void
test_table (void)
{
  static const struct {
    guint32 code;
    CulmPrinterState state;
    guint actions;
  } cases[] = {
    { 0x03008001, CULM_PRINTER_STATE_PAUSED, BIT (RESUME) | BIT (STOP) },
    { 0x03008003, CULM_PRINTER_STATE_PAUSED, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) },
    { 0x03008004, CULM_PRINTER_STATE_PAUSED, BIT (LOAD) | BIT (RESUME) | BIT (STOP) },
    { 0x07008003, CULM_PRINTER_STATE_PAUSED, BIT (RETRY) | BIT (STOP) },
    { 0x07018011, CULM_PRINTER_STATE_PAUSED, BIT (LOAD) | BIT (RETRY) | BIT (STOP) }, /* the second AMS */
    { 0x07FF8011, CULM_PRINTER_STATE_PAUSED, BIT (LOAD) | BIT (RETRY) | BIT (STOP) }, /* the external spool */
    { 0x12008007, CULM_PRINTER_STATE_PAUSED, BIT (RETRY) | BIT (DONE) | BIT (STOP) }, /* AMS Lite */
    { 0x18808006, CULM_PRINTER_STATE_PAUSED, BIT (RETRY) | BIT (DONE) | BIT (STOP) }, /* AMS HT */
    { 0x03004000, CULM_PRINTER_STATE_PAUSED, BIT (CLOSE) },
    { 0x03004000, CULM_PRINTER_STATE_FAILED, BIT (CLOSE) },
    { 0x03008003, CULM_PRINTER_STATE_IDLE, BIT (CLOSE) },
    { 0x03008003, CULM_PRINTER_STATE_PRINTING, BIT (CLOSE) }, /* on its way out */
    { 0x0C00C004, CULM_PRINTER_STATE_PRINTING, BIT (IGNORE) | BIT (STOP) },
    { 0x0500C010, CULM_PRINTER_STATE_IDLE, BIT (CLOSE) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CulmFault) error = culm_fault_new_print_error (cases[i].code);

    g_test_message ("%s", culm_fault_get_code (error));
    g_assert_cmphex (culm_fault_get_actions (error, cases[i].state), ==, cases[i].actions);
  }
}

static void
test_commands (void)
{
  g_autoptr (CulmCommand) ignore = culm_fault_action_create_command (CULM_FAULT_ACTION_IGNORE);
  g_autoptr (CulmCommand) done = culm_fault_action_create_command (CULM_FAULT_ACTION_DONE);

  g_assert_cmpint (culm_command_get_choice (ignore), ==, CULM_CLEAR_IGNORE);
  g_assert_cmpstr (culm_command_get_text (done), ==, "done");
  g_assert_null (culm_fault_action_create_command (CULM_FAULT_ACTION_LOAD));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault-actions/table", test_table);
  g_test_add_func ("/fault-actions/commands", test_commands);
  return g_test_run ();
}
