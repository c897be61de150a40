/* culm-sim-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-printer.h"

#include "culm-sim-listing.h"
#include "culm-sim-command.h"
#include "culm-sim-delta.h"
#include "culm-sim-json.h"
#include "culm-sim-merge.h"
#include "culm-sim-modules.h"
#include "culm-sim-report.h"
#include "culm-sim-run.h"
#include "culm-sim-wish.h"

#define PACE_PRINTING 1.0 /* seconds between reports */
#define PACE_IDLE 5.0
#define CANCELLED 0x0300400c
#define NOT_SIGNED 84033543 /* reference/mqtt.md §2.1 */
#define REUSED_NUMBER 84033544

struct _CulmSimPrinter {
  GObject parent_instance;
  CulmSimMachine *machine;
  JsonObject *overlay; /* what merged fragments fixed */
  JsonObject *told;    /* the status as subscribers of a delta stream know it */
  char *last_project;  /* sequence_id of the last project_file, as JSON */
  double wait;         /* seconds until the next report */
  gboolean hurried;    /* something changed: report at the next chance */
  gboolean streams;    /* pushing start and stop */
  gboolean seed_contract;
  guint beat, sequence;
};

typedef enum { SIGNAL_REPORT, SIGNAL_ONLINE_CHANGED, N_SIGNALS } CulmSimPrinterSignal;
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmSimPrinter, culm_sim_printer, G_TYPE_OBJECT)

static void
publish (CulmSimPrinter *self, const char *section, JsonObject *content)
{
  g_autoptr (GBytes) payload = culm_sim_json_wrap (section, content);

  g_signal_emit (self, signals[SIGNAL_REPORT], 0, payload);
}

static JsonObject *
take_status (CulmSimPrinter *self)
{
  JsonObject *status = culm_sim_report_new (self->machine, self->beat++);

  culm_sim_delta_apply (status, self->overlay);
  return status;
}

/* A cancel code is gone after two reports (reference/mqtt.md §3.3). */
static void
count_cancel (CulmSimMachine *machine)
{
  if (machine->cancel_reports > 0 && --machine->cancel_reports == 0 && machine->print_error == CANCELLED)
    machine->print_error = 0;
}

static void
publish_status (CulmSimPrinter *self, gboolean full)
{
  JsonObject *status = take_status (self), *content = NULL;
  gboolean deltas = culm_sim_model_has (self->machine->model, CULM_SIM_SENDS_DELTAS);

  if (deltas) {
    content = full ? culm_sim_json_copy_object (status) : culm_sim_delta_new (self->told, status);
    json_object_unref (self->told);
    self->told = status;
  } else {
    content = status;
  }
  json_object_set_string_member (content, "command", "push_status");
  json_object_set_int_member (content, "msg", full || !deltas ? 0 : 1);
  culm_sim_json_add (content, "{'sequence_id':'%u'}", self->sequence++);
  count_cancel (self->machine);
  self->hurried = FALSE;
  publish (self, "print", content);
}

static double
get_pace (CulmSimPrinter *self)
{
  CulmSimMachine *machine = self->machine;
  gboolean works = culm_sim_job_is_active (&machine->job) || machine->cancel_reports > 0 || machine->calibrating > 0;

  return works ? PACE_PRINTING : PACE_IDLE;
}

/* The echo: the request with everything in it, to which `result` is added (reference/mqtt.md §2). */
static void
publish_reply (CulmSimPrinter *self, const char *section, JsonObject *reply, gboolean success, const char *reason)
{
  json_object_set_string_member (reply, "result", success ? "success" : "fail");
  json_object_set_string_member (reply, "reason", reason);
  publish (self, section, reply);
}

static gboolean
handle_pushing (CulmSimPrinter *self, JsonObject *request)
{
  const char *command = culm_sim_json_get_string (request, "command", "");

  if (g_str_equal (command, "pushall")) {
    publish_status (self, TRUE);
    return TRUE;
  }
  if (!g_str_equal (command, "start") && !g_str_equal (command, "stop"))
    return FALSE;
  self->streams = g_str_equal (command, "start");
  self->hurried = self->streams;
  return TRUE;
}

static gboolean
handle_info (CulmSimPrinter *self, JsonObject *request)
{
  JsonObject *reply;

  if (!g_str_equal (culm_sim_json_get_string (request, "command", ""), "get_version"))
    return FALSE;
  reply = culm_sim_json_copy_object (request);
  json_object_set_array_member (reply, "module", culm_sim_modules_new (self->machine));
  publish_reply (self, "info", reply, TRUE, "");
  return TRUE;
}

/* A number that was used before is taken for a replay. */
static gboolean
is_replay (CulmSimPrinter *self, JsonObject *request)
{
  JsonNode *number = json_object_get_member (request, "sequence_id");
  g_autofree char *text = NULL;

  if (number == NULL || !g_str_equal (culm_sim_json_get_string (request, "command", ""), "project_file"))
    return FALSE;
  text = json_to_string (number, FALSE);
  if (g_strcmp0 (text, self->last_project) == 0)
    return TRUE;
  g_free (self->last_project);
  self->last_project = g_steal_pointer (&text);
  return FALSE;
}

static gboolean
handle_command (CulmSimPrinter *self, const char *section, JsonObject *request)
{
  JsonObject *reply = culm_sim_json_copy_object (request);
  gboolean prints = g_str_equal (section, "print");
  CulmSimResult result;

  if (prints && (self->machine->refuses || is_replay (self, request))) {
    json_object_set_int_member (reply, "err_code", self->machine->refuses ? NOT_SIGNED : REUSED_NUMBER);
    publish_reply (self, section, reply, FALSE, "mqtt message verify failed");
    return FALSE;
  }
  result = culm_sim_command_run (self->machine, self->seed_contract, section, request, reply);
  if (result == CULM_SIM_COMMAND_UNKNOWN) {
    json_object_unref (reply);
    return FALSE;
  }
  self->hurried = TRUE;
  publish_reply (self, section, reply, result == CULM_SIM_COMMAND_OBEYED,
                 result == CULM_SIM_COMMAND_OBEYED ? "success" : "not possible in this state or with this value");
  return result == CULM_SIM_COMMAND_OBEYED;
}

static gboolean
handle_section (CulmSimPrinter *self, const char *section, JsonObject *request)
{
  if (culm_sim_json_get_string (request, "command", NULL) == NULL)
    return FALSE;
  if (g_str_equal (section, "pushing"))
    return handle_pushing (self, request);
  if (g_str_equal (section, "info"))
    return handle_info (self, request);
  return handle_command (self, section, request);
}

static void
set_online (CulmSimPrinter *self, gboolean online)
{
  self->machine->online = online;
  g_signal_emit (self, signals[SIGNAL_ONLINE_CHANGED], 0, online);
  if (online)
    publish_status (self, TRUE);
}

static void
culm_sim_printer_finalize (GObject *object)
{
  CulmSimPrinter *self = CULM_SIM_PRINTER (object);

  g_clear_pointer (&self->machine, culm_sim_machine_free);
  g_clear_pointer (&self->overlay, json_object_unref);
  g_clear_pointer (&self->told, json_object_unref);
  g_clear_pointer (&self->last_project, g_free);
  G_OBJECT_CLASS (culm_sim_printer_parent_class)->finalize (object);
}

static void
culm_sim_printer_class_init (CulmSimPrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_sim_printer_finalize;
  signals[SIGNAL_REPORT] = g_signal_new ("report", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SIGNAL_ONLINE_CHANGED] = g_signal_new ("online-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
culm_sim_printer_init (CulmSimPrinter *self)
{
  self->overlay = json_object_new ();
  self->streams = TRUE;
  self->sequence = 1;
}

CulmSimPrinter *
culm_sim_printer_new (const CulmSimPrinterConfig *config, GError **error)
{
  g_autoptr (CulmSimPrinter) self = NULL;
  const CulmSimModel *model;
  const char *state;

  g_return_val_if_fail (config != NULL && config->model != NULL, NULL);
  model = culm_sim_model_find (config->model);
  state = config->state != NULL ? config->state : "idle";
  if (model == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no model", config->model);
    return NULL;
  }
  self = g_object_new (CULM_SIM_TYPE_PRINTER, NULL);
  self->machine = culm_sim_machine_new (model, config->seed, config->index, config->speed);
  self->machine->heats_plainly = self->seed_contract = config->seed_contract;
  if (!culm_sim_run_preset (self->machine, state)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no state of a printer", state);
    return NULL;
  }
  self->told = take_status (self);
  self->wait = get_pace (self);
  return g_steal_pointer (&self);
}

const char *
culm_sim_printer_get_serial (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return self->machine->serial;
}

const char *
culm_sim_printer_get_name (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return self->machine->name;
}

const char *
culm_sim_printer_get_model (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return self->machine->model->name;
}

const char *
culm_sim_printer_get_model_id (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return self->machine->model->id;
}

const char *
culm_sim_printer_get_access_code (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return self->machine->access_code;
}

const char *
culm_sim_printer_get_firmware (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return self->machine->upgrade.installed;
}

guint32
culm_sim_printer_get_address (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), 0);
  return self->machine->address;
}

int
culm_sim_printer_get_signal (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), 0);
  return self->machine->wifi;
}

gboolean
culm_sim_printer_get_storage (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), FALSE);
  return self->machine->settings.storage == 1;
}

gboolean
culm_sim_printer_get_online (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), FALSE);
  return self->machine->online;
}

void
culm_sim_printer_set_name (CulmSimPrinter *self, const char *name)
{
  g_autofree char *copy = g_strdup (name);

  g_return_if_fail (CULM_SIM_IS_PRINTER (self) && name != NULL && *name != '\0');
  g_free (self->machine->name);
  self->machine->name = g_steal_pointer (&copy);
}

void
culm_sim_printer_set_address (CulmSimPrinter *self, guint32 ipv4_host_order)
{
  g_return_if_fail (CULM_SIM_IS_PRINTER (self));
  self->machine->address = ipv4_host_order;
  self->hurried = TRUE;
}

void
culm_sim_printer_set_access_code (CulmSimPrinter *self, const char *code)
{
  g_return_if_fail (CULM_SIM_IS_PRINTER (self) && code != NULL);
  g_free (self->machine->access_code);
  self->machine->access_code = g_strdup (code);
}

void
culm_sim_printer_set_now (CulmSimPrinter *self, gint64 unix_seconds)
{
  g_return_if_fail (CULM_SIM_IS_PRINTER (self));
  self->machine->now = unix_seconds;
}

JsonObject *
culm_sim_printer_dup_rest_device (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return culm_sim_listing_new_device (self->machine);
}

JsonObject *
culm_sim_printer_dup_rest_print (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return culm_sim_listing_new_print (self->machine);
}

GPtrArray *
culm_sim_printer_dup_tasks (CulmSimPrinter *self)
{
  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  return culm_sim_listing_new_tasks (self->machine);
}

JsonObject *
culm_sim_printer_dup_state (CulmSimPrinter *self)
{
  CulmSimMachine *machine;
  JsonObject *state;

  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), NULL);
  machine = self->machine;
  state = culm_sim_report_new (machine, self->beat);
  culm_sim_delta_apply (state, self->overlay);
  json_object_set_object_member (state, "print", culm_sim_json_copy_object (state));
  culm_sim_json_add (
      state,
      "{'serial':'%s','model':'%s','model_id':'%s','firmware':'%s','offered':'%s','access_code':'%s','online':%s,"
      "'refuse_commands':%s,'door_open':%s,'position':[%d,%d,%d],'homed':%u}",
      machine->serial, machine->model->name, machine->model->id, machine->upgrade.installed,
      machine->upgrade.offered != NULL ? machine->upgrade.offered : "", machine->access_code,
      machine->online ? "true" : "false", machine->refuses ? "true" : "false", machine->door_open ? "true" : "false",
      (int) machine->position[0], (int) machine->position[1], (int) machine->position[2], machine->homed);
  json_object_set_string_member (state, "name", machine->name);
  return state;
}

void
culm_sim_printer_advance (CulmSimPrinter *self, double seconds)
{
  g_return_if_fail (CULM_SIM_IS_PRINTER (self) && seconds >= 0);
  culm_sim_machine_advance (self->machine, seconds);
  if (!self->machine->online || !self->streams)
    return;
  self->wait = MIN (self->wait, get_pace (self)) - seconds;
  if (self->wait > 1e-6 && !self->hurried)
    return;
  self->wait = self->hurried ? get_pace (self) : MAX (self->wait + get_pace (self), 0);
  publish_status (self, FALSE);
}

gboolean
culm_sim_printer_handle_request (CulmSimPrinter *self, GBytes *payload)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObjectIter iter;
  const char *section;
  const char *text;
  JsonNode *node;
  gsize size;
  guint sections = 0;
  gboolean obeyed = TRUE;

  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self), FALSE);
  text = g_bytes_get_data (payload, &size);
  if (!self->machine->online || size == 0 || !g_utf8_validate (text, (gssize) size, NULL) ||
      !json_parser_load_from_data (parser, text, (gssize) size, NULL))
    return FALSE;
  node = json_parser_get_root (parser);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &section, &node)) {
    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue; /* a "user_id" and its like, which some clients set beside the sections */
    sections++;
    obeyed = handle_section (self, section, json_node_get_object (node)) && obeyed;
  }
  return obeyed && sections > 0;
}

void
culm_sim_printer_greet (CulmSimPrinter *self)
{
  g_return_if_fail (CULM_SIM_IS_PRINTER (self));
  if (self->machine->online)
    publish_status (self, TRUE);
}

gboolean
culm_sim_printer_do (CulmSimPrinter *self, const char *what, JsonNode *value, GError **error)
{
  gboolean done;

  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self) && what != NULL, FALSE);
  if (g_str_equal (what, "offline") || g_str_equal (what, "online")) {
    if (self->machine->online == g_str_equal (what, "online")) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "The printer is %s already", what);
      return FALSE;
    }
    set_online (self, !self->machine->online);
    return TRUE;
  }
  done = culm_sim_wish_grant (self->machine, what, value, error);
  self->hurried |= done;
  return done;
}

gboolean
culm_sim_printer_merge (CulmSimPrinter *self, JsonObject *fragment, GError **error)
{
  JsonObject *inner, *copy;

  g_return_val_if_fail (CULM_SIM_IS_PRINTER (self) && fragment != NULL, FALSE);
  inner = culm_sim_json_get_object (fragment, "print");
  if (json_object_get_size (inner != NULL ? inner : fragment) == 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The fragment has no member");
    return FALSE;
  }
  copy = culm_sim_json_copy_object (inner != NULL ? inner : fragment);
  culm_sim_merge (self->machine, copy);
  culm_sim_delta_apply (self->overlay, copy);
  json_object_unref (copy);
  self->hurried = TRUE;
  return TRUE;
}
