/* culm-sim-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-printer.h"

struct _CulmSimPrinter {
  GObject parent_instance;
  char *serial;
  char *name;
  gboolean online;
};
static guint s_report, s_online;
G_DEFINE_FINAL_TYPE (CulmSimPrinter, culm_sim_printer, G_TYPE_OBJECT)
static void
culm_sim_printer_class_init (CulmSimPrinterClass *klass)
{
  s_report = g_signal_new ("report", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                           G_TYPE_BYTES);
  s_online = g_signal_new ("online-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                           G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}
static void
culm_sim_printer_init (CulmSimPrinter *self)
{
  self->online = TRUE;
}
CulmSimPrinter *
culm_sim_printer_new (const CulmSimPrinterConfig *config, GError **error G_GNUC_UNUSED)
{
  CulmSimPrinter *self = g_object_new (CULM_SIM_TYPE_PRINTER, NULL);
  self->serial = g_strdup_printf ("00M00A%09u", config->index + 1);
  self->name = g_strdup_printf ("Printer %u", config->index + 1);
  self->online = g_strcmp0 (config->state, "offline") != 0;
  return self;
}
const char *
culm_sim_printer_get_serial (CulmSimPrinter *self)
{
  return self->serial;
}
const char *
culm_sim_printer_get_name (CulmSimPrinter *self)
{
  return self->name;
}
const char *
culm_sim_printer_get_model (CulmSimPrinter *self G_GNUC_UNUSED)
{
  return "X1 Carbon";
}
const char *
culm_sim_printer_get_model_id (CulmSimPrinter *self G_GNUC_UNUSED)
{
  return "BL-P001";
}
const char *
culm_sim_printer_get_access_code (CulmSimPrinter *self G_GNUC_UNUSED)
{
  return "12345678";
}
gboolean
culm_sim_printer_get_online (CulmSimPrinter *self)
{
  return self->online;
}
void
culm_sim_printer_set_name (CulmSimPrinter *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}
void
culm_sim_printer_set_address (CulmSimPrinter *self G_GNUC_UNUSED, guint32 a G_GNUC_UNUSED)
{
}
void
culm_sim_printer_set_now (CulmSimPrinter *self G_GNUC_UNUSED, gint64 n G_GNUC_UNUSED)
{
}
JsonObject *
culm_sim_printer_dup_rest_device (CulmSimPrinter *self)
{
  JsonObject *o = json_object_new ();
  json_object_set_string_member (o, "dev_id", self->serial);
  json_object_set_string_member (o, "name", self->name);
  json_object_set_boolean_member (o, "online", self->online);
  json_object_set_string_member (o, "print_status", "SUCCESS");
  json_object_set_string_member (o, "dev_model_name", "BL-P001");
  json_object_set_string_member (o, "dev_product_name", "X1 Carbon");
  json_object_set_string_member (o, "dev_access_code", "12345678");
  return o;
}
JsonObject *
culm_sim_printer_dup_rest_print (CulmSimPrinter *self)
{
  JsonObject *o = json_object_new ();
  json_object_set_string_member (o, "dev_id", self->serial);
  return o;
}
GPtrArray *
culm_sim_printer_dup_tasks (CulmSimPrinter *self)
{
  GPtrArray *a = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  JsonObject *o = json_object_new ();
  json_object_set_int_member (o, "id", g_str_hash (self->serial));
  json_object_set_string_member (o, "cover", "");
  json_object_set_string_member (o, "deviceId", self->serial);
  g_ptr_array_add (a, o);
  return a;
}
JsonObject *
culm_sim_printer_dup_state (CulmSimPrinter *self)
{
  return culm_sim_printer_dup_rest_device (self);
}
void
culm_sim_printer_advance (CulmSimPrinter *self G_GNUC_UNUSED, double seconds G_GNUC_UNUSED)
{
}
gboolean
culm_sim_printer_handle_request (CulmSimPrinter *self, GBytes *payload)
{
  (void) payload;
  culm_sim_printer_greet (self);
  return TRUE;
}
void
culm_sim_printer_greet (CulmSimPrinter *self)
{
  g_autoptr (GBytes) b =
      g_bytes_new_static ("{\"print\":{\"command\":\"push_status\",\"msg\":0,\"gcode_state\":\"IDLE\"}}", 61);
  if (self->online)
    g_signal_emit (self, s_report, 0, b);
}
gboolean
culm_sim_printer_do (CulmSimPrinter *self, const char *what, JsonNode *value G_GNUC_UNUSED, GError **error)
{
  if (g_str_equal (what, "offline") || g_str_equal (what, "online")) {
    self->online = what[1] == 'n';
    g_signal_emit (self, s_online, 0, self->online);
    return TRUE;
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Unknown");
  return FALSE;
}
gboolean
culm_sim_printer_merge (CulmSimPrinter *self G_GNUC_UNUSED, JsonObject *fragment G_GNUC_UNUSED,
                        GError **error G_GNUC_UNUSED)
{
  return TRUE;
}
