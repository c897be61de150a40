/* culm-cloud-devices.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-devices.h"

#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-log.h"
#include "culm-wipe.h"

#define BIND_PATH "/v1/iot-service/api/user/bind"
#define PRINT_PATH "/v1/iot-service/api/user/print"

/* Both lists are asked for at once. The data of the task. */
typedef struct {
  CulmEnvelope *bound;
  CulmEnvelope *printing;
  GError *error; /* of the first */
  guint waiting;
} Listing;

static void
free_listing (Listing *listing)
{
  g_clear_pointer (&listing->bound, culm_envelope_unref);
  g_clear_pointer (&listing->printing, culm_envelope_unref);
  g_clear_error (&listing->error);
  g_free (listing);
}

static void
fill_text (char **field, char *text)
{
  if (*field == NULL)
    *field = text;
  else
    g_free (text);
}

/* Unix s of a member that may be a number, digits, or ISO 8601. */
static gint64
read_instant (JsonObject *object, const char *member)
{
  gint64 seconds = culm_json_read_int (object, member, 0);
  g_autofree char *text = culm_json_read_string (object, member);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) instant = NULL;

  if (seconds != 0 || text == NULL)
    return MAX (seconds, 0);
  instant = g_date_time_new_from_iso8601 (text, utc);
  return instant != NULL ? g_date_time_to_unix (instant) : 0;
}

static void
read_device (CulmCloudDevice *device, JsonObject *object)
{
  fill_text (&device->name, culm_json_read_string (object, "name"));
  fill_text (&device->name, culm_json_read_string (object, "dev_name"));
  fill_text (&device->model_id, culm_json_read_word (object, "dev_model_name", "model_name"));
  fill_text (&device->product_name, culm_json_read_word (object, "dev_product_name", "product_name"));
  fill_text (&device->access_code, culm_json_read_word (object, "dev_access_code", "access_code"));
  fill_text (&device->print_status, culm_json_read_word (object, "print_status", "task_status"));
  fill_text (&device->task_id, culm_json_read_word (object, "task_id", "taskId"));
  fill_text (&device->task_name, culm_json_read_string (object, "task_name"));
  fill_text (&device->thumbnail, culm_json_read_word (object, "thumbnail", "cover"));
  if (device->start_time == 0)
    device->start_time = read_instant (object, "start_time");
  if (device->prediction == 0)
    device->prediction = MAX (culm_json_read_int (object, "prediction", 0), 0);
  if (device->progress < 0)
    device->progress = culm_json_read_double (object, "progress", -1);
  device->online = device->online || culm_json_read_bool (object, "online", FALSE) ||
                   culm_json_read_bool (object, "dev_online", FALSE);
}

/* Adds what a list knows; a serial met before is filled up. */
static void
merge_devices (GPtrArray *devices, GHashTable *by_serial, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = culm_json_read_element (array, i);
    g_autofree char *serial = culm_json_read_word (object, "dev_id", "device_id");
    CulmCloudDevice *device = serial != NULL ? g_hash_table_lookup (by_serial, serial) : NULL;

    if (serial == NULL)
      continue;
    if (device == NULL) {
      device = g_new0 (CulmCloudDevice, 1);
      device->serial = g_steal_pointer (&serial);
      device->progress = -1;
      g_ptr_array_add (devices, device);
      g_hash_table_insert (by_serial, device->serial, device);
    }
    read_device (device, object);
  }
}

static void
finish_listing (GTask *task)
{
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (GHashTable) by_serial = NULL;
  GPtrArray *devices;

  /* An answer without a word does not say that there is no printer any more. */
  if (listing->bound != NULL && culm_envelope_get_payload (listing->bound) == NULL) {
    g_clear_pointer (&listing->bound, culm_envelope_unref);
    listing->error = culm_envelope_error_new_empty ();
  }
  if (listing->bound == NULL) {
    g_task_return_error (task, g_steal_pointer (&listing->error));
    return;
  }
  by_serial = g_hash_table_new (g_str_hash, g_str_equal);
  devices = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_cloud_device_free);
  merge_devices (devices, by_serial, culm_envelope_get_list (listing->bound, "devices"));
  if (listing->printing != NULL)
    merge_devices (devices, by_serial, culm_envelope_get_list (listing->printing, "devices"));
  g_task_return_pointer (task, devices, (GDestroyNotify) g_ptr_array_unref);
}

static void
bound_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);

  listing->bound = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &listing->error);
  if (--listing->waiting == 0)
    finish_listing (task);
}

static void
printing_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  listing->printing = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);
  if (listing->printing == NULL)
    culm_debug ("No list of running prints: %s", error->message);
  if (--listing->waiting == 0)
    finish_listing (task);
}

CulmCloudDevice *
culm_cloud_device_copy (const CulmCloudDevice *self)
{
  CulmCloudDevice *copy = g_memdup2 (self, sizeof *self);

  copy->serial = g_strdup (self->serial);
  copy->name = g_strdup (self->name);
  copy->model_id = g_strdup (self->model_id);
  copy->product_name = g_strdup (self->product_name);
  copy->access_code = g_strdup (self->access_code);
  copy->print_status = g_strdup (self->print_status);
  copy->task_id = g_strdup (self->task_id);
  copy->task_name = g_strdup (self->task_name);
  copy->thumbnail = g_strdup (self->thumbnail);
  return copy;
}

void
culm_cloud_device_free (CulmCloudDevice *self)
{
  g_free (self->serial);
  g_free (self->name);
  g_free (self->model_id);
  g_free (self->product_name);
  culm_wipe (self->access_code);
  g_free (self->print_status);
  g_free (self->task_id);
  g_free (self->task_name);
  g_free (self->thumbnail);
  g_free (self);
}

void
culm_cloud_devices_list_async (CulmCloudClient *client, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, NULL, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  g_task_set_source_tag (task, culm_cloud_devices_list_async);
  g_task_set_task_data (task, listing, (GDestroyNotify) free_listing);
  listing->waiting = 2;
  culm_cloud_client_call_async (client, "GET", BIND_PATH, NULL, NULL, CULM_CLOUD_CALL_NONE, cancellable, bound_cb,
                                g_object_ref (task));
  culm_cloud_client_call_async (client, "GET", PRINT_PATH, "force=true", NULL, CULM_CLOUD_CALL_NONE, cancellable,
                                printing_cb, g_steal_pointer (&task));
}

GPtrArray *
culm_cloud_devices_list_finish (CulmCloudClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
