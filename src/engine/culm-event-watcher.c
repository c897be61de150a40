/* culm-event-watcher.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-event-watcher.h"
#include "culm-error.h"
#include <math.h>
#include <stdio.h>

/* Below this a bed counts as cool (contract.md §5), °C. */
#define COOL_BED 35
/* A stop by a person shows its code beside the failure, or a little later (reference/mqtt.md §3.3). */
#define CAUSE_MS 3000
#define STAGE_RUNOUT 6
#define ERROR_RUNOUT "0300-8004"

static const int progress_marks[] = { 25, 50, 75 };

struct _CulmEventWatcher {
  GObject parent_instance;
  CulmPrinter *printer;
  gboolean begun, online; /* what was told of it last */
  gboolean based;         /* the fields below hold what was so */
  CulmPrinterState state; /* never OFFLINE */
  CulmJob *job;
  char *task;
  int progress, layer;
  gboolean runout;
  gboolean heated, cooling; /* the bed was warm in this job; it is not cool yet since the job ended */
  GPtrArray *hms;           /* CulmFault */
  guint failing;            /* source: a failure waits for its cause */
};

enum { EVENT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmEventWatcher, culm_event_watcher, G_TYPE_OBJECT)

static CulmEvent *
make_event (CulmEventWatcher *self, CulmEventKind kind)
{
  return culm_event_new (kind, g_get_real_time (), culm_printer_get_serial (self->printer),
                         culm_printer_get_name (self->printer));
}

static void
tell (CulmEventWatcher *self, CulmEvent *event)
{
  g_signal_emit (self, signals[EVENT], 0, event);
  culm_event_unref (event);
}

static CulmFault *
find_worst_hms (CulmEventWatcher *self)
{
  CulmFault *worst = NULL;

  for (guint i = 0; i < self->hms->len; i++) {
    CulmFault *fault = g_ptr_array_index (self->hms, i);

    if (worst == NULL || culm_fault_get_severity (fault) < culm_fault_get_severity (worst))
      worst = fault;
  }
  return worst;
}

static void
describe_fault (CulmEvent *event, CulmFault *fault)
{
  event->hms_code = g_strdup (culm_fault_get_code (fault));
  event->hms_severity = g_strdup (culm_severity_get_name (culm_fault_get_severity (fault)));
  event->hms_module = g_strdup (culm_fault_get_module (fault));
  event->hms_text = g_strdup (culm_fault_get_text (fault));
  event->hms_url = g_strdup (culm_fault_get_url (fault));
}

static CulmEvent *
make_print_event (CulmEventWatcher *self, CulmEventKind kind)
{
  CulmEvent *event = make_event (self, kind);
  CulmJob *job = culm_printer_get_job (self->printer);

  if (job != NULL)
    g_set_object (&self->job, job); /* kept for an end that takes the job away */
  if (self->job == NULL)
    return event;
  event->job = g_strdup (culm_job_get_title (self->job));
  event->file = g_strdup (culm_job_get_file (self->job));
  event->plate = culm_job_get_plate (self->job);
  event->progress = culm_job_get_progress (self->job);
  event->layer = culm_job_get_layer (self->job);
  event->remaining = culm_job_get_remaining (self->job);
  return event;
}

/* Why it stopped: the print error, else the stage, else the worst of the notices. */
static void
add_reason (CulmEventWatcher *self, CulmEvent *event)
{
  CulmFault *error = culm_printer_get_error (self->printer);
  CulmFault *hms = find_worst_hms (self);
  const char *reason = NULL;

  if (error != NULL) {
    event->error_code = g_strdup (culm_fault_get_code (error));
    reason = culm_fault_get_text (error);
  }
  if (hms != NULL)
    event->hms_code = g_strdup (culm_fault_get_code (hms));
  if (reason == NULL && event->kind == CULM_EVENT_PRINT_PAUSED && culm_printer_get_stage_code (self->printer) > 0)
    reason = culm_printer_get_stage_name (self->printer);
  if (reason == NULL && hms != NULL)
    reason = culm_fault_get_text (hms);
  event->reason = g_strdup (reason);
}

static void
tell_print (CulmEventWatcher *self, CulmEventKind kind)
{
  CulmEvent *event = make_print_event (self, kind);

  if (kind == CULM_EVENT_PRINT_PAUSED || kind == CULM_EVENT_PRINT_FAILED)
    add_reason (self, event);
  tell (self, event);
}

static gboolean
on_cause_missing (gpointer data)
{
  CulmEventWatcher *self = data;

  self->failing = 0;
  tell_print (self, CULM_EVENT_PRINT_FAILED);
  return G_SOURCE_REMOVE;
}

static void
fail (CulmEventWatcher *self)
{
  if (culm_printer_get_error (self->printer) != NULL)
    tell_print (self, CULM_EVENT_PRINT_FAILED);
  else
    self->failing = g_timeout_add (CAUSE_MS, on_cause_missing, self);
}

/* Ends the wait of fail(): `cancelled` when a person turned out to have stopped the job. */
static void
settle_failure (CulmEventWatcher *self, gboolean cancelled)
{
  if (self->failing == 0)
    return;
  g_clear_handle_id (&self->failing, g_source_remove);
  tell_print (self, cancelled ? CULM_EVENT_PRINT_CANCELLED : CULM_EVENT_PRINT_FAILED);
}

static double
get_bed (CulmEventWatcher *self)
{
  CulmHeater *bed = culm_printer_get_heater (self->printer, CULM_HEATER_BED);

  return bed != NULL ? culm_heater_get_current (bed) : NAN;
}

static gboolean
is_over (CulmPrinterState state)
{
  return state == CULM_PRINTER_STATE_FINISHED || state == CULM_PRINTER_STATE_FAILED ||
         state == CULM_PRINTER_STATE_CANCELLED;
}

/* Which slot ran out: the notice names it (reference/hms.md §1: low byte of the first group the unit, 2S the slot),
 * else the one that feeds the nozzle. Returns: (transfer full) (nullable). */
static char *
find_runout_slot (CulmEventWatcher *self)
{
  GListModel *units = culm_printer_get_ams (self->printer);
  unsigned int module, unit, part;

  for (guint i = 0; i < self->hms->len; i++) {
    const char *code = culm_fault_get_code (g_ptr_array_index (self->hms, i));

    if (sscanf (code, "%2x%2x-%2x", &module, &unit, &part) != 3 || (module != 0x07 && module != 0x12 && module != 0x18))
      continue;
    if (unit < 4 && part >= 0x20 && part < 0x24)
      return g_strdup_printf ("%c%u", 'A' + unit, part - 0x20 + 1);
    if (unit >= 0x80 && unit < 0x88)
      return g_strdup_printf ("HT%u", unit - 0x80 + 1);
    if (unit >= 0xfe)
      return g_strdup (unit == 0xff ? "Ext" : "Ext L");
  }
  for (guint i = 0; i < g_list_model_get_n_items (units); i++) {
    g_autoptr (CulmAmsUnit) ams = g_list_model_get_item (units, i);
    GListModel *slots = culm_ams_unit_get_slots (ams);

    for (guint j = 0; j < g_list_model_get_n_items (slots); j++) {
      g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (slots, j);

      if (culm_ams_slot_get_active (slot))
        return g_strdup (culm_ams_slot_get_label (slot));
    }
  }
  return NULL;
}

static gboolean
is_out_of_filament (CulmEventWatcher *self)
{
  CulmFault *error = culm_printer_get_error (self->printer);

  return culm_printer_get_state (self->printer) == CULM_PRINTER_STATE_PAUSED &&
         (culm_printer_get_stage_code (self->printer) == STAGE_RUNOUT ||
          (error != NULL && g_str_equal (culm_fault_get_code (error), ERROR_RUNOUT)));
}

static gboolean
has_fault (GPtrArray *faults, CulmFault *fault)
{
  return g_ptr_array_find_with_equal_func (faults, fault, (GEqualFunc) culm_fault_equal, NULL);
}

static GPtrArray *
list_hms (CulmEventWatcher *self)
{
  GListModel *model = culm_printer_get_hms (self->printer);
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (faults, g_list_model_get_item (model, i));
  return faults;
}

static void
tell_hms (CulmEventWatcher *self, CulmEventKind kind, CulmFault *fault)
{
  CulmEvent *event = make_event (self, kind);

  describe_fault (event, fault);
  tell (self, event);
}

static void
watch_hms (CulmEventWatcher *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->hms);

  self->hms = list_hms (self);
  for (guint i = 0; i < self->hms->len; i++)
    if (!has_fault (before, g_ptr_array_index (self->hms, i)))
      tell_hms (self, CULM_EVENT_HMS_RAISED, g_ptr_array_index (self->hms, i));
  for (guint i = 0; i < before->len; i++)
    if (!has_fault (self->hms, g_ptr_array_index (before, i)))
      tell_hms (self, CULM_EVENT_HMS_CLEARED, g_ptr_array_index (before, i));
}

/* A job of which nothing was told yet: what it has behind it already is no news. */
static void
take_job (CulmEventWatcher *self, gboolean is_new)
{
  CulmJob *job = culm_printer_get_job (self->printer);

  if (job != NULL)
    g_set_object (&self->job, job);
  g_free (self->task);
  self->task = job != NULL ? g_strdup (culm_job_get_task_id (job)) : NULL;
  self->progress = is_new || job == NULL ? 0 : MAX (culm_job_get_progress (job), 0);
  self->layer = is_new || job == NULL ? 0 : MAX (culm_job_get_layer (job), 0);
}

/* Marks that were passed since the last report; a short job passes several at once. */
static void
watch_progress (CulmEventWatcher *self)
{
  CulmJob *job = culm_printer_get_job (self->printer);

  if (job == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (progress_marks); i++) {
    if (self->progress < progress_marks[i] && culm_job_get_progress (job) >= progress_marks[i]) {
      CulmEvent *event = make_print_event (self, CULM_EVENT_PRINT_PROGRESS);

      event->progress = progress_marks[i];
      tell (self, event);
    }
  }
  self->progress = MAX (self->progress, culm_job_get_progress (job));
  if (self->layer < 2 && culm_job_get_layer (job) >= 2)
    tell_print (self, CULM_EVENT_PRINT_FIRST_LAYER);
  self->layer = MAX (self->layer, culm_job_get_layer (job));
}

static void
end_job (CulmEventWatcher *self, CulmPrinterState how)
{
  self->cooling = self->heated || get_bed (self) >= COOL_BED;
  self->heated = FALSE;
  if (how == CULM_PRINTER_STATE_FINISHED) {
    watch_progress (self);
    tell_print (self, CULM_EVENT_PRINT_COMPLETED);
  } else if (how == CULM_PRINTER_STATE_FAILED) {
    fail (self);
  } else { /* cancelled; or gone without an end of its own, which only a person can bring about */
    tell_print (self, CULM_EVENT_PRINT_CANCELLED);
  }
}

/* A job with a number of its own that was not seen before: one that is not in the cloud has none. */
static gboolean
has_other_job (CulmEventWatcher *self)
{
  CulmJob *job = culm_printer_get_job (self->printer);

  return job != NULL && !g_str_equal (culm_job_get_task_id (job), "0") &&
         g_strcmp0 (self->task, culm_job_get_task_id (job)) != 0;
}

static void
watch_state (CulmEventWatcher *self)
{
  CulmPrinterState before = self->state, now = culm_printer_get_state (self->printer);
  gboolean was_active = culm_printer_state_is_active (before), is_active = culm_printer_state_is_active (now);
  gboolean other = has_other_job (self);
  gboolean begins = is_active ? !was_active || (other && self->progress > 0) /* its number may come after its state */
                              : !was_active && is_over (now) && other;       /* over between two reports */

  if (now == CULM_PRINTER_STATE_UNKNOWN)
    return;
  self->state = now;
  if (now != CULM_PRINTER_STATE_FAILED || culm_printer_get_error (self->printer) != NULL)
    settle_failure (self, now == CULM_PRINTER_STATE_CANCELLED);
  if (begins) {
    self->cooling = FALSE;
    take_job (self, TRUE);
    tell_print (self, CULM_EVENT_PRINT_STARTED);
  } else if (is_active && other) {
    take_job (self, TRUE);
  }
  if (now == CULM_PRINTER_STATE_PAUSED && before != now)
    tell_print (self, CULM_EVENT_PRINT_PAUSED);
  else if (before == CULM_PRINTER_STATE_PAUSED && is_active && before != now)
    tell_print (self, CULM_EVENT_PRINT_RESUMED);
  if (is_active)
    watch_progress (self);
  else if (was_active || begins)
    end_job (self, now);
}

static void
watch_runout (CulmEventWatcher *self)
{
  gboolean before = self->runout;
  CulmEvent *event;

  self->runout = is_out_of_filament (self);
  if (before || !self->runout)
    return;
  event = make_print_event (self, CULM_EVENT_FILAMENT_RUNOUT);
  event->slot = find_runout_slot (self);
  tell (self, event);
}

static void
watch_bed (CulmEventWatcher *self)
{
  if (culm_printer_state_is_active (self->state) && get_bed (self) >= COOL_BED)
    self->heated = TRUE;
  if (!self->cooling || !(get_bed (self) < COOL_BED))
    return;
  self->cooling = FALSE;
  tell (self, make_event (self, CULM_EVENT_BED_COOL));
}

static void
take_base (CulmEventWatcher *self)
{
  self->based = TRUE;
  self->state = culm_printer_get_state (self->printer);
  take_job (self, FALSE);
  g_ptr_array_unref (self->hms);
  self->hms = list_hms (self);
  self->runout = is_out_of_filament (self);
  self->heated = culm_printer_state_is_active (self->state) && get_bed (self) >= COOL_BED;
  self->cooling = is_over (self->state) && get_bed (self) >= COOL_BED;
}

static void
examine (CulmEventWatcher *self)
{
  g_autoptr (CulmEventWatcher) held = g_object_ref (self);
  gboolean online = culm_printer_get_online (self->printer);

  if (self->begun && online != self->online) {
    self->online = online;
    tell (self, make_event (self, online ? CULM_EVENT_DEVICE_ONLINE : CULM_EVENT_DEVICE_OFFLINE));
  }
  if (!online || culm_printer_get_stale (self->printer) || !culm_printer_get_complete (self->printer))
    return;
  if (!self->based) {
    take_base (self);
    return;
  }
  watch_hms (self);
  watch_state (self);
  watch_runout (self);
  watch_bed (self);
}

/* And not by Culm, before anything was sent. */
static gboolean
was_refused_by_printer (const GError *error)
{
  return g_error_matches (error, CULM_ERROR, CULM_ERROR_REFUSED) || culm_error_get_server_code (error) != 0;
}

static void
on_run_changed (CulmPrinter *printer, const char *key, CulmEventWatcher *self)
{
  CulmCommandRun *run = culm_printer_get_run (printer, key);
  const GError *error = run != NULL ? culm_command_run_get_error (run) : NULL;
  CulmEvent *event;

  if (error == NULL || culm_command_run_get_state (run) != CULM_RUN_REFUSED || !was_refused_by_printer (error))
    return;
  event = make_event (self, CULM_EVENT_COMMAND_REFUSED);
  event->command = g_strdup (key);
  event->refusal = g_strdup (culm_error_get_code_name ((CulmError) error->code));
  tell (self, event);
}

static void
culm_event_watcher_dispose (GObject *object)
{
  CulmEventWatcher *self = CULM_EVENT_WATCHER (object);

  g_clear_handle_id (&self->failing, g_source_remove);
  g_clear_object (&self->printer);
  g_clear_object (&self->job);
  g_clear_pointer (&self->hms, g_ptr_array_unref);
  G_OBJECT_CLASS (culm_event_watcher_parent_class)->dispose (object);
}

static void
culm_event_watcher_finalize (GObject *object)
{
  g_free (CULM_EVENT_WATCHER (object)->task);
  G_OBJECT_CLASS (culm_event_watcher_parent_class)->finalize (object);
}

static void
culm_event_watcher_class_init (CulmEventWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_event_watcher_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_event_watcher_finalize;
  signals[EVENT] = g_signal_new ("event", CULM_TYPE_EVENT_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, CULM_TYPE_EVENT);
}

static void
culm_event_watcher_init (CulmEventWatcher *self)
{
  self->hms = g_ptr_array_new_with_free_func (g_object_unref);
}

CulmEventWatcher *
culm_event_watcher_new (CulmPrinter *printer)
{
  CulmEventWatcher *self = g_object_new (CULM_TYPE_EVENT_WATCHER, NULL);

  self->printer = g_object_ref (printer);
  g_signal_connect_object (printer, "reported", G_CALLBACK (examine), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (printer, "notify::online", G_CALLBACK (examine), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (printer, "run-changed", G_CALLBACK (on_run_changed), self, 0);
  return self;
}

void
culm_event_watcher_begin (CulmEventWatcher *self)
{
  if (self->begun)
    return;
  self->begun = TRUE;
  self->online = culm_printer_get_online (self->printer);
}
