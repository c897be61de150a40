/* culm-doctor.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-doctor.h"
#include "culm-error.h"
#include "culm-lan-leaf.h"
#include "culm-log.h"
#include <time.h>

#define TIMEOUT_MS 6000

struct _CulmDoctor {
  GObject parent_instance;
  char *host, *serial, *pin;
  GPtrArray *roots; /* nullable */
  CulmLanPorts ports;
  const CulmPrinterModel *model;
  GListStore *steps;
  CulmDoctorStep *by_check[CULM_N_DOCTOR_CHECKS]; /* NULL: not among them */
  GBytes *leaves[CULM_N_DOCTOR_CHECKS];           /* what each port showed */
  CulmDetected *detected;
  GCancellable *stop; /* of what is under way: the person's wish, or the end of the time */
  GCancellable *wish; /* nullable */
  gulong wished;
  guint timeout_ms, deadline, pending;
  gboolean too_late;
};

G_DEFINE_FINAL_TYPE (CulmDoctor, culm_doctor, G_TYPE_OBJECT)

/* One port, in a worker. */
typedef struct {
  CulmDoctorCheck check;
  char *host, *serial;
  guint16 port;
  char *address;    /* what took the connection */
  gboolean dropped; /* and ended it without a word */
} Probe;

static void
free_probe (gpointer data)
{
  Probe *probe = data;

  g_free (probe->host);
  g_free (probe->serial);
  g_free (probe->address);
  g_free (probe);
}

static void
settle (CulmDoctor *self, CulmDoctorCheck check, CulmDoctorState state, CulmDoctorReason reason, const char *fact)
{
  if (self->by_check[check] != NULL)
    culm_doctor_step_settle (self->by_check[check], state, reason, fact);
}

/* ---- The end ---- */

static gboolean
is_port (CulmDoctorCheck check)
{
  return check >= CULM_DOCTOR_MQTT && check <= CULM_DOCTOR_TUNNEL;
}

/* Whether a printer of this model surely has the service (reference/lan.md §1). */
static gboolean
is_offered (CulmDoctor *self, CulmDoctorCheck check)
{
  gboolean tunnel = self->model != NULL && self->model->medium == CULM_MEDIUM_USB;

  if (check == CULM_DOCTOR_MQTT || check == CULM_DOCTOR_FTPS)
    return TRUE;
  if (self->model == NULL)
    return FALSE;
  if (check == CULM_DOCTOR_RTSPS)
    return self->model->camera == CULM_CAMERA_KIND_RTSPS;
  if (check == CULM_DOCTOR_TUNNEL)
    return tunnel;
  return self->model->camera == CULM_CAMERA_KIND_JPEG || (tunnel && self->by_check[CULM_DOCTOR_TUNNEL] == NULL);
}

static void
judge_ports (CulmDoctor *self)
{
  GBytes *leaf = self->leaves[CULM_DOCTOR_MQTT];

  for (guint check = CULM_DOCTOR_FTPS; check <= CULM_DOCTOR_TUNNEL; check++) {
    CulmDoctorStep *step = self->by_check[check];

    if (step == NULL)
      continue;
    if (culm_doctor_step_get_state (step) == CULM_DOCTOR_FAILED && !is_offered (self, check))
      settle (self, check, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_NOT_OFFERED, NULL);
    else if (leaf != NULL && self->leaves[check] != NULL && !g_bytes_equal (leaf, self->leaves[check]))
      settle (self, check, CULM_DOCTOR_FAILED, CULM_DOCTOR_ANOTHER_LEAF, NULL);
  }
}

static void
judge_certificate (CulmDoctor *self, GBytes *leaf)
{
  g_autofree char *fingerprint = culm_trust_get_fingerprint (leaf);
  g_autofree char *issuer = culm_trust_get_issuer (leaf);
  g_autofree char *serial = culm_trust_get_serial (leaf);
  g_autofree char *masked = serial != NULL ? culm_doctor_mask_serial (serial) : NULL;
  const char *by = issuer == NULL ? "–" : g_strcmp0 (issuer, serial) == 0 ? masked : issuer; /* itself, perhaps */
  g_autofree char *fact = g_strdup_printf ("%s, %s, SHA-256 %s", masked, by, fingerprint);
  CulmTrust trust = culm_trust_check (leaf, NULL, self->serial, self->pin, self->roots);

  if (trust == CULM_TRUST_GOOD)
    settle (self, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, fact);
  else if (trust == CULM_TRUST_UNKNOWN)
    settle (self, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_OK, CULM_DOCTOR_NOT_ACCEPTED, fingerprint);
  else if (trust == CULM_TRUST_CHANGED)
    settle (self, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_FAILED, CULM_DOCTOR_CHANGED, fingerprint);
  else if (serial != NULL)
    settle (self, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_FAILED, CULM_DOCTOR_OTHER_PRINTER, masked);
  else
    settle (self, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_FAILED, CULM_DOCTOR_NO_PRINTER, NULL);
}

/* A printer's own clock does not count here: what it reports is the engine's to judge. */
static void
judge_clock (CulmDoctor *self, GBytes *leaf)
{
  gint64 first, last, now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean behind, expired;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *words = NULL;

  if (!culm_trust_get_dates (leaf, &first, &last)) {
    settle (self, CULM_DOCTOR_CLOCK, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_NOT_SAID, NULL);
    return;
  }
  behind = now < first;
  expired = now > last;
  date = g_date_time_new_from_unix_utc (behind ? first : expired ? last : now);
  words = date != NULL ? g_date_time_format (date, behind || expired ? "%F" : "%F %R UTC") : NULL;
  if (behind)
    settle (self, CULM_DOCTOR_CLOCK, CULM_DOCTOR_FAILED, CULM_DOCTOR_CLOCK_BEHIND, words);
  else
    settle (self, CULM_DOCTOR_CLOCK, CULM_DOCTOR_OK, expired ? CULM_DOCTOR_EXPIRED : CULM_DOCTOR_FINE, words);
}

static void
end_run (GTask *task)
{
  CulmDoctor *self = g_task_get_source_object (task);
  GBytes *leaf = self->leaves[CULM_DOCTOR_MQTT];

  g_clear_handle_id (&self->deadline, g_source_remove);
  if (self->wish != NULL)
    g_cancellable_disconnect (self->wish, self->wished);
  if (self->wish != NULL && g_cancellable_is_cancelled (self->wish)) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_CANCELLED, "Cancelled"));
    return;
  }
  if (self->model == NULL && self->detected != NULL && self->detected->model_id != NULL)
    self->model = culm_printer_model_find (self->detected->model_id);
  judge_ports (self);
  if (leaf != NULL) {
    judge_certificate (self, leaf);
    judge_clock (self, leaf);
  } else {
    settle (self, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE, NULL);
    settle (self, CULM_DOCTOR_CLOCK, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE, NULL);
  }
  g_task_return_boolean (task, TRUE);
}

static void
end_one (GTask *task)
{
  CulmDoctor *self = g_task_get_source_object (task);

  if (--self->pending == 0)
    end_run (task);
}

/* ---- The ports ---- */

static CulmDoctorReason
read_reason (CulmDoctor *self, const Probe *probe, const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return CULM_DOCTOR_NO_SUCH_NAME;
  if (error->domain == G_TLS_ERROR)
    return probe->dropped ? CULM_DOCTOR_DROPPED : CULM_DOCTOR_NO_TLS;
  if (self->too_late || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return probe->address != NULL ? CULM_DOCTOR_MUTE : CULM_DOCTOR_SILENT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return CULM_DOCTOR_REFUSED;
  return probe->address != NULL ? CULM_DOCTOR_NO_TLS : CULM_DOCTOR_UNREACHABLE;
}

static void
probe_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Probe *probe = data;
  GError *error = NULL;
  GBytes *leaf = culm_lan_leaf_read (probe->host, probe->port, probe->serial, 0, &probe->address, cancellable, &error);

  probe->dropped =
      leaf == NULL && error->domain == G_TLS_ERROR && culm_lan_leaf_is_dropped (probe->host, probe->port, cancellable);
  if (leaf != NULL)
    g_task_return_pointer (task, leaf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
probe_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmDoctor *self = g_task_get_source_object (task);
  const Probe *probe = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->leaves[probe->check] = g_task_propagate_pointer (G_TASK (result), &error);
  if (error == NULL) {
    settle (self, probe->check, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, NULL);
  } else {
    culm_debug ("Port %u of a printer: %s", probe->port, error->message);
    settle (self, probe->check, CULM_DOCTOR_FAILED, read_reason (self, probe, error), error->message);
  }
  end_one (task);
}

static void
detect_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmDoctor *self = g_task_get_source_object (task);

  self->detected = culm_detect_finish (result, NULL); /* what is wrong there, the ports tell as well */
  end_one (task);
}

static gboolean
on_deadline (gpointer data)
{
  CulmDoctor *self = data;

  self->deadline = 0;
  self->too_late = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static void
start_clock (CulmDoctor *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  self->deadline = g_timeout_add (self->timeout_ms, on_deadline, self);
}

static void
probe_ports (GTask *task)
{
  CulmDoctor *self = g_task_get_source_object (task);

  start_clock (self);
  self->pending = 1;
  for (guint check = 0; check < CULM_N_DOCTOR_CHECKS; check++) {
    g_autoptr (GTask) work = NULL;
    Probe *probe;

    if (!is_port (check) || self->by_check[check] == NULL)
      continue;
    work = g_task_new (NULL, self->stop, probe_cb, g_object_ref (task));
    g_task_set_check_cancellable (work, FALSE); /* the worker says how it ended */
    probe = g_new0 (Probe, 1);
    probe->check = check;
    probe->host = g_strdup (self->host);
    probe->serial = g_strdup (self->serial);
    probe->port = culm_doctor_step_get_port (self->by_check[check]);
    g_task_set_task_data (work, probe, free_probe);
    self->pending++;
    g_task_run_in_thread (work, probe_in_worker);
  }
  culm_detect_async (self->host, self->ports.detect, self->ports.mqtt, self->stop, detect_cb, g_object_ref (task));
}

/* ---- The name ---- */

static void
name_cb (GObject *resolver, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmDoctor *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (resolver), result, &error);
  g_autofree char *number = found != NULL ? g_inet_address_to_string (found->data) : NULL;

  g_resolver_free_addresses (found);
  if (number != NULL) {
    settle (self, CULM_DOCTOR_NAME, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, number);
    probe_ports (task);
    return;
  }
  settle (self, CULM_DOCTOR_NAME, CULM_DOCTOR_FAILED, CULM_DOCTOR_NO_SUCH_NAME, NULL);
  for (guint check = CULM_DOCTOR_MQTT; check <= CULM_DOCTOR_TUNNEL; check++)
    settle (self, check, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE, NULL);
  end_run (task);
}

/* ---- The object ---- */

static void
culm_doctor_finalize (GObject *object)
{
  CulmDoctor *self = CULM_DOCTOR (object);

  g_free (self->host);
  g_free (self->serial);
  g_free (self->pin);
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  g_object_unref (self->steps);
  for (guint i = 0; i < CULM_N_DOCTOR_CHECKS; i++)
    g_clear_pointer (&self->leaves[i], g_bytes_unref);
  g_clear_pointer (&self->detected, culm_detected_free);
  g_object_unref (self->stop);
  g_clear_object (&self->wish);
  G_OBJECT_CLASS (culm_doctor_parent_class)->finalize (object);
}

static void
culm_doctor_class_init (CulmDoctorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_doctor_finalize;
}

static void
culm_doctor_init (CulmDoctor *self)
{
  self->steps = g_list_store_new (CULM_TYPE_DOCTOR_STEP);
  self->stop = g_cancellable_new ();
  self->timeout_ms = TIMEOUT_MS;
}

static guint16
get_port (const CulmLanPorts *ports, CulmDoctorCheck check)
{
  if (check == CULM_DOCTOR_MQTT)
    return ports->mqtt;
  if (check == CULM_DOCTOR_FTPS)
    return ports->ftps;
  if (check == CULM_DOCTOR_RTSPS)
    return ports->rtsps;
  if (check == CULM_DOCTOR_CAMERA)
    return ports->camera;
  return check == CULM_DOCTOR_TUNNEL ? ports->tunnel : 0;
}

CulmDoctor *
culm_doctor_new (const char *host, const CulmLanPorts *ports, const char *serial, const char *pin,
                 const CulmPrinterModel *model)
{
  CulmDoctor *self = g_object_new (CULM_TYPE_DOCTOR, NULL);

  self->host = g_strdup (host);
  self->ports = *ports;
  self->serial = g_strdup (serial);
  self->pin = g_strdup (pin);
  self->model = model;
  for (guint check = 0; check < CULM_N_DOCTOR_CHECKS; check++) {
    g_autoptr (CulmDoctorStep) step = culm_doctor_step_new (check, get_port (ports, check));

    if (check == CULM_DOCTOR_TUNNEL && ports->tunnel == ports->camera)
      continue;                   /* looked at already */
    self->by_check[check] = step; /* the list keeps it */
    g_list_store_append (self->steps, step);
  }
  return self;
}

void
culm_doctor_set_roots (CulmDoctor *self, GPtrArray *roots)
{
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  self->roots = roots != NULL ? g_ptr_array_ref (roots) : NULL;
}

void
culm_doctor_set_timeout (CulmDoctor *self, guint milliseconds)
{
  self->timeout_ms = milliseconds;
}

GListModel *
culm_doctor_get_steps (CulmDoctor *self)
{
  return G_LIST_MODEL (self->steps);
}

CulmDoctorStep *
culm_doctor_get_step (CulmDoctor *self, CulmDoctorCheck check)
{
  return self->by_check[check];
}

const CulmDetected *
culm_doctor_get_detected (CulmDoctor *self)
{
  return self->detected;
}

static void
on_wish (GCancellable *wish G_GNUC_UNUSED, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

void
culm_doctor_run_async (CulmDoctor *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GResolver) resolver = NULL;

  g_task_set_source_tag (task, culm_doctor_run_async);
  if (cancellable != NULL) {
    self->wish = g_object_ref (cancellable);
    self->wished = g_cancellable_connect (cancellable, G_CALLBACK (on_wish), self->stop, NULL);
  }
  if (g_hostname_is_ip_address (self->host)) {
    settle (self, CULM_DOCTOR_NAME, CULM_DOCTOR_OK, CULM_DOCTOR_FINE, self->host);
    probe_ports (task);
    return;
  }
  resolver = g_resolver_get_default ();
  start_clock (self);
  g_resolver_lookup_by_name_async (resolver, self->host, self->stop, name_cb, g_object_ref (task));
}

gboolean
culm_doctor_run_finish (CulmDoctor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
