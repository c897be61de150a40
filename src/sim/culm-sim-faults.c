/* culm-sim-faults.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-faults.h"
#include <gio/gio.h>

struct _CulmSimFaults {
  GObject parent_instance;
  GPtrArray *faults; /* CulmSimFault, in the order of their orders */
};

static const char *const where_names[] = { "rest", "upload", "mqtt", NULL };
static const char *const what_names[] = { "reset", "delay", "status", "truncate", "bad-json", "restart", NULL };

G_DEFINE_FINAL_TYPE (CulmSimFaults, culm_sim_faults, G_TYPE_OBJECT)

static void
clear_fault (gpointer memory)
{
  CulmSimFault *self = memory;

  g_free (self->path);
  g_free (self->body);
  g_free (self->type);
  g_clear_pointer (&self->headers, json_object_unref);
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, text);
  return FALSE;
}

static int
read_name (JsonObject *order, const char *member, const char *const *names)
{
  JsonNode *node = json_object_get_member (order, member);
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  for (int i = 0; text != NULL && names[i] != NULL; i++) {
    if (g_str_equal (text, names[i]))
      return i;
  }
  return -1;
}

/* Returns: FALSE when the member is there and is no number of 0 or more */
static gboolean
read_count (JsonObject *order, const char *member, gint64 *count)
{
  JsonNode *node = json_object_get_member (order, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < 0)
    return FALSE;
  *count = json_node_get_int (node);
  return TRUE;
}

/* {"status", "body", "headers"}: a body that is no string is sent as JSON. */
static gboolean
read_answer (CulmSimFault *fault, JsonNode *value, GError **error)
{
  JsonObject *answer = value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
  JsonNode *body, *headers;
  gint64 status = -1;

  if (answer == NULL || !read_count (answer, "status", &status) || status < 100 || status > 599)
    return refuse (error, "status wants a value {\"status\",\"body\"}");
  fault->status = (guint) status;
  body = json_object_get_member (answer, "body");
  headers = json_object_get_member (answer, "headers");
  if (body != NULL && json_node_get_value_type (body) == G_TYPE_STRING) {
    fault->body = g_strdup (json_node_get_string (body));
    if (strstr (fault->body, "<html") != NULL || strstr (fault->body, "<!DOCTYPE") != NULL)
      fault->type = g_strdup ("text/html");
    else
      fault->type = g_strdup (fault->body[0] == '<' ? "application/xml" : "text/plain");
  } else if (body != NULL && !JSON_NODE_HOLDS_NULL (body)) {
    fault->body = json_to_string (body, FALSE);
    fault->type = g_strdup ("application/json");
  }
  if (headers != NULL && JSON_NODE_HOLDS_OBJECT (headers))
    fault->headers = json_object_ref (json_node_get_object (headers));
  return TRUE;
}

static gboolean
read_value (CulmSimFault *fault, JsonNode *value, GError **error)
{
  if (fault->what == CULM_SIM_WHAT_STATUS)
    return fault->where == CULM_SIM_WHERE_BROKER || read_answer (fault, value, error);
  if (fault->what != CULM_SIM_WHAT_DELAY)
    return TRUE;
  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) == G_TYPE_STRING ||
      json_node_get_double (value) < 0)
    return refuse (error, "delay wants a value in seconds");
  fault->seconds = json_node_get_double (value);
  return TRUE;
}

static void
culm_sim_faults_finalize (GObject *object)
{
  g_ptr_array_unref (CULM_SIM_FAULTS (object)->faults);
  G_OBJECT_CLASS (culm_sim_faults_parent_class)->finalize (object);
}

static void
culm_sim_faults_class_init (CulmSimFaultsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_sim_faults_finalize;
}

static void
culm_sim_faults_init (CulmSimFaults *self)
{
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_sim_fault_unref);
}

CulmSimFaults *
culm_sim_faults_new (void)
{
  return g_object_new (CULM_SIM_TYPE_FAULTS, NULL);
}

void
culm_sim_fault_unref (CulmSimFault *self)
{
  g_rc_box_release_full (self, clear_fault);
}

gboolean
culm_sim_faults_add (CulmSimFaults *self, JsonObject *order, GError **error)
{
  g_autoptr (CulmSimFault) fault = g_rc_box_new0 (CulmSimFault);
  int where = read_name (order, "where", where_names), what = read_name (order, "what", what_names);
  JsonNode *path = json_object_get_member (order, "path");

  if (where < 0 || what < 0)
    return refuse (
        error, "where is one of rest, upload, mqtt, ftps; what of reset, delay, status, truncate, bad-json, restart");
  fault->where = (CulmSimWhere) where;
  fault->what = (CulmSimWhat) what;
  if (where == CULM_SIM_WHERE_BROKER && (what == CULM_SIM_WHAT_TRUNCATE || what == CULM_SIM_WHAT_BAD_JSON))
    fault->where = CULM_SIM_WHERE_REPORT;
  if (what == CULM_SIM_WHAT_RESTART && where != CULM_SIM_WHERE_BROKER)
    return refuse (error, "only the broker can be restarted");
  if (path != NULL && json_node_get_value_type (path) != G_TYPE_STRING)
    return refuse (error, "path is a string");
  if (path != NULL && fault->where != CULM_SIM_WHERE_BROKER)
    fault->path = g_strdup (json_node_get_string (path));
  else
    fault->path = g_strdup ("");
  fault->after = -1;
  fault->times = fault->where == CULM_SIM_WHERE_BROKER ? 1 : -1;
  if (!read_count (order, "after", &fault->after) || !read_count (order, "times", &fault->times))
    return refuse (error, "after and times are counts");
  if (!read_value (fault, json_object_get_member (order, "value"), error))
    return FALSE;
  if (fault->times != 0)
    g_ptr_array_add (self->faults, g_steal_pointer (&fault));
  return TRUE;
}

void
culm_sim_faults_clear (CulmSimFaults *self)
{
  g_ptr_array_set_size (self->faults, 0);
}

/* One time fewer. Returns: (transfer full) */
static CulmSimFault *
use_fault (CulmSimFaults *self, guint i)
{
  CulmSimFault *fault = g_rc_box_acquire (g_ptr_array_index (self->faults, i));

  if (fault->times > 0 && --fault->times == 0)
    g_ptr_array_remove_index (self->faults, i);
  return fault;
}

CulmSimFault *
culm_sim_faults_take (CulmSimFaults *self, CulmSimWhere where, const char *path)
{
  for (guint i = 0; i < self->faults->len; i++) {
    CulmSimFault *fault = g_ptr_array_index (self->faults, i);

    if (fault->where != where || !g_str_has_prefix (path, fault->path))
      continue;
    if (where == CULM_SIM_WHERE_UPLOAD && fault->what == CULM_SIM_WHAT_RESET)
      continue;
    if (fault->what == CULM_SIM_WHAT_TRUNCATE || fault->after <= 0)
      return use_fault (self, i);
    if (where != CULM_SIM_WHERE_BROKER)
      fault->after--;
  }
  return NULL;
}

CulmSimFault *
culm_sim_faults_take_reset (CulmSimFaults *self, const char *path)
{
  for (guint i = 0; i < self->faults->len; i++) {
    CulmSimFault *fault = g_ptr_array_index (self->faults, i);

    if (fault->where == CULM_SIM_WHERE_UPLOAD && fault->what == CULM_SIM_WHAT_RESET &&
        g_str_has_prefix (path, fault->path))
      return use_fault (self, i);
  }
  return NULL;
}

CulmSimFault *
culm_sim_faults_count_report (CulmSimFaults *self)
{
  for (guint i = 0; i < self->faults->len; i++) {
    CulmSimFault *fault = g_ptr_array_index (self->faults, i);

    if (fault->where == CULM_SIM_WHERE_BROKER && fault->after > 0 && --fault->after == 0)
      return use_fault (self, i);
  }
  return NULL;
}
