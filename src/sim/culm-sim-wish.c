/* culm-sim-wish.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-wish.h"

#include "culm-sim-json.h"
#include "culm-sim-run.h"

static gboolean
fail_with (GError **error, GIOErrorEnum code, const char *what)
{
  g_set_error (error, G_IO_ERROR, code, "%s: %s", what,
               code == G_IO_ERROR_BUSY ? "not in this state" : "unknown, or with a value that does not fit");
  return FALSE;
}

static gboolean
read_flag (JsonNode *value, gboolean *flag)
{
  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_BOOLEAN)
    return FALSE;
  *flag = json_node_get_boolean (value);
  return TRUE;
}

static gboolean
start_print (CulmSimMachine *machine, JsonNode *value, GError **error)
{
  JsonObject *wish = value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
  CulmSimJob *job = &machine->job;
  const char *name;

  if (value != NULL && wish == NULL && !JSON_NODE_HOLDS_NULL (value))
    return fail_with (error, G_IO_ERROR_INVALID_ARGUMENT, "start-print");
  if (culm_sim_machine_is_busy (machine) || !machine->online)
    return fail_with (error, G_IO_ERROR_BUSY, "start-print");
  if (job->state != CULM_SIM_JOB_IDLE)
    culm_sim_job_draw (job, machine->rand);
  if (wish != NULL) {
    name = culm_sim_json_get_string (wish, "name", job->name);
    if (!g_str_equal (name, job->name)) {
      g_autofree char *file = g_strconcat (name, ".gcode.3mf", NULL);

      culm_sim_job_set_name (job, name);
      culm_sim_job_set_file (job, file);
    }
    job->total = CLAMP (culm_sim_json_get_double (wish, "minutes", job->total / 60), 0.01, 60000) * 60;
    job->layers = (guint) CLAMP (culm_sim_json_get_int (wish, "layers", job->layers), 1, 100000);
  }
  culm_sim_run_start (machine);
  return TRUE;
}

static gboolean
set_problem (CulmSimMachine *machine, JsonNode *value, GError **error)
{
  JsonObject *entry = value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value)) {
    culm_sim_machine_clear_hms (machine);
    return TRUE;
  }
  if (entry == NULL || !culm_sim_json_is_number (entry, "attr") || !culm_sim_json_is_number (entry, "code"))
    return fail_with (error, G_IO_ERROR_INVALID_ARGUMENT, "hms");
  culm_sim_machine_raise_hms (machine, (guint32) culm_sim_json_get_int (entry, "attr", 0),
                              (guint32) culm_sim_json_get_int (entry, "code", 0));
  return TRUE;
}

static gboolean
set_switch (CulmSimMachine *machine, const char *what, JsonNode *value, GError **error)
{
  gboolean flag, door = g_str_equal (what, "door");

  if (!read_flag (value, &flag) || (door && !culm_sim_model_has (machine->model, CULM_SIM_HAS_DOOR)))
    return fail_with (error, G_IO_ERROR_INVALID_ARGUMENT, what);
  if (door)
    culm_sim_run_open_door (machine, flag);
  else
    machine->refuses = flag;
  return TRUE;
}

static gboolean
turn_job (CulmSimMachine *machine, const char *what, JsonNode *value, GError **error)
{
  guint32 code = value != NULL && JSON_NODE_HOLDS_VALUE (value) ? (guint32) json_node_get_int (value) : 0;
  gboolean done = g_str_equal (what, "finish") ? culm_sim_run_finish (machine)
                  : g_str_equal (what, "fail") ? culm_sim_run_fail (machine, code)
                                               : culm_sim_run_runout (machine);

  return done || fail_with (error, G_IO_ERROR_BUSY, what);
}

gboolean
culm_sim_wish_grant (CulmSimMachine *machine, const char *what, JsonNode *value, GError **error)
{
  if (g_str_equal (what, "start-print"))
    return start_print (machine, value, error);
  if (g_str_equal (what, "finish") || g_str_equal (what, "fail") || g_str_equal (what, "runout"))
    return turn_job (machine, what, value, error);
  if (g_str_equal (what, "hms"))
    return set_problem (machine, value, error);
  if (g_str_equal (what, "door") || g_str_equal (what, "refuse-commands"))
    return set_switch (machine, what, value, error);
  return fail_with (error, G_IO_ERROR_INVALID_ARGUMENT, what);
}
