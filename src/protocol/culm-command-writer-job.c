/* culm-command-writer-job.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-command-writer-private.h"

#include <glib/gi18n-lib.h>

static gboolean
write_bare (CulmDraft *self, const char *name)
{
  json_object_set_string_member (culm_draft_add (self, "print", name), "param", "");
  return TRUE;
}

static gboolean
write_speed (CulmDraft *self)
{
  const char level[] = { '0' + culm_command_get_choice (self->command), '\0' };

  json_object_set_string_member (culm_draft_add (self, "print", "print_speed"), "param", level);
  return TRUE;
}

/* Whether objects can be skipped is what the firmware says with `fun` bit 49; one that reports no `fun` may be asked
 * (reference/models.md §3). */
static gboolean
write_skip (CulmDraft *self, GError **error)
{
  g_autoptr (JsonArray) list = json_array_new ();
  const int *ids;
  guint n_ids;

  if (self->context->has_fun && !culm_draft_has_fun (self, 49))
    return culm_draft_refuse (error, _ ("The printer’s firmware cannot skip objects."));
  ids = culm_command_get_ids (self->command, &n_ids);
  for (guint i = 0; i < n_ids; i++)
    json_array_add_int_element (list, ids[i]);
  json_object_set_array_member (culm_draft_add (self, "print", "skip_objects"), "obj_list", g_steal_pointer (&list));
  return TRUE;
}

/* Acknowledged for the job and closed on the printer's own screen. */
static void
write_clear_dialog (CulmDraft *self)
{
  const CulmCommandContext *context = self->context;
  JsonObject *clean = culm_draft_add (self, "print", "clean_print_error");
  JsonObject *close = culm_draft_add (self, "system", "uiop");
  g_autofree char *code = g_strdup_printf ("%08X", context->print_error);

  json_object_set_string_member (clean, "subtask_id", context->subtask_id != NULL ? context->subtask_id : "");
  json_object_set_int_member (clean, "print_error", context->print_error);
  json_object_set_string_member (close, "name", "print_error");
  json_object_set_string_member (close, "action", "close");
  json_object_set_int_member (close, "source", 1);
  json_object_set_string_member (close, "type", "dialog");
  json_object_set_string_member (close, "err", code);
}

static gboolean
write_ignore_idle (CulmDraft *self)
{
  g_autofree char *code = g_strdup_printf ("%u", self->context->print_error);
  JsonObject *body = culm_draft_add (self, "print", "idle_ignore");

  json_object_set_string_member (body, "err", code);
  json_object_set_int_member (body, "type", 0);
  return TRUE;
}

static gboolean
write_clear (CulmDraft *self)
{
  static const char *const names[] = {
    [CULM_CLEAR_RESUME] = "resume", [CULM_CLEAR_IGNORE] = "ignore", [CULM_CLEAR_STOP] = "stop"
  };
  CulmClearAction action = culm_command_get_choice (self->command);
  g_autofree char *code = NULL;
  JsonObject *body;

  if (action == CULM_CLEAR_IGNORE_IDLE)
    return write_ignore_idle (self);
  if (action == CULM_CLEAR_DIALOG || (guint) action >= G_N_ELEMENTS (names)) {
    write_clear_dialog (self);
    return TRUE;
  }
  code = g_strdup_printf ("%u", self->context->print_error);
  body = culm_draft_add (self, "print", names[action]);
  json_object_set_string_member (body, "err", code);
  json_object_set_string_member (body, "param", "reserve");
  json_object_set_string_member (body, "job_id", self->context->job_id != NULL ? self->context->job_id : "");
  return TRUE;
}

gboolean
culm_draft_write_job (CulmDraft *self, GError **error)
{
  switch ((int) culm_command_get_kind (self->command)) {
  case CULM_COMMAND_PAUSE: return write_bare (self, "pause");
  case CULM_COMMAND_RESUME: return write_bare (self, "resume");
  case CULM_COMMAND_STOP: return write_bare (self, "stop");
  case CULM_COMMAND_SPEED: return write_speed (self);
  case CULM_COMMAND_SKIP: return write_skip (self, error);
  case CULM_COMMAND_CLEAR: return write_clear (self);
  case CULM_COMMAND_GCODE: culm_draft_add_gcode (self, "%s", culm_command_get_text (self->command)); return TRUE;
  default: g_return_val_if_reached (FALSE);
  }
}
