/* culm-command-writer-print.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-writer-private.h"

#include <string.h>

#define TRAY_UNUSED -1
#define PLACE_UNUSED 255
#define CFG_TIMELAPSE_INSIDE (1 << 2)

static void
set_text (JsonObject *body, const char *member, const char *value, const char *otherwise)
{
  json_object_set_string_member (body, member, value != NULL ? value : otherwise);
}

/* The file's name without its endings. */
static char *
make_title (const CulmPrintRequest *request)
{
  char *title = request->title != NULL ? g_strdup (request->title) : g_path_get_basename (request->file);
  const char *const endings[] = { ".3mf", ".gcode" };

  for (guint i = 0; request->title == NULL && i < G_N_ELEMENTS (endings); i++)
    if (strlen (title) > strlen (endings[i]) && g_str_has_suffix (title, endings[i]))
      title[strlen (title) - strlen (endings[i])] = '\0';
  return title;
}

/* A checksum that is right is hard to know: which of two files it is of depends on the model. Each takes a word that
 * says not to look (reference/mqtt.md §4.4). */
static char *
make_md5 (const CulmDraft *self, const CulmPrintRequest *request)
{
  if (request->md5 != NULL)
    return g_ascii_strup (request->md5, -1);
  return g_strdup (self->model->medium == CULM_MEDIUM_USB ? "from_sd_card" : "");
}

static void
set_ids (JsonObject *body, const CulmPrintRequest *request)
{
  set_text (body, "project_id", request->project_id, "0");
  set_text (body, "profile_id", request->profile_id, "0");
  set_text (body, "task_id", request->task_id, "0");
  set_text (body, "subtask_id", request->subtask_id, "0");
}

static void
set_preparations (CulmDraft *self, JsonObject *body, const CulmPrintRequest *request)
{
  gboolean vibration = request->vibration && self->model->family != CULM_FAMILY_P2S;
  g_autofree char *cfg = g_strdup_printf ("%d", request->timelapse_inside ? CFG_TIMELAPSE_INSIDE : 0);

  json_object_set_boolean_member (body, "bed_leveling", request->levelling != CULM_PREPARATION_OFF);
  json_object_set_boolean_member (body, "flow_cali", request->flow != CULM_PREPARATION_OFF);
  json_object_set_boolean_member (body, "vibration_cali", vibration);
  json_object_set_boolean_member (body, "layer_inspect", request->inspect);
  json_object_set_boolean_member (body, "timelapse", request->timelapse || request->timelapse_inside);
  json_object_set_boolean_member (body, "use_ams", request->use_ams);
  json_object_set_int_member (body, "auto_bed_leveling", request->levelling);
  json_object_set_int_member (body, "extrude_cali_flag", request->flow);
  json_object_set_int_member (body, "nozzle_offset_cali", request->nozzle_offset);
  json_object_set_string_member (body, "cfg", cfg);
}

static int
get_tray (const CulmFilamentPlace *place)
{
  if (place->unit < 0 || place->unit >= 254)
    return TRAY_UNUSED;
  return place->unit >= 128 ? place->unit : place->unit * 4 + place->slot;
}

static void
set_mapping (const CulmDraft *self, JsonObject *body, const CulmPrintRequest *request)
{
  JsonArray *trays = json_array_new (), *places = json_array_new ();

  for (guint i = 0; i < request->n_places; i++) {
    CulmFilamentPlace place = request->places[i];
    JsonObject *entry = json_object_new ();

    place.unit = culm_draft_get_unit (self, place.unit);
    json_array_add_int_element (trays, get_tray (&place));
    json_object_set_int_member (entry, "ams_id", place.unit >= 0 ? place.unit : PLACE_UNUSED);
    json_object_set_int_member (entry, "slot_id", place.unit >= 0 ? place.slot : PLACE_UNUSED);
    json_array_add_object_element (places, entry);
  }
  json_object_set_array_member (body, "ams_mapping", trays);
  json_object_set_array_member (body, "ams_mapping2", places);
}

/* Left out when it is empty. */
static void
set_numbers (JsonObject *body, const char *member, const int *numbers, guint n)
{
  JsonArray *array = n > 0 ? json_array_new () : NULL;

  for (guint i = 0; i < n; i++)
    json_array_add_int_element (array, numbers[i]);
  if (array != NULL)
    json_object_set_array_member (body, member, array);
}

gboolean
culm_draft_write_print (CulmDraft *self)
{
  const CulmPrintRequest *request = culm_command_get_request (self->command);
  g_autofree char *title = NULL, *md5 = NULL, *param = NULL;
  JsonObject *body;

  if (culm_print_request_is_gcode (request)) {
    json_object_set_string_member (culm_draft_add (self, "print", "gcode_file"), "param", request->file);
    return TRUE;
  }
  title = make_title (request);
  md5 = make_md5 (self, request);
  param = g_strdup_printf ("Metadata/plate_%d.gcode", request->plate);
  body = culm_draft_add (self, "print", "project_file");
  json_object_set_string_member (body, "param", param);
  if (request->url != NULL)
    json_object_set_string_member (body, "url", request->url);
  json_object_set_string_member (body, "file", request->file);
  json_object_set_string_member (body, "md5", md5);
  set_ids (body, request);
  json_object_set_string_member (body, "subtask_name", title);
  set_text (body, "bed_type", request->bed_type, "auto");
  set_preparations (self, body, request);
  set_mapping (self, body, request);
  set_numbers (body, "nozzle_mapping", request->nozzles, request->n_nozzles);
  set_numbers (body, "skip_objects", request->skipped, request->n_skipped);
  return TRUE;
}
