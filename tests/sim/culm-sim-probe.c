/* culm-sim-probe.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-probe.h"

#include "culm-sim-delta.h"

#include <string.h>

static void
on_report (CulmSimProbe *self, GBytes *payload)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (payload, &size);
  JsonObject *message, *status;

  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (text, (gssize) size, NULL));
  message = json_node_dup_object (json_parser_get_root (parser));
  g_ptr_array_add (self->reports, message);
  if (!json_object_has_member (message, "print"))
    return;
  status = json_object_get_object_member (message, "print");
  if (g_strcmp0 (json_object_get_string_member_with_default (status, "command", ""), "push_status") != 0)
    return;
  if (json_object_get_int_member (status, "msg") == 0) {
    json_object_unref (self->status);
    self->status = json_object_new ();
  }
  culm_sim_delta_apply (self->status, status);
}

static char *
make_json (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static JsonNode *
find_node (CulmSimProbe *self, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  JsonNode *node = json_object_get_member (self->status, parts[0]);

  for (guint i = 1; node != NULL && parts[i] != NULL; i++) {
    if (JSON_NODE_HOLDS_ARRAY (node)) {
      JsonArray *array = json_node_get_array (node);
      guint place = (guint) g_ascii_strtoull (parts[i], NULL, 10);

      node = place < json_array_get_length (array) ? json_array_get_element (array, place) : NULL;
    } else {
      node = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), parts[i]) : NULL;
    }
  }
  return node;
}

static JsonNode *
need_node (CulmSimProbe *self, const char *path)
{
  JsonNode *node = find_node (self, path);

  if (node == NULL)
    g_error ("%s is not in the status of %s", path, culm_sim_printer_get_model (self->printer));
  return node;
}

CulmSimProbe *
culm_sim_probe_new (const char *model, const char *state)
{
  CulmSimPrinterConfig config = { .model = model, .state = state, .seed = 1, .speed = 1 };

  return culm_sim_probe_new_with (&config);
}

CulmSimProbe *
culm_sim_probe_new_with (const CulmSimPrinterConfig *config)
{
  CulmSimProbe *self = g_new0 (CulmSimProbe, 1);
  g_autoptr (GError) error = NULL;

  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->status = json_object_new ();
  self->printer = culm_sim_printer_new (config, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (self->printer, "report", G_CALLBACK (on_report), self);
  culm_sim_printer_greet (self->printer);
  return self;
}

void
culm_sim_probe_free (CulmSimProbe *self)
{
  g_object_unref (self->printer);
  g_ptr_array_unref (self->reports);
  json_object_unref (self->status);
  g_free (self);
}

gboolean
culm_sim_probe_send (CulmSimProbe *self, const char *request)
{
  char *text = make_json (request);
  g_autoptr (GBytes) payload = g_bytes_new_take (text, strlen (text));

  return culm_sim_printer_handle_request (self->printer, payload);
}

void
culm_sim_probe_wait (CulmSimProbe *self, double seconds)
{
  for (int i = 0; i < (int) (seconds * 10 + 0.5); i++)
    culm_sim_printer_advance (self->printer, 0.1);
}

gboolean
culm_sim_probe_do (CulmSimProbe *self, const char *what, const char *value, GError **error)
{
  g_autofree char *text = value != NULL ? make_json (value) : NULL;
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  return culm_sim_printer_do (self->printer, what, node, error);
}

JsonObject *
culm_sim_probe_get_last (CulmSimProbe *self, const char *section)
{
  for (guint i = self->reports->len; i-- > 0;) {
    JsonObject *message = g_ptr_array_index (self->reports, i);

    if (json_object_has_member (message, section))
      return json_object_get_object_member (message, section);
  }
  return NULL;
}

gint64
culm_sim_probe_get_int (CulmSimProbe *self, const char *path)
{
  return json_node_get_int (need_node (self, path));
}

double
culm_sim_probe_get_double (CulmSimProbe *self, const char *path)
{
  return json_node_get_double (need_node (self, path));
}

const char *
culm_sim_probe_get_string (CulmSimProbe *self, const char *path)
{
  return json_node_get_string (need_node (self, path));
}

gboolean
culm_sim_probe_has (CulmSimProbe *self, const char *path)
{
  return find_node (self, path) != NULL;
}
