/* culm-sim-rest-devices.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-rest-devices.h"
#include "culm-sim-envelope.h"
#include "culm-sim-storage.h"
#include "culm-sim-world.h"

#define FIRMWARE_NOTES "Steadier first layers, and a quieter part fan while the printer heats."
#define PLAIN_COLOR "9AA0A6FF" /* of a job whose filament is not known */

/* The colour of a task's first filament, "RRGGBBAA". */
static const char *
get_color (JsonObject *task)
{
  JsonArray *mapping = json_object_get_array_member (task, "amsDetailMapping");

  return mapping != NULL && json_array_get_length (mapping) > 0
             ? json_object_get_string_member_with_default (json_array_get_object_element (mapping, 0), "sourceColor",
                                                           PLAIN_COLOR)
             : PLAIN_COLOR;
}

static void
put_cover (CulmSimWorld *world, JsonObject *task)
{
  const char *title = json_object_get_string_member_with_default (task, "title", "");
  g_autofree char *url = culm_sim_storage_sign_cover (world, title, get_color (task));

  json_object_set_string_member (task, "cover", url);
}

static void
answer_devices (CulmSimExchange *exchange, JsonArray *devices)
{
  JsonObject *out = json_object_new ();

  json_object_set_array_member (out, "devices", devices);
  culm_sim_envelope_answer_device (exchange, out);
}

void
culm_sim_rest_devices_bind (gpointer world, CulmSimExchange *exchange)
{
  GPtrArray *printers = culm_sim_farm_get_printers (((CulmSimWorld *) world)->farm);
  JsonArray *devices = json_array_new ();

  for (guint i = 0; i < printers->len; i++)
    json_array_add_object_element (devices, culm_sim_printer_dup_rest_device (g_ptr_array_index (printers, i)));
  answer_devices (exchange, devices);
}

/* The running job's picture is that of its task, the newest of the printer's. */
static JsonObject *
make_print (CulmSimWorld *world, CulmSimPrinter *printer)
{
  JsonObject *print = culm_sim_printer_dup_rest_print (printer);
  g_autoptr (GPtrArray) tasks = culm_sim_printer_dup_tasks (printer);
  JsonNode *name = json_object_get_member (print, "task_name");

  if (name != NULL && json_node_get_value_type (name) == G_TYPE_STRING && tasks->len > 0) {
    JsonObject *task = g_ptr_array_index (tasks, 0);

    put_cover (world, task);
    json_object_set_string_member (print, "thumbnail", json_object_get_string_member (task, "cover"));
  }
  return print;
}

void
culm_sim_rest_devices_print (gpointer world, CulmSimExchange *exchange)
{
  GPtrArray *printers = culm_sim_farm_get_printers (((CulmSimWorld *) world)->farm);
  JsonArray *devices = json_array_new ();

  for (guint i = 0; i < printers->len; i++)
    json_array_add_object_element (devices, make_print (world, g_ptr_array_index (printers, i)));
  answer_devices (exchange, devices);
}

/* An empty list says that the printer is up to date. */
static JsonArray *
make_firmware (JsonObject *state)
{
  const char *model = json_object_get_string_member_with_default (state, "model_id", "");
  JsonArray *rows = json_array_new ();
  const char *offered = json_object_get_string_member_with_default (state, "offered", "");
  JsonObject *row;
  g_autofree char *url = g_strdup_printf ("https://upgrade.culm.example/device/%s/%s/ota.json.sig", model, offered);

  if (*offered == '\0')
    return rows;
  row = json_object_new ();
  json_object_set_string_member (row, "version", offered);
  json_object_set_boolean_member (row, "force_update", FALSE);
  json_object_set_string_member (row, "url", url);
  json_object_set_string_member (row, "description", FIRMWARE_NOTES);
  json_object_set_string_member (row, "status", "release");
  json_array_add_object_element (rows, row);
  return rows;
}

void
culm_sim_rest_devices_version (gpointer world, CulmSimExchange *exchange)
{
  const char *serial = culm_sim_exchange_get_query (exchange, "dev_id");
  g_autoptr (JsonObject) state = NULL;
  CulmSimPrinter *printer;
  JsonArray *devices;
  JsonObject *device;

  if (serial == NULL)
    serial = culm_sim_exchange_get_query (exchange, "device_id");
  printer = culm_sim_farm_find (((CulmSimWorld *) world)->farm, serial);
  if (printer == NULL) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_NO_DEVICE);
    return;
  }
  state = culm_sim_printer_dup_state (printer);
  devices = json_array_new ();
  device = json_object_new ();
  json_object_set_string_member (device, "dev_id", serial);
  json_object_set_string_member (device, "version", json_object_get_string_member_with_default (state, "firmware", ""));
  json_object_set_array_member (device, "firmware", make_firmware (state));
  json_object_set_array_member (device, "ams", json_array_new ());
  json_array_add_object_element (devices, device);
  answer_devices (exchange, devices);
}

void
culm_sim_rest_devices_rename (gpointer world, CulmSimExchange *exchange)
{
  CulmSimPrinter *printer =
      culm_sim_farm_find (((CulmSimWorld *) world)->farm, culm_sim_exchange_get_text (exchange, "dev_id"));
  const char *name = culm_sim_exchange_get_text (exchange, "name");

  if (printer == NULL) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_NO_DEVICE);
  } else if (name == NULL || *name == '\0') {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
  } else {
    culm_sim_printer_set_name (printer, name);
    culm_sim_envelope_answer_device (exchange, json_object_new ());
  }
}

static int
compare_tasks (gconstpointer a, gconstpointer b)
{
  JsonObject *first = *(JsonObject *const *) a, *second = *(JsonObject *const *) b;

  return g_strcmp0 (json_object_get_string_member_with_default (second, "startTime", ""),
                    json_object_get_string_member_with_default (first, "startTime", ""));
}

/* The tasks of one printer, or of all when serial is NULL; the newest first. */
static GPtrArray *
collect_tasks (CulmSimWorld *world, const char *serial)
{
  GPtrArray *printers = culm_sim_farm_get_printers (world->farm);
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < printers->len; i++) {
    CulmSimPrinter *printer = g_ptr_array_index (printers, i);

    if (serial == NULL || g_str_equal (serial, culm_sim_printer_get_serial (printer)))
      g_ptr_array_extend_and_steal (out, culm_sim_printer_dup_tasks (printer));
  }
  for (guint i = 0; i < out->len; i++)
    put_cover (world, g_ptr_array_index (out, i));
  g_ptr_array_sort (out, compare_tasks);
  return out;
}

void
culm_sim_rest_devices_tasks (gpointer world, CulmSimExchange *exchange)
{
  const char *serial = culm_sim_exchange_get_query (exchange, "deviceId");
  g_autoptr (GPtrArray) tasks = collect_tasks (world, serial != NULL && *serial != '\0' ? serial : NULL);
  gint64 status = culm_sim_exchange_get_count (exchange, "status", -1);
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < tasks->len; i++) {
    JsonObject *task = g_ptr_array_index (tasks, i);

    if (status < 0 || json_object_get_int_member_with_default (task, "status", 0) == status)
      json_array_add_object_element (items, json_object_ref (task));
  }
  culm_sim_envelope_answer_page (exchange, items);
}

void
culm_sim_rest_devices_task (gpointer world, CulmSimExchange *exchange)
{
  g_autoptr (GPtrArray) tasks = collect_tasks (world, NULL);

  for (guint i = 0; i < tasks->len; i++) {
    JsonObject *task = g_ptr_array_index (tasks, i);
    g_autofree char *id =
        g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member_with_default (task, "id", 0));

    if (g_str_equal (id, exchange->part)) {
      culm_sim_envelope_answer_bare (exchange, json_object_ref (task));
      return;
    }
  }
  culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_NO_TASK);
}
