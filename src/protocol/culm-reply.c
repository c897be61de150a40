/* culm-reply.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-reply.h"

#include "culm-fault.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Beyond this the printer's words are of no use to a person. */
#define REASON_MAX 200

#define JOB_CHECK_FAILED 84033544

/* `errno` of an AMS. */
#define CHAMBER_TOO_HOT -2
#define AMS_TOO_HOT -4

static JsonNode *
peek_value (JsonObject *body, const char *member)
{
  JsonNode *node = json_object_get_member (body, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static const char *
peek_string (JsonObject *body, const char *member)
{
  JsonNode *node = peek_value (body, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* A number, or one in a string. FALSE when it is neither. */
static gboolean
read_integer (JsonObject *body, const char *member, gint64 *number)
{
  const char *text = peek_string (body, member);
  JsonNode *node = peek_value (body, member);

  if (node == NULL)
    return FALSE;
  if (text != NULL)
    return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number, NULL);
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return TRUE;
}

/* "fail", "failed" in any case; a number in `camera` replies, where 0 is fine; a boolean. */
static gboolean
is_failure (JsonObject *body)
{
  const char *text = peek_string (body, "result");
  JsonNode *node = peek_value (body, "result");
  gint64 number;

  if (text != NULL && g_ascii_strncasecmp (text, "fail", 4) == 0)
    return TRUE;
  if (read_integer (body, "result", &number))
    return number != 0;
  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && !json_node_get_boolean (node);
}

/* reference/mqtt.md §2.1; …544 is a signature that was fine, with the same words. */
static gboolean
is_about_signature (gint64 code, const char *reason)
{
  if (code == JOB_CHECK_FAILED)
    return FALSE;
  return code == 84033543 || (code >= 84033545 && code <= 84033548) ||
         (reason != NULL && strstr (reason, "verify failed") != NULL);
}

static char *
dup_reason (JsonObject *body)
{
  const char *reason = peek_string (body, "reason");

  if (reason == NULL || *reason == '\0' || g_strcmp0 (reason, peek_string (body, "result")) == 0)
    return NULL;
  return g_utf8_strlen (reason, -1) > REASON_MAX ? g_utf8_substring (reason, 0, REASON_MAX) : g_strdup (reason);
}

static char *
dup_sequence_id (JsonObject *body)
{
  const char *text = peek_string (body, "sequence_id");
  gint64 number;

  if (text != NULL)
    return g_strdup (text);
  return read_integer (body, "sequence_id", &number) ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

void
culm_reply_free (CulmReply *self)
{
  g_free (self->section);
  g_free (self->name);
  g_free (self->sequence_id);
  g_free (self->reason);
  g_free (self);
}

CulmReply *
culm_reply_new_from_section (const char *section, JsonObject *body)
{
  const char *name = peek_string (body, "command");
  gint64 code = 0, number = 0, soft_temp = 0;
  CulmReply *self;

  if (name == NULL || g_str_equal (name, "push_status"))
    return NULL;
  read_integer (body, "err_code", &code);
  read_integer (body, "errno", &number);
  read_integer (body, "soft_temp", &soft_temp);
  self = g_new0 (CulmReply, 1);
  self->section = g_strdup (section);
  self->name = g_strdup (name);
  self->sequence_id = dup_sequence_id (body);
  self->reason = dup_reason (body);
  self->soft_temp = soft_temp;
  self->server_code = code != 0 ? code : number;
  self->refused = code != 0 || number < 0 || is_failure (body);
  self->authorisation = self->refused && is_about_signature (code, self->reason);
  return self;
}

gboolean
culm_reply_matches (const CulmReply *self, const char *section, const char *name, const char *sequence_id)
{
  return sequence_id != NULL && g_strcmp0 (self->sequence_id, sequence_id) == 0 &&
         g_str_equal (self->section, section) && g_str_equal (self->name, name);
}

/* reference/mqtt.md §2: `errno` of an AMS, with the temperature from which on the filament goes soft. */
static gboolean
set_heat_error (const CulmReply *self, GError **error)
{
  if (self->server_code != CHAMBER_TOO_HOT && self->server_code != AMS_TOO_HOT)
    return FALSE;
  if (self->soft_temp <= 0)
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_REFUSED, "%s",
                    self->server_code == CHAMBER_TOO_HOT
                        ? _ ("The chamber is too hot for this filament. Let it cool, then try again.")
                        : _ ("The AMS is too hot for this filament. Let it cool, then try again."));
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_REFUSED,
                    self->server_code == CHAMBER_TOO_HOT
                        ? _ ("The chamber is too hot: this filament gets soft at %d °C. Let it cool, then try again.")
                        : _ ("The AMS is too hot: this filament gets soft at %d °C. Let it cool, then try again."),
                    (int) MIN (self->soft_temp, 999));
  return TRUE;
}

/* A code of the printer's faults has a text, as a rule; else the printer's own words are the best there is. */
static void
set_refusal (const CulmReply *self, GError **error)
{
  g_autoptr (CulmFault) fault = culm_fault_new_print_error (
      self->server_code > 0 && self->server_code <= G_MAXUINT32 ? (guint32) self->server_code : 0);
  g_autofree char *text = fault != NULL ? culm_fault_dup_translated (fault) : NULL;

  if (text != NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_REFUSED, _ ("The printer refused: %s (%s)"), text,
                    culm_fault_get_code (fault));
  else if (self->reason != NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_REFUSED, _ ("The printer refused: %s"), self->reason);
  else if (fault != NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_REFUSED, _ ("The printer refused with error %s."),
                    culm_fault_get_code (fault));
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_REFUSED,
                    _ ("The printer refused the command. Its screen may tell why."));
}

void
culm_reply_set_error (const CulmReply *self, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  g_return_if_fail (self->refused);

  if (self->authorisation)
    culm_error_set (&refusal, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_FORBIDDEN,
                    _ ("The printer takes commands only in Developer Mode."));
  else if (!set_heat_error (self, &refusal))
    set_refusal (self, &refusal);
  culm_error_set_server_code (refusal, self->server_code);
  culm_error_set_detail (refusal, self->reason);
  g_propagate_error (error, g_steal_pointer (&refusal));
}
