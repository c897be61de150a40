/* report-rig.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-rig.h"
#include "culm-json.h"
#include "culm-printer-json.h"
#include <string.h>

static JsonNode *
step (JsonNode *node, const char *name)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), name);
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    guint i = (guint) g_ascii_strtoull (name, NULL, 10);

    return i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL;
  }
  return NULL;
}

void
report_rig_init (ReportRig *self, const char *model)
{
  *self = (ReportRig){ .printer = culm_printer_new (NULL), .now = G_USEC_PER_SEC };
  if (model != NULL)
    culm_printer_set_identity (self->printer, NULL, model, NULL);
}

void
report_rig_clear (ReportRig *self)
{
  g_clear_object (&self->printer);
  g_clear_pointer (&self->known, culm_report_unref);
}

CulmReport *
report_rig_feed (ReportRig *self, const char *message)
{
  g_autoptr (GBytes) bytes = g_bytes_new (message, strlen (message));
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmReport) news = culm_report_new_from_bytes (bytes, &error);
  CulmReport *merged;

  g_assert_no_error (error);
  merged = culm_report_merge (self->known, news);
  g_clear_pointer (&self->known, culm_report_unref);
  self->known = merged;
  self->now += G_USEC_PER_SEC;
  culm_printer_apply (self->printer, merged, self->now, self->now / G_USEC_PER_SEC);
  return merged;
}

CulmReport *
report_rig_feed_print (ReportRig *self, const char *members)
{
  g_autofree char *message =
      g_strdup_printf ("{\"print\":{\"command\":\"push_status\"%s%s}}", members[0] != '\0' ? "," : "", members);

  return report_rig_feed (self, message);
}

char *
report_rig_print_at (JsonNode *root, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = root;

  for (guint i = 0; node != NULL && names[i] != NULL; i++)
    node = step (node, names[i]);
  return node != NULL ? culm_json_print (node) : NULL;
}

char *
report_rig_get (ReportRig *self, const char *path)
{
  g_autoptr (JsonNode) root = culm_printer_to_json (self->printer, self->now);

  return report_rig_print_at (root, path);
}
