/* culm-test-rig.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-rig.h"
#include "culm-engine-private.h"

static void
on_event (CulmEngine *engine G_GNUC_UNUSED, CulmEvent *event, CulmTestRig *self)
{
  g_ptr_array_add (self->events, culm_event_ref (event));
}

CulmTestRig *
culm_test_rig_new (const char *const *args)
{
  CulmTestRig *self = g_new0 (CulmTestRig, 1);
  g_autofree char *secrets = NULL;

  self->sim = culm_test_sim_start (args);
  self->home = culm_test_make_folder ();
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_event_unref);
  secrets = g_strdup_printf ("file:%s/secrets.json", self->home);
  g_setenv ("CULM_CA_FILE", culm_test_sim_get_ca (self->sim), TRUE);
  g_setenv ("CULM_SECRETS", secrets, TRUE);
  culm_test_rig_start_engine (self);
  return self;
}

void
culm_test_rig_start_engine (CulmTestRig *self)
{
  /* g_get_user_data_dir() is read once a process: a profile of its own keeps the tests apart. */
  g_autofree char *profile = g_path_get_basename (self->home);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  self->engine = culm_engine_new (profile);
  g_signal_connect (self->engine, "event", G_CALLBACK (on_event), self);
  culm_engine_start_async (self->engine, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  culm_engine_start_finish (self->engine, result, &error);
  g_assert_no_error (error);
}

static gboolean
is_gone (gpointer place)
{
  return *(gpointer *) place == NULL;
}

void
culm_test_rig_drop_engine (CulmTestRig *self)
{
  gpointer engine = self->engine;

  g_object_add_weak_pointer (G_OBJECT (self->engine), &engine);
  culm_engine_stop (self->engine);
  g_clear_object (&self->engine);
  g_assert_true (culm_test_wait_for (is_gone, &engine, 10));
}

void
culm_test_rig_free (CulmTestRig *self)
{
  if (self->engine != NULL)
    culm_test_rig_drop_engine (self);
  culm_test_sim_free (self->sim);
  g_ptr_array_unref (self->events);
  g_free (self->home);
  g_free (self);
}

static void
finish_step (CulmSignIn *sign_in, GAsyncResult **slot)
{
  g_autoptr (GAsyncResult) result = culm_test_await (slot, 20);
  g_autoptr (GError) error = NULL;

  culm_sign_in_finish (sign_in, result, &error);
  g_assert_no_error (error);
}

CulmSignIn *
culm_test_rig_sign_in (CulmTestRig *self)
{
  g_autoptr (CulmSignIn) sign_in = culm_engine_begin_sign_in (self->engine);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_assert_true (culm_sign_in_set_region (sign_in, culm_test_sim_get_rest (self->sim), NULL, &error));
  culm_sign_in_password_async (sign_in, culm_test_sim_get_account (self->sim), culm_test_sim_get_password (self->sim),
                               NULL, culm_test_keep_result, &slot);
  finish_step (sign_in, &slot);
  if (culm_sign_in_get_step (sign_in) == CULM_SIGN_IN_CODE) {
    culm_sign_in_code_async (sign_in, culm_test_sim_get_code (self->sim), NULL, culm_test_keep_result, &slot);
    finish_step (sign_in, &slot);
  } else if (culm_sign_in_get_step (sign_in) == CULM_SIGN_IN_AUTHENTICATOR) {
    culm_sign_in_code_async (sign_in, culm_test_sim_get_totp (self->sim), NULL, culm_test_keep_result, &slot);
    finish_step (sign_in, &slot);
  }
  g_assert_cmpint (culm_sign_in_get_step (sign_in), ==, CULM_SIGN_IN_DONE);
  return g_steal_pointer (&sign_in);
}

void
culm_test_rig_refresh (CulmTestRig *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  culm_engine_refresh_async (self->engine, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  culm_engine_refresh_finish (self->engine, result, &error);
  g_assert_no_error (error);
}

static gboolean
has_reports (gpointer data)
{
  CulmTestRig *self = data;
  GListModel *printers = culm_engine_get_printers (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (culm_printer_get_online (printer) && (!culm_printer_get_complete (printer) || culm_printer_get_stale (printer)))
      return FALSE;
  }
  return culm_account_get_state (culm_test_rig_get_account (self)) == CULM_ACCOUNT_ONLINE;
}

void
culm_test_rig_connect (CulmTestRig *self)
{
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (self);

  culm_test_rig_refresh (self);
  g_assert_true (culm_test_wait_for (has_reports, self, 30));
}

CulmAccount *
culm_test_rig_get_account (CulmTestRig *self)
{
  g_autoptr (CulmAccount) account = g_list_model_get_item (culm_engine_get_accounts (self->engine), 0);

  g_assert_nonnull (account);
  return account;
}

CulmPrinter *
culm_test_rig_get_printer (CulmTestRig *self, const char *model)
{
  GListModel *printers = culm_engine_get_printers (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (g_strcmp0 (culm_printer_get_model (printer), model) == 0)
      return printer;
  }
  g_error ("No %s in the list", model);
}

CulmPrinter *
culm_test_rig_get_printer_in (CulmTestRig *self, CulmPrinterState state)
{
  GListModel *printers = culm_engine_get_printers (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (culm_printer_get_state (printer) == state)
      return printer;
  }
  g_error ("No printer is %s", culm_printer_state_get_name (state));
}

gboolean
culm_test_rig_send (CulmPrinter *printer, const char *key, const char *value, GError **error)
{
  g_autoptr (CulmCommand) command = culm_command_parse (key, value, error);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_assert_nonnull (command);
  culm_printer_send_async (printer, command, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  return culm_printer_send_finish (printer, result, error);
}

guint
culm_test_rig_count_commands (CulmTestRig *self, CulmPrinter *printer, const char *part)
{
  g_autoptr (JsonNode) node = culm_test_sim_control (self->sim, "GET", "/commands", NULL);
  JsonArray *commands = json_node_get_array (node);
  guint found = 0;

  for (guint i = 0; i < json_array_get_length (commands); i++) {
    JsonObject *command = json_array_get_object_element (commands, i);

    if (g_str_equal (json_object_get_string_member (command, "serial"), culm_printer_get_serial (printer)) &&
        (part == NULL || strstr (json_object_get_string_member (command, "payload"), part) != NULL))
      found++;
  }
  return found;
}

void
culm_test_rig_do (CulmTestRig *self, CulmPrinter *printer, const char *what, const char *value)
{
  g_autofree char *path = g_strdup_printf ("/printers/%s/do", culm_printer_get_serial (printer));
  g_autofree char *body =
      g_strdup_printf ("{\"what\":\"%s\"%s%s}", what, value != NULL ? ",\"value\":" : "", value != NULL ? value : "");
  g_autoptr (JsonNode) answer = culm_test_sim_control (self->sim, "POST", path, body);

  g_assert_nonnull (answer);
}

static CulmEvent *
find_event (CulmTestRig *self, CulmEventKind kind, CulmPrinter *printer, guint *n_found)
{
  CulmEvent *first = NULL;

  *n_found = 0;
  for (guint i = 0; i < self->events->len; i++) {
    CulmEvent *event = g_ptr_array_index (self->events, i);

    if (event->kind != kind || (printer != NULL && g_strcmp0 (event->serial, culm_printer_get_serial (printer)) != 0))
      continue;
    if ((*n_found)++ == 0)
      first = event;
  }
  return first;
}

guint
culm_test_rig_count_events (CulmTestRig *self, CulmEventKind kind, CulmPrinter *printer)
{
  guint found;

  find_event (self, kind, printer, &found);
  return found;
}

typedef struct {
  CulmTestRig *rig;
  CulmEventKind kind;
  CulmPrinter *printer;
} EventWait;

static gboolean
has_event (gpointer data)
{
  EventWait *wait = data;

  return culm_test_rig_count_events (wait->rig, wait->kind, wait->printer) > 0;
}

CulmEvent *
culm_test_rig_await_event (CulmTestRig *self, CulmEventKind kind, CulmPrinter *printer, guint seconds)
{
  EventWait wait = { self, kind, printer };
  guint found;

  if (!culm_test_wait_for (has_event, &wait, seconds))
    g_error ("No %s", culm_event_kind_get_name (kind));
  return find_event (self, kind, printer, &found);
}

typedef struct {
  gpointer object;
  int state;
} StateWait;

static gboolean
has_printer_state (gpointer data)
{
  StateWait *wait = data;

  return (int) culm_printer_get_state (wait->object) == wait->state;
}

static gboolean
has_account_state (gpointer data)
{
  StateWait *wait = data;

  return (int) culm_account_get_state (wait->object) == wait->state;
}

void
culm_test_rig_await_state (CulmPrinter *printer, CulmPrinterState state, guint seconds)
{
  StateWait wait = { printer, (int) state };

  if (!culm_test_wait_for (has_printer_state, &wait, seconds))
    g_error ("The printer is %s, not %s", culm_printer_state_get_name (culm_printer_get_state (printer)),
             culm_printer_state_get_name (state));
}

void
culm_test_rig_await_account (CulmTestRig *self, CulmAccountState state, guint seconds)
{
  StateWait wait = { culm_test_rig_get_account (self), (int) state };

  if (!culm_test_wait_for (has_account_state, &wait, seconds))
    g_error ("The account is in state %d, not %d", (int) culm_account_get_state (wait.object), (int) state);
}
