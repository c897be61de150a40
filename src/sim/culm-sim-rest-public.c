/* culm-sim-rest-public.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-rest-public.h"
#include "culm-sim-world.h"

typedef struct {
  const char *code;
  const char *text;
} Entry;

/* Texts in words of our own, for the codes that the virtual printers show. */
static const Entry hms_texts[] = {
  { "0300010000010001", "The heated bed is warmer than it should be; its heater may be shorted." },
  { "0300010000010008", "The heated bed took too long to warm up." },
  { "0300020000010001", "The nozzle is warmer than it should be; its heater may be shorted." },
  { "0500040000010001", "The file could not be fetched." },
  { "0700200000020001", "The filament of slot 1 in AMS A has run out." },
  { "0700210000020001", "The filament of slot 2 in AMS A has run out." },
  { "0700220000020001", "The filament of slot 3 in AMS A has run out." },
  { "0700230000020001", "The filament of slot 4 in AMS A has run out." },
};

static const Entry error_texts[] = {
  { "03004000", "The printer could not find the zero of its Z axis; the job was stopped." },
  { "03004006", "The nozzle is blocked." },
  { "0300400C", "The job was cancelled." },
  { "03008000", "The job was paused for a reason that the printer does not know." },
  { "03008001", "The job was paused by a person." },
  { "03008003", "The camera sees loose filament where the part should be." },
  { "03008004", "The filament has run out. Load new filament, then resume." },
  { "0500400E", "The job was cancelled." },
  { "05024007", "The command was refused: Developer Mode is off." },
};

static JsonObject *
make_table (const Entry *entries, gsize n)
{
  JsonObject *out = json_object_new ();
  JsonArray *rows = json_array_new ();

  for (gsize i = 0; i < n; i++) {
    JsonObject *row = json_object_new ();

    json_object_set_string_member (row, "ecode", entries[i].code);
    json_object_set_string_member (row, "intro", entries[i].text);
    json_array_add_object_element (rows, row);
  }
  json_object_set_int_member (out, "ver", 1);
  json_object_set_array_member (out, "en", rows);
  return out;
}

void
culm_sim_rest_public_well_known (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  g_autofree char *host = culm_sim_world_dup_host (self);
  JsonObject *out = json_object_new ();
  JsonObject *mqtt = json_object_new ();

  json_object_set_string_member (mqtt, "host", host);
  json_object_set_int_member (mqtt, "port", self->mqtt_port);
  json_object_set_object_member (out, "mqtt", mqtt);
  culm_sim_exchange_answer_object (exchange, 200, out);
}

void
culm_sim_rest_public_query (gpointer world G_GNUC_UNUSED, CulmSimExchange *exchange)
{
  JsonObject *out = json_object_new ();
  JsonObject *data = json_object_new ();

  json_object_set_object_member (data, "device_hms", make_table (hms_texts, G_N_ELEMENTS (hms_texts)));
  json_object_set_object_member (data, "device_error", make_table (error_texts, G_N_ELEMENTS (error_texts)));
  json_object_set_int_member (out, "result", 0);
  json_object_set_int_member (out, "t", 0);
  json_object_set_int_member (out, "ver", 1);
  json_object_set_object_member (out, "data", data);
  culm_sim_exchange_answer_object (exchange, 200, out);
}
