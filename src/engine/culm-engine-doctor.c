/* culm-engine-doctor.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-doctor.h"
#include "culm-broker-trial.h"
#include "culm-doctor.h"
#include "culm-engine-lan.h"
#include "culm-engine-private.h"
#include "culm-error.h"
#include "culm-lan-judge.h"
#include "culm-lan-keeper.h"
#include <glib/gi18n-lib.h>

#define FAR_OFF 300                           /* s between two clocks */
#define LONGEST (G_GINT64_CONSTANT (1) << 36) /* s: beyond, no calendar goes */
#define WAIT_SECONDS 10 /* for the printer's own session to come to an end, and for a first report */

/* The data of the task. */
typedef struct {
  CulmDoctor *doctor;
  CulmLanRecord *record; /* NULL: not added */
  CulmLanPrinter *lan;   /* nullable */
  CulmPrinter *printer;  /* nullable; what is watched */
  GSource *cancelled;    /* nullable */
  guint patience;
  void (*next) (GTask *task); /* once what is waited for has come, or will not; NULL: nothing is */
  gboolean (*done) (GTask *task);
} Visit;

static void
free_visit (gpointer data)
{
  Visit *visit = data;

  g_clear_object (&visit->doctor);
  g_clear_pointer (&visit->record, culm_lan_record_free);
  g_clear_object (&visit->lan);
  g_clear_object (&visit->printer);
  g_clear_pointer (&visit->cancelled, g_source_unref);
  g_free (visit);
}

static Visit *
get_visit (GTask *task)
{
  return g_task_get_task_data (task);
}

static void
settle (GTask *task, CulmDoctorCheck check, CulmDoctorState state, CulmDoctorReason reason, const char *fact)
{
  culm_doctor_step_settle (culm_doctor_get_step (get_visit (task)->doctor, check), state, reason, fact);
}

static gboolean
passed (GTask *task, CulmDoctorCheck check)
{
  return culm_doctor_step_get_state (culm_doctor_get_step (get_visit (task)->doctor, check)) == CULM_DOCTOR_OK;
}

static CulmLanRoots *
get_roots (GTask *task)
{
  return culm_lan_keeper_get_roots (culm_engine_get_lan_keeper (g_task_get_source_object (task)));
}

/* ---- Waiting ---- */

static void
stop_waiting (GTask *task)
{
  Visit *visit = get_visit (task);

  visit->next = NULL;
  g_clear_handle_id (&visit->patience, g_source_remove);
  if (visit->lan != NULL)
    g_signal_handlers_disconnect_by_data (visit->lan, task);
  if (visit->printer != NULL)
    g_signal_handlers_disconnect_by_data (visit->printer, task);
}

static void
go_on (GTask *task)
{
  g_autoptr (GTask) held = g_object_ref (task);
  void (*next) (GTask *) = get_visit (task)->next;

  if (next == NULL)
    return;
  stop_waiting (task);
  next (task);
}

static void
on_change (GObject *object G_GNUC_UNUSED, GParamSpec *pspec G_GNUC_UNUSED, GTask *task)
{
  Visit *visit = get_visit (task);

  if (visit->next != NULL && visit->done (task))
    go_on (task);
}

static gboolean
on_patience (gpointer task)
{
  get_visit (task)->patience = 0;
  go_on (task);
  return G_SOURCE_REMOVE;
}

static void
wait_for (GTask *task, gboolean (*done) (GTask *), void (*next) (GTask *))
{
  Visit *visit = get_visit (task);

  visit->done = done;
  visit->next = next;
  if (done (task)) {
    go_on (task);
    return;
  }
  visit->patience =
      g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, WAIT_SECONDS, on_patience, g_object_ref (task), g_object_unref);
  g_signal_connect (visit->lan, "notify", G_CALLBACK (on_change), task);
  if (visit->printer != NULL)
    g_signal_connect (visit->printer, "notify", G_CALLBACK (on_change), task);
}

/* ---- What the printer says ---- */

static void
end_visit (GTask *task, GError *error)
{
  Visit *visit = get_visit (task);

  if (visit->cancelled != NULL)
    g_source_destroy (visit->cancelled);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
judge_mode (GTask *task)
{
  Visit *visit = get_visit (task);
  const CulmDetected *detected = culm_doctor_get_detected (visit->doctor);
  CulmControl control = visit->printer != NULL ? culm_printer_get_control (visit->printer) : CULM_CONTROL_UNKNOWN;
  const char *mode = detected == NULL || detected->model_id == NULL ? NULL
                     : detected->lan_only                           ? _ ("LAN only")
                                                                    : _ ("Cloud");
  const char *developer = control == CULM_CONTROL_ALLOWED   ? _ ("takes commands")
                          : control == CULM_CONTROL_REFUSED ? _ ("Developer Mode off")
                                                            : NULL;
  g_autofree char *fact = mode != NULL && developer != NULL ? g_strdup_printf ("%s, %s", mode, developer)
                                                            : g_strdup (mode != NULL ? mode : developer);

  settle (task, CULM_DOCTOR_MODE, fact != NULL ? CULM_DOCTOR_OK : CULM_DOCTOR_SKIPPED,
          fact == NULL                      ? CULM_DOCTOR_NOT_SAID
          : control == CULM_CONTROL_REFUSED ? CULM_DOCTOR_NEEDS_DEVELOPER
                                            : CULM_DOCTOR_FINE,
          fact);
}

static gboolean
has_report (GTask *task)
{
  CulmPrinter *printer = get_visit (task)->printer;

  return printer == NULL || (culm_printer_get_complete (printer) && !culm_printer_get_stale (printer));
}

/* The first words may be few, on top of a report out of the cache: a printer that tells its clock does so in a full
 * one. */
static gboolean
has_clock (GTask *task)
{
  CulmPrinter *printer = get_visit (task)->printer;
  CulmReport *report = printer != NULL ? culm_printer_get_report (printer) : NULL;
  gint64 skew;

  return has_report (task) &&
         (report == NULL || culm_record_get_int (culm_report_get_status (report), CULM_STATUS_UTC, 0) == 0 ||
          culm_printer_get_clock_skew (printer, &skew));
}

/* A connection does not need it, but the dates of files and prints come from it. */
static void
judge_clock (GTask *task)
{
  Visit *visit = get_visit (task);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) there = NULL;
  g_autofree char *words = NULL;
  gint64 skew;

  if (visit->printer == NULL || !has_report (task) || !culm_printer_get_clock_skew (visit->printer, &skew) ||
      ABS (skew) < FAR_OFF || !passed (task, CULM_DOCTOR_CLOCK))
    return;
  there = g_date_time_add (now, CLAMP (skew, -LONGEST, LONGEST) * G_TIME_SPAN_SECOND);
  words = there != NULL ? g_date_time_format (there, "%F %R UTC") : NULL;
  settle (task, CULM_DOCTOR_CLOCK, CULM_DOCTOR_FAILED, CULM_DOCTOR_CLOCK_OFF, words);
}

static void
judge_rest (GTask *task)
{
  Visit *visit = get_visit (task);
  const CulmDetected *detected = culm_doctor_get_detected (visit->doctor);
  const char *firmware = visit->printer != NULL ? culm_printer_get_firmware (visit->printer) : NULL;

  if (firmware == NULL && detected != NULL)
    firmware = detected->firmware;
  judge_mode (task);
  judge_clock (task);
  settle (task, CULM_DOCTOR_FIRMWARE, firmware != NULL ? CULM_DOCTOR_OK : CULM_DOCTOR_SKIPPED,
          firmware != NULL ? CULM_DOCTOR_FINE : CULM_DOCTOR_NOT_SAID, firmware);
  end_visit (task, NULL);
}

static void
judge_report (GTask *task)
{
  Visit *visit = get_visit (task);
  g_autofree char *masked = culm_doctor_mask_serial (visit->record->serial);

  if (visit->printer != NULL && has_report (task))
    settle (task, CULM_DOCTOR_SERIAL, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, masked);
  else
    settle (task, CULM_DOCTOR_SERIAL, CULM_DOCTOR_FAILED, CULM_DOCTOR_NO_REPORT, NULL);
  judge_rest (task);
}

static void
take_code (GTask *task)
{
  settle (task, CULM_DOCTOR_CODE, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, NULL);
  wait_for (task, has_clock, judge_report);
}

/* ---- The access code ---- */

static void
refuse_code (GTask *task, CulmDoctorReason reason, const char *fact)
{
  settle (task, CULM_DOCTOR_CODE, CULM_DOCTOR_FAILED, reason, fact);
  settle (task, CULM_DOCTOR_SERIAL, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE, NULL);
  judge_rest (task);
}

static void
skip_code (GTask *task, CulmDoctorReason reason)
{
  settle (task, CULM_DOCTOR_CODE, CULM_DOCTOR_SKIPPED, reason, NULL);
  settle (task, CULM_DOCTOR_SERIAL, CULM_DOCTOR_SKIPPED, reason, NULL);
  judge_rest (task);
}

static void
trial_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (culm_broker_trial_finish (result, &error)) {
    take_code (task);
  } else if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    end_visit (task, NULL); /* the task says so itself */
  } else if (g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED)) {
    refuse_code (task, CULM_DOCTOR_WRONG_CODE, NULL);
  } else if (g_error_matches (error, CULM_ERROR, CULM_ERROR_REFUSED) && culm_error_get_server_code (error) == 0) {
    settle (task, CULM_DOCTOR_CODE, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, NULL);
    settle (task, CULM_DOCTOR_SERIAL, CULM_DOCTOR_FAILED, CULM_DOCTOR_FOREIGN_TOPIC, NULL);
    judge_rest (task);
  } else if (g_error_matches (error, CULM_ERROR, CULM_ERROR_REFUSED)) {
    refuse_code (task, CULM_DOCTOR_TOO_MANY, NULL); /* CONNACK 3 on the LAN (reference/errors.md §3) */
  } else {
    refuse_code (task, error->code == CULM_ERROR_TIMED_OUT ? CULM_DOCTOR_MUTE : CULM_DOCTOR_CUT, error->message);
  }
}

static gboolean
is_decided (GTask *task)
{
  return culm_lan_printer_get_state (get_visit (task)->lan) != CULM_LAN_CONNECTING;
}

/* The printer's own session is the witness: a second one might take its place. Only where it has failed for another
 * reason than the code is the code tried once. */
static void
judge_session (GTask *task)
{
  Visit *visit = get_visit (task);
  CulmLanState state = culm_lan_printer_get_state (visit->lan);
  g_autoptr (CulmLanJudge) judge = NULL;
  CulmMqttEndpoint endpoint;

  if (state == CULM_LAN_ONLINE) {
    take_code (task);
  } else if (state == CULM_LAN_WRONG_CODE) {
    refuse_code (task, CULM_DOCTOR_WRONG_CODE, NULL);
  } else {
    judge = culm_lan_judge_new (visit->record, get_roots (task));
    endpoint = culm_lan_record_get_endpoint (visit->record);
    culm_lan_judge_sit (judge, &endpoint);
    culm_broker_trial_endpoint_async (&endpoint, visit->record->serial, g_task_get_cancellable (task), trial_cb,
                                      g_object_ref (task));
  }
}

static void
judge_proof (GTask *task)
{
  if (!passed (task, CULM_DOCTOR_CERTIFICATE))
    skip_code (task, CULM_DOCTOR_BEFORE);
  else if (get_visit (task)->record == NULL)
    skip_code (task, CULM_DOCTOR_NOT_ADDED);
  else
    wait_for (task, is_decided, judge_session);
}

/* A printer that takes one connection alone may have given it to us: then that is the proof. */
static void
hear_witness (GTask *task)
{
  Visit *visit = get_visit (task);
  g_autofree char *masked = culm_doctor_mask_serial (visit->record->serial);
  g_autofree char *fact = g_strdup_printf ("%s, SHA-256 %s", masked, culm_lan_printer_get_fingerprint (visit->lan));

  if (culm_lan_printer_get_state (visit->lan) == CULM_LAN_ONLINE) {
    settle (task, CULM_DOCTOR_MQTT, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, NULL);
    settle (task, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, fact);
  }
  judge_proof (task);
}

static void
run_cb (GObject *doctor, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Visit *visit = get_visit (task);
  CulmDoctorStep *mqtt = culm_doctor_get_step (visit->doctor, CULM_DOCTOR_MQTT);
  GError *error = NULL;

  if (!culm_doctor_run_finish (CULM_DOCTOR (doctor), result, &error))
    end_visit (task, error);
  else if (visit->lan != NULL && culm_doctor_step_get_reason (mqtt) == CULM_DOCTOR_DROPPED)
    wait_for (task, is_decided, hear_witness);
  else
    judge_proof (task);
}

/* ---- The start ---- */

/* Only a wait does not end by itself. */
static gboolean
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (data);

  if (get_visit (task)->next != NULL) {
    stop_waiting (task);
    end_visit (task, NULL); /* the task says CANCELLED by itself */
  }
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task)
{
  Visit *visit = get_visit (task);

  if (g_task_get_cancellable (task) == NULL)
    return;
  visit->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (visit->cancelled, G_SOURCE_FUNC (on_cancelled), g_object_ref (task), g_object_unref);
  g_source_attach (visit->cancelled, g_main_context_get_thread_default ());
}

GListModel *
culm_engine_examine_async (CulmEngine *self, const char *serial, const char *host, const CulmLanPorts *ports,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const CulmLanPorts usual = CULM_LAN_PORTS_INIT;
  const CulmPrinterModel *model = NULL;
  Visit *visit = g_new0 (Visit, 1);

  g_task_set_task_data (task, visit, free_visit);
  if (serial != NULL) {
    visit->record = culm_lan_keeper_dup_record (culm_engine_get_lan_keeper (self), serial);
    if (visit->record == NULL) {
      g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND,
                                                 "No such printer was added on the local network"));
      return NULL;
    }
    visit->lan = g_object_ref (culm_engine_find_lan_printer (self, serial));
    g_set_object (&visit->printer, culm_engine_find_printer (self, serial));
    model = visit->record->model != NULL ? culm_printer_model_find (visit->record->model) : NULL;
    visit->doctor = culm_doctor_new (visit->record->host, &visit->record->ports, serial, visit->record->pin, model);
  } else {
    visit->doctor = culm_doctor_new (host, ports != NULL ? ports : &usual, NULL, NULL, NULL);
  }
  culm_doctor_set_roots (visit->doctor, culm_lan_roots_get (get_roots (task)));
  watch_cancellable (task);
  culm_doctor_run_async (visit->doctor, cancellable, run_cb, g_object_ref (task));
  return g_object_ref (culm_doctor_get_steps (visit->doctor));
}

gboolean
culm_engine_examine_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
