/* culm-test-lan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-lan.h"

#define LONG 60 /* s: a machine may be slow */

CulmLanPorts
culm_test_lan_get_ports (CulmTestRig *self, guint index)
{
  CulmLanPorts ports = CULM_LAN_PORTS_INIT;

  ports.mqtt = culm_test_sim_get_port (self->sim, index, "mqtt");
  ports.detect = culm_test_sim_get_port (self->sim, index, "detect");
  return ports;
}

CulmFoundPrinter *
culm_test_lan_look_at (CulmTestRig *self, guint index, GError **error)
{
  CulmLanPorts ports = culm_test_lan_get_ports (self, index);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_look_at_async (self->engine, culm_test_sim_get_address (self->sim, index), &ports, NULL,
                             culm_test_keep_result, &slot);
  result = culm_test_await (&slot, LONG);
  return culm_engine_look_at_finish (self->engine, result, error);
}

CulmLanDraft
culm_test_lan_make_draft (CulmTestRig *self, guint index, CulmFoundPrinter *found)
{
  return (CulmLanDraft){ .host = culm_test_sim_get_address (self->sim, index),
                         .serial = culm_test_sim_get_serial (self->sim, index),
                         .fingerprint = culm_found_printer_get_fingerprint (found),
                         .code = culm_test_sim_get_access_code (self->sim, index),
                         .name = culm_found_printer_get_name (found),
                         .model = culm_found_printer_get_model_id (found),
                         .ports = culm_test_lan_get_ports (self, index) };
}

gboolean
culm_test_lan_add_draft (CulmTestRig *self, const CulmLanDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_add_printer_async (self->engine, draft, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, LONG);
  return culm_engine_add_printer_finish (self->engine, result, error);
}

void
culm_test_lan_add (CulmTestRig *self, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmFoundPrinter) found = culm_test_lan_look_at (self, index, &error);
  CulmLanDraft draft;

  g_assert_no_error (error);
  draft = culm_test_lan_make_draft (self, index, found);
  culm_test_lan_add_draft (self, &draft, &error);
  g_assert_no_error (error);
}

gboolean
culm_test_lan_renew (CulmTestRig *self, const char *serial, const char *code, const char *fingerprint, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_renew_printer_async (self->engine, serial, code, fingerprint, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, LONG);
  return culm_engine_renew_printer_finish (self->engine, result, error);
}

gboolean
culm_test_lan_remove (CulmTestRig *self, const char *serial)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_remove_printer_async (self->engine, serial, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, LONG);
  return culm_engine_remove_printer_finish (self->engine, result, NULL);
}

void
culm_test_lan_do (CulmTestRig *self, guint index, const char *what, const char *value)
{
  g_autofree char *path = g_strdup_printf ("/printers/%s/do", culm_test_sim_get_serial (self->sim, index));
  g_autofree char *body = g_strdup_printf ("{\"what\":\"%s\",\"value\":%s}", what, value);
  g_autoptr (JsonNode) answer = culm_test_sim_control (self->sim, "POST", path, body);
}

typedef struct {
  CulmEngine *engine;
  const char *serial;
  CulmLanState state;
  CulmRoute route;
} Wanted;

static gboolean
has_state (gpointer data)
{
  const Wanted *wanted = data;
  CulmLanPrinter *lan = culm_engine_find_lan_printer (wanted->engine, wanted->serial);

  return lan != NULL && culm_lan_printer_get_state (lan) == wanted->state;
}

static gboolean
is_live (gpointer data)
{
  const Wanted *wanted = data;
  CulmPrinter *printer = culm_engine_find_printer (wanted->engine, wanted->serial);

  return printer != NULL && culm_printer_get_complete (printer) && !culm_printer_get_stale (printer) &&
         culm_printer_get_online (printer) && culm_printer_get_route (printer) == wanted->route;
}

void
culm_test_lan_await_state_at (const char *where, CulmTestRig *self, const char *serial, CulmLanState state,
                              guint seconds)
{
  Wanted wanted = { .engine = self->engine, .serial = serial, .state = state };

  culm_test_wait_until_at (where, has_state, &wanted, seconds * 1000);
}

CulmPrinter *
culm_test_lan_await_live_at (const char *where, CulmTestRig *self, const char *serial, CulmRoute route, guint seconds)
{
  Wanted wanted = { .engine = self->engine, .serial = serial, .route = route };

  culm_test_wait_until_at (where, is_live, &wanted, seconds * 1000);
  return culm_engine_find_printer (self->engine, serial);
}
