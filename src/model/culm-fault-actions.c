/* culm-fault-actions.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-actions.h"
#include <string.h>

#define BIT(action) (1u << CULM_FAULT_ACTION_##action)

/* Codes that need more than their kind says. Those of the AMS stand for every unit: 0700. */
static const struct {
  guint32 code;
  guint actions;
} special[] = {
  { 0x03008003, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) }, /* spaghetti */
  { 0x03008004, BIT (LOAD) | BIT (RESUME) | BIT (STOP) },   /* filament ran out */
  { 0x03008006, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) }, /* plate marker */
  { 0x03008011, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) }, /* type of plate */
  { 0x03008017, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) }, /* object on the bed */
  { 0x05008036, BIT (IGNORE) | BIT (STOP) },                /* sliced for another model */
  { 0x05008051, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) }, /* type of plate */
  { 0x05008053, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) }, /* nozzle */
  { 0x07008011, BIT (LOAD) | BIT (RETRY) | BIT (STOP) },    /* slot or spool empty */
  { 0x07008006, BIT (RETRY) | BIT (DONE) | BIT (STOP) },    /* push filament in */
  { 0x07008007, BIT (RETRY) | BIT (DONE) | BIT (STOP) },    /* confirm extrusion */
  { 0x0C008001, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) }, /* first layer */
  { 0x0C008005, BIT (RESUME) | BIT (IGNORE) | BIT (STOP) }, /* waste piled up */
  { 0x0C00C004, BIT (IGNORE) | BIT (STOP) },                /* possible spaghetti */
};

/* "0300-8004" to 0x03008004. */
static guint32
parse_code (CulmFault *error)
{
  char *rest = NULL;
  guint64 high = g_ascii_strtoull (culm_fault_get_code (error), &rest, 16);
  guint64 low = *rest == '-' ? g_ascii_strtoull (rest + 1, NULL, 16) : 0;

  return (guint32) (high << 16 | (low & 0xFFFF));
}

static gboolean
is_of_ams (guint32 code)
{
  guint module = code >> 24;

  return module == 0x07 || module == 0x12 || module == 0x18;
}

guint
culm_fault_get_actions (CulmFault *error, CulmPrinterState state)
{
  guint32 code = parse_code (error);
  guint32 key = is_of_ams (code) ? 0x07000000 | (code & 0xFFFF) : code;
  guint actions = BIT (RESUME) | BIT (STOP);

  if (!culm_printer_state_is_active (state))
    return BIT (CLOSE);
  for (guint i = 0; i < G_N_ELEMENTS (special); i++) {
    if (special[i].code == key)
      actions = special[i].actions;
  }
  if (actions == (BIT (RESUME) | BIT (STOP)) && is_of_ams (code))
    actions = BIT (RETRY) | BIT (STOP);
  if ((code >> 12 & 0xF) == 0x4)
    return BIT (CLOSE); /* it has ended the print */
  if (state != CULM_PRINTER_STATE_PAUSED && (code >> 12 & 0xF) == 0x8)
    return BIT (CLOSE);
  return actions;
}

CulmCommand *
culm_fault_action_create_command (CulmFaultAction action)
{
  switch (action) {
  case CULM_FAULT_ACTION_RESUME: return culm_command_new_clear (CULM_CLEAR_RESUME);
  case CULM_FAULT_ACTION_IGNORE: return culm_command_new_clear (CULM_CLEAR_IGNORE);
  case CULM_FAULT_ACTION_RETRY: return culm_command_new_ams_control ("resume");
  case CULM_FAULT_ACTION_DONE: return culm_command_new_ams_control ("done");
  case CULM_FAULT_ACTION_STOP: return culm_command_new_clear (CULM_CLEAR_STOP);
  case CULM_FAULT_ACTION_CLOSE: return culm_command_new_clear (CULM_CLEAR_DIALOG);
  case CULM_FAULT_ACTION_LOAD:
  default: return NULL;
  }
}
