/* culm-report-job.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-job.h"
#include "culm-stage.h"
#include <string.h>

#define STAGE_PRINTING 0
#define STAGE_IDLE_P1 255

static gint64
get_int (const CulmReport *report, guint field, guint other)
{
  CulmRecord *status = culm_report_get_status (report);

  return culm_record_get_int (status, field, culm_record_get_int (status, other, -1));
}

static int
limit (gint64 value, int maximum)
{
  return value < 0 || value > maximum ? -1 : (int) value;
}

/* `layer_num`, else `3D.layer_num`. */
static int
get_layers (const CulmReport *report, guint field, guint other)
{
  CulmRecord *status = culm_report_get_status (report);
  CulmRecord *three_d = culm_record_get_record (status, CULM_STATUS_THREE_D);

  return limit (culm_record_get_int (status, field, culm_record_get_int (three_d, other, -1)), G_MAXINT);
}

/* Trimmed; NULL when nothing is left. */
static char *
dup_name (const CulmReport *report)
{
  const char *text = culm_record_get_text (culm_report_get_status (report), CULM_STATUS_SUBTASK_NAME);
  char *name = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (name != NULL && name[0] == '\0')
    g_clear_pointer (&name, g_free);
  return name;
}

/* A plate of a project on its way through the printer is no file that a person knows. */
static char *
dup_file (const CulmReport *report)
{
  const char *text = culm_record_get_text (culm_report_get_status (report), CULM_STATUS_GCODE_FILE);
  g_autofree char *lower = NULL;

  if (text == NULL || g_str_has_prefix (text, "/data/Metadata"))
    return NULL;
  lower = g_ascii_strdown (text, -1);
  return g_str_has_suffix (lower, ".3mf") || g_str_has_suffix (lower, ".gcode") ? g_strdup (text) : NULL;
}

/* `plate_idx`, else N of `plate_N.gcode`. */
static int
get_plate (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);
  gint64 plate = culm_record_get_int (status, CULM_STATUS_PLATE_IDX, 0);
  const char *file = culm_record_get_string (status, CULM_STATUS_GCODE_FILE);
  const char *found = file != NULL ? g_strrstr (file, "plate_") : NULL;
  char *end = NULL;

  if (plate <= 0 && found != NULL) {
    plate = (gint64) g_ascii_strtoull (found + strlen ("plate_"), &end, 10);
    if (!g_str_has_prefix (end, ".gcode"))
      plate = 0;
  }
  return plate > 0 && plate < G_MAXINT ? (int) plate : -1;
}

static const char *
get_id (const CulmReport *report)
{
  const char *id = culm_record_get_text (culm_report_get_status (report), CULM_STATUS_TASK_ID);

  return id != NULL ? id : "0";
}

static const char *
get_source (const CulmReport *report)
{
  const char *type = culm_record_get_string (culm_report_get_status (report), CULM_STATUS_SOURCE);

  if (g_strcmp0 (type, "cloud") == 0)
    return "cloud";
  return g_strcmp0 (type, "local") == 0 ? "local" : NULL;
}

CulmPrinterState
culm_report_get_state (const CulmReport *report)
{
  static const struct {
    const char *name;
    CulmPrinterState state;
  } states[] = {
    { "IDLE", CULM_PRINTER_STATE_IDLE },         { "INIT", CULM_PRINTER_STATE_PREPARING },
    { "PREPARE", CULM_PRINTER_STATE_PREPARING }, { "SLICING", CULM_PRINTER_STATE_PREPARING },
    { "RUNNING", CULM_PRINTER_STATE_PRINTING },  { "PAUSE", CULM_PRINTER_STATE_PAUSED },
    { "FINISH", CULM_PRINTER_STATE_FINISHED },   { "FAILED", CULM_PRINTER_STATE_FAILED },
    { "OFFLINE", CULM_PRINTER_STATE_OFFLINE },
  };
  const char *name = culm_record_get_string (culm_report_get_status (report), CULM_STATUS_STATE);

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (states); i++) {
    if (g_str_equal (states[i].name, name))
      return states[i].state;
  }
  return CULM_PRINTER_STATE_UNKNOWN;
}

gboolean
culm_report_get_stage (const CulmReport *report, int *code)
{
  CulmRecord *status = culm_report_get_status (report);
  CulmPrinterState state = culm_report_get_state (report);
  gint64 reported = culm_record_get_int (status, CULM_STATUS_STAGE, CULM_STAGE_IDLE);

  *code = CLAMP (reported, G_MININT, G_MAXINT);
  if (*code == STAGE_IDLE_P1 ||
      (*code == STAGE_PRINTING && state != CULM_PRINTER_STATE_PRINTING && state != CULM_PRINTER_STATE_PAUSED))
    *code = CULM_STAGE_IDLE;
  return culm_record_has (status, CULM_STATUS_STAGE);
}

gboolean
culm_report_read_job (const CulmReport *report, CulmJobData *data)
{
  CulmPrinterState state = culm_report_get_state (report);
  gint64 minutes = get_int (report, CULM_STATUS_MC_REMAINING_TIME, CULM_STATUS_REMAIN_TIME);

  *data = (CulmJobData){ 0 };
  if (report == NULL || !culm_report_is_full (report))
    return FALSE;
  data->name = dup_name (report);
  data->file = dup_file (report);
  data->task_id = get_id (report);
  data->source = get_source (report);
  data->plate = get_plate (report);
  data->progress = limit (get_int (report, CULM_STATUS_MC_PERCENT, CULM_STATUS_PERCENT), 100);
  data->remaining =
      culm_printer_state_is_active (state) && minutes >= 0 && minutes < G_MAXINT / 60 ? (int) minutes * 60 : -1;
  data->layer = get_layers (report, CULM_STATUS_LAYER, CULM_3D_LAYER);
  data->layers = get_layers (report, CULM_STATUS_LAYERS, CULM_3D_LAYERS);
  if (data->layers == 0)
    data->layer = data->layers = -1;
  data->prepare = limit (get_int (report, CULM_STATUS_PREPARE_PERCENT, CULM_STATUS_PREPARE), 100);
  data->skipped = culm_record_get_ints (culm_report_get_status (report), CULM_STATUS_SKIPPED, &data->n_skipped);
  if (data->name == NULL && data->file == NULL && g_str_equal (data->task_id, "0") &&
      state == CULM_PRINTER_STATE_IDLE) {
    culm_report_job_clear (data);
    return FALSE;
  }
  return TRUE;
}

void
culm_report_job_clear (CulmJobData *data)
{
  g_free ((char *) data->name);
  g_free ((char *) data->file);
  *data = (CulmJobData){ 0 };
}

gint64
culm_report_get_job_start (const CulmReport *report)
{
  return MAX (0, culm_record_get_int (culm_report_get_status (report), CULM_STATUS_START_TIME, 0));
}
