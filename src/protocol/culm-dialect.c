/* culm-dialect.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-dialect.h"

static const char *const names[] = { "auto", "seed", "gcode", "struct" };

static gboolean
has_fun (const CulmCommandContext *context, guint bit)
{
  return context->has_fun && (context->fun >> bit & 1) != 0;
}

static CulmDialect
choose_by (gboolean newer)
{
  return newer ? CULM_DIALECT_STRUCT : CULM_DIALECT_GCODE;
}

/* H2D, H2D Pro, H2C and X2D: the last column of reference/mqtt.md §4.3. */
static gboolean
is_newest (CulmFamily family)
{
  return family == CULM_FAMILY_H2D || family == CULM_FAMILY_X2D;
}

/* The first column. */
static gboolean
is_oldest (CulmFamily family)
{
  return family == CULM_FAMILY_P1 || family == CULM_FAMILY_A1;
}

static CulmDialect
choose_for_fan (CulmFamily family, const CulmCommandContext *context)
{
  if (family == CULM_FAMILY_A2L)
    return choose_by ((context->airduct_parts & 1 << 1) != 0);
  return choose_by (is_newest (family) || family == CULM_FAMILY_P2S || family == CULM_FAMILY_H2S);
}

/* One row of the table each. */
static CulmDialect
choose_for_model (const CulmCommand *command, CulmFamily family, const CulmCommandContext *context)
{
  switch ((int) culm_command_get_kind (command)) {
  case CULM_COMMAND_NOZZLE:
  case CULM_COMMAND_EXTRUDE: return choose_by (is_newest (family));
  case CULM_COMMAND_BED: return choose_by (is_newest (family) || (!is_oldest (family) && has_fun (context, 39)));
  case CULM_COMMAND_FAN: return choose_for_fan (family, context);
  case CULM_COMMAND_HOME: /* single axes have no newer form */
    return choose_by (!is_oldest (family) && has_fun (context, 32) && *culm_command_get_text (command) == '\0');
  case CULM_COMMAND_JOG: return choose_by (!is_oldest (family) && has_fun (context, 38));
  default: return CULM_DIALECT_STRUCT;
  }
}

const char *
culm_dialect_get_name (CulmDialect dialect)
{
  g_return_val_if_fail ((guint) dialect < G_N_ELEMENTS (names), NULL);

  return names[dialect];
}

gboolean
culm_dialect_find (const char *name, CulmDialect *dialect)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], name) == 0) {
      *dialect = i;
      return TRUE;
    }
  return FALSE;
}

CulmDialect
culm_dialect_choose (const CulmCommand *command, const CulmCommandContext *context)
{
  if (context->dialect != CULM_DIALECT_AUTO)
    return context->dialect;
  if (context->seed_by_default)
    return CULM_DIALECT_SEED;
  if (context->model == NULL || !culm_printer_model_is_known (context->model))
    return CULM_DIALECT_GCODE;
  return choose_for_model (command, context->model->family, context);
}
