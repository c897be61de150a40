/* culm-command-writer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-command-writer.h"

#include "culm-command-writer-private.h"
#include "culm-dialect.h"
#include "culm-json.h"

#include <glib/gi18n-lib.h>

static void
free_body (gpointer data)
{
  CulmDraftBody *body = data;

  json_object_unref (body->members);
  g_free (body);
}

static void
init_draft (CulmDraft *draft, const CulmCommand *command, const CulmCommandContext *context)
{
  draft->command = command;
  draft->context = context;
  draft->model = context->model != NULL ? context->model : culm_printer_model_get_unknown ();
  draft->dialect = culm_dialect_choose (command, context);
  draft->bodies = g_ptr_array_new_with_free_func (free_body);
}

/* The vendor's reference has nine commands (reference/mqtt.md §4.1). Returns: (nullable). */
static const char *
get_seed_name (const CulmCommand *command)
{
  static const char *const fans[CULM_N_FANS] = {
    [CULM_FAN_PART] = "set_fan_speed", [CULM_FAN_AUX] = "set_airduct", [CULM_FAN_CHAMBER] = "set_ctt"
  };

  switch ((int) culm_command_get_kind (command)) {
  case CULM_COMMAND_PAUSE: return "pause";
  case CULM_COMMAND_RESUME: return "resume";
  case CULM_COMMAND_STOP: return "stop";
  case CULM_COMMAND_NOZZLE: return culm_command_get_index (command) == 0 ? "set_nozzle_temp" : NULL;
  case CULM_COMMAND_BED: return "set_bed_temp";
  case CULM_COMMAND_CHAMBER: return "set_chamber_temp";
  case CULM_COMMAND_FAN: return fans[culm_command_get_index (command)];
  default: return NULL;
  }
}

static gboolean
write_seed (CulmDraft *draft, GError **error)
{
  const char *name = get_seed_name (draft->command);
  g_autofree char *param = NULL;
  JsonObject *body;

  if (name == NULL)
    return culm_draft_refuse_dialect (draft, error);
  body = culm_draft_add (draft, "print", name);
  if (!culm_command_is_numeric (draft->command))
    return TRUE;
  param = g_strdup_printf ("%d", (int) culm_command_get_number (draft->command));
  json_object_set_string_member (body, "param", param);
  return TRUE;
}

static gboolean
write_draft (CulmDraft *draft, GError **error)
{
  if (draft->dialect == CULM_DIALECT_SEED)
    return write_seed (draft, error);
  switch (culm_command_get_kind (draft->command)) {
  case CULM_COMMAND_PAUSE:
  case CULM_COMMAND_RESUME:
  case CULM_COMMAND_STOP:
  case CULM_COMMAND_SPEED:
  case CULM_COMMAND_SKIP:
  case CULM_COMMAND_CLEAR:
  case CULM_COMMAND_GCODE: return culm_draft_write_job (draft, error);
  case CULM_COMMAND_NOZZLE:
  case CULM_COMMAND_BED:
  case CULM_COMMAND_CHAMBER:
  case CULM_COMMAND_FAN:
  case CULM_COMMAND_AIRDUCT:
  case CULM_COMMAND_HOME:
  case CULM_COMMAND_JOG:
  case CULM_COMMAND_EXTRUDE:
  case CULM_COMMAND_SELECT_NOZZLE: return culm_draft_write_motion (draft, error);
  case CULM_COMMAND_AMS_LOAD:
  case CULM_COMMAND_AMS_UNLOAD:
  case CULM_COMMAND_AMS_CONTROL:
  case CULM_COMMAND_AMS_SLOT:
  case CULM_COMMAND_AMS_TAG:
  case CULM_COMMAND_AMS_DRY: return culm_draft_write_ams (draft, error);
  case CULM_COMMAND_UPKEEP: return culm_draft_write_upkeep (draft, error);
  case CULM_COMMAND_PRINT: return culm_draft_write_print (draft);
  case CULM_COMMAND_LIGHT:
  case CULM_COMMAND_CALIBRATE:
  case CULM_COMMAND_OPTION:
  case CULM_COMMAND_RECORD:
  case CULM_COMMAND_TIMELAPSE:
  default: return culm_draft_write_setting (draft, error);
  }
}

/* {"print":{…}} without white space; the number comes last, as the vendor's own program writes it. */
static CulmCommandMessage *
seal_message (const CulmDraftBody *body, CulmSequence *sequence)
{
  CulmCommandMessage *message = g_new0 (CulmCommandMessage, 1);
  g_autoptr (JsonObject) envelope = json_object_new ();
  g_autoptr (JsonNode) root = json_node_alloc ();
  char *text;

  message->section = g_strdup (body->section);
  message->name = g_strdup (json_object_get_string_member (body->members, "command"));
  message->qos = 1;
  if (sequence != NULL) {
    message->sequence_id = culm_sequence_next (sequence);
    json_object_set_string_member (body->members, "sequence_id", message->sequence_id);
  }
  json_object_set_object_member (envelope, body->section, json_object_ref (body->members));
  json_node_init_object (root, envelope);
  text = culm_json_print (root);
  message->payload = g_bytes_new_take (text, strlen (text));
  return message;
}

JsonObject *
culm_draft_add (CulmDraft *self, const char *section, const char *name)
{
  CulmDraftBody *body = g_new (CulmDraftBody, 1);

  body->section = section;
  body->members = json_object_new ();
  json_object_set_string_member (body->members, "command", name);
  g_ptr_array_add (self->bodies, body);
  return body->members;
}

void
culm_draft_add_gcode (CulmDraft *self, const char *format, ...)
{
  g_autofree char *lines = NULL;
  va_list args;

  va_start (args, format);
  lines = g_strdup_vprintf (format, args);
  va_end (args);
  json_object_set_string_member (culm_draft_add (self, "print", "gcode_line"), "param", lines);
}

const CulmCommandTray *
culm_draft_find_tray (const CulmDraft *self, int unit, int slot)
{
  for (guint i = 0; i < self->context->n_trays; i++)
    if (self->context->trays[i].unit == unit && self->context->trays[i].slot == slot)
      return &self->context->trays[i];
  return NULL;
}

gboolean
culm_draft_has_fun (const CulmDraft *self, guint bit)
{
  return self->context->has_fun && (self->context->fun >> bit & 1) != 0;
}

gboolean
culm_draft_refuse (GError **error, const char *sentence)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_UNSUPPORTED, "%s", sentence);
  return FALSE;
}

gboolean
culm_draft_refuse_dialect (const CulmDraft *self, GError **error)
{
  switch (self->dialect) {
  case CULM_DIALECT_SEED:
    return culm_draft_refuse (error, _ ("The vendor’s reference has no command for this. Choose another dialect."));
  case CULM_DIALECT_GCODE: return culm_draft_refuse (error, _ ("There is no G-code for this. Choose another dialect."));
  case CULM_DIALECT_STRUCT:
  case CULM_DIALECT_AUTO:
  default: return culm_draft_refuse (error, _ ("There is no typed command for this. Choose another dialect."));
  }
}

void
culm_command_message_free (CulmCommandMessage *self)
{
  g_bytes_unref (self->payload);
  g_free (self->section);
  g_free (self->name);
  g_free (self->sequence_id);
  g_free (self);
}

GPtrArray *
culm_command_write (const CulmCommand *command, const CulmCommandContext *context, CulmSequence *sequence,
                    GError **error)
{
  g_autoptr (GPtrArray) bodies = NULL;
  GPtrArray *messages;
  CulmDraft draft;

  init_draft (&draft, command, context);
  bodies = draft.bodies;
  if (!culm_command_check (command, draft.model, &context->state, error) || !write_draft (&draft, error))
    return NULL;
  messages = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_command_message_free);
  for (guint i = 0; i < bodies->len; i++)
    g_ptr_array_add (messages, seal_message (bodies->pdata[i], draft.dialect == CULM_DIALECT_SEED ? NULL : sequence));
  return messages;
}

gboolean
culm_command_can_write (const CulmCommand *command, const CulmCommandContext *context, GError **error)
{
  g_autoptr (GPtrArray) bodies = NULL;
  g_autoptr (GError) refusal = NULL;
  CulmDraft draft;

  init_draft (&draft, command, context);
  bodies = draft.bodies;
  if (!culm_command_check (command, draft.model, &context->state, &refusal) &&
      g_error_matches (refusal, CULM_ERROR, CULM_ERROR_UNSUPPORTED)) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  return write_draft (&draft, error);
}
