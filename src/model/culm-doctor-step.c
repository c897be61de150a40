/* culm-doctor-step.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-doctor-step.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MASK_HEAD 5
#define MASK_TAIL 3

struct _CulmDoctorStep {
  GObject parent_instance;
  CulmDoctorCheck check;
  CulmDoctorState state;
  CulmDoctorReason reason;
  guint16 port;
  char *fact;
};

typedef enum { PROP_STATE = 1 } CulmDoctorStepProp;
static GParamSpec *props[PROP_STATE + 1];

G_DEFINE_FINAL_TYPE (CulmDoctorStep, culm_doctor_step, G_TYPE_OBJECT)

static const struct {
  const char *id, *title; /* of a port: with its number */
} checks[CULM_N_DOCTOR_CHECKS] = {
  [CULM_DOCTOR_NAME] = { "name", N_ ("Address") },
  [CULM_DOCTOR_MQTT] = { "mqtt", N_ ("Control, port %u") },
  [CULM_DOCTOR_FTPS] = { "ftps", N_ ("Files, port %u") },
  [CULM_DOCTOR_RTSPS] = { "rtsps", N_ ("Video, port %u") },
  [CULM_DOCTOR_CAMERA] = { "camera", N_ ("Camera or file tunnel, port %u") },
  [CULM_DOCTOR_TUNNEL] = { "tunnel", N_ ("File tunnel, port %u") },
  [CULM_DOCTOR_CERTIFICATE] = { "certificate", N_ ("Certificate") },
  [CULM_DOCTOR_CODE] = { "code", N_ ("Access code") },
  [CULM_DOCTOR_SERIAL] = { "serial", N_ ("Reports of its serial number") },
  [CULM_DOCTOR_MODE] = { "mode", N_ ("Mode") },
  [CULM_DOCTOR_FIRMWARE] = { "firmware", N_ ("Firmware") },
  [CULM_DOCTOR_CLOCK] = { "clock", N_ ("Clock") },
};

/* A detail with %s has the fact in it. No advice: nothing is to be done. */
static const struct {
  const char *detail, *advice;
} reasons[] = {
  [CULM_DOCTOR_FINE] = { NULL, NULL },
  [CULM_DOCTOR_BEFORE] = { N_ ("Not tried, as an earlier step failed"), NULL },
  [CULM_DOCTOR_NOT_ADDED] = { N_ ("Not tried, as the printer was not added"),
                              N_ ("Add the printer with its access code, then look again.") },
  [CULM_DOCTOR_NOT_OFFERED] = { N_ ("Not open, and not every model has it"), NULL },
  [CULM_DOCTOR_NOT_SAID] = { N_ ("The printer did not say"), NULL },
  [CULM_DOCTOR_NO_SUCH_NAME] = { N_ ("No address belongs to this name"),
                                 N_ ("Use the number that the printer shows under Network.") },
  [CULM_DOCTOR_REFUSED] = { N_ ("The device at this address has this port closed"),
                            N_ ("Compare the address with the one on the printer’s screen, then restart the "
                                "printer.") },
  [CULM_DOCTOR_SILENT] = { N_ ("Nothing answers"),
                           N_ ("Switch the printer on, and see that it is in the same network as this computer.") },
  [CULM_DOCTOR_MUTE] = { N_ ("It takes the connection and says nothing"),
                         N_ ("Restart the printer, and close other programs that are connected to it.") },
  [CULM_DOCTOR_DROPPED] = { N_ ("It ends the connection at once"),
                            N_ ("Close other programs that are connected to the printer, or restart it.") },
  [CULM_DOCTOR_UNREACHABLE] = { N_ ("No way leads to this address"),
                                N_ ("Check the network of this computer: Wi-Fi, VPN, guest network.") },
  [CULM_DOCTOR_NO_TLS] = { N_ ("Something answers that is no printer: %s"),
                           N_ ("Compare the address with the one on the printer’s screen.") },
  [CULM_DOCTOR_ANOTHER_LEAF] = { N_ ("It shows another certificate than the control port"),
                                 N_ ("Do not use it: look for a proxy or a redirection between here and the "
                                     "printer.") },
  [CULM_DOCTOR_NOT_ACCEPTED] = { N_ ("A printer’s, not accepted yet. SHA-256 %s"),
                                 N_ ("Add the printer, and compare this fingerprint.") },
  [CULM_DOCTOR_CHANGED] = { N_ ("Another one than was accepted. SHA-256 %s"),
                            N_ ("Accept it only if the firmware was updated or the printer was reset.") },
  [CULM_DOCTOR_OTHER_PRINTER] = { N_ ("Another printer answers at this address: %s"),
                                  N_ ("Look up the address on the printer’s screen, and add the printer by it.") },
  [CULM_DOCTOR_NO_PRINTER] = { N_ ("The device at this address is no printer"),
                               N_ ("Look up the address on the printer’s screen, and add the printer by it.") },
  [CULM_DOCTOR_WRONG_CODE] = { N_ ("The printer does not accept the access code"),
                               N_ ("Read the code on the printer’s screen under LAN Only, and give it again.") },
  [CULM_DOCTOR_TOO_MANY] = { N_ ("The printer takes no more connections"),
                             N_ ("Close other programs that are connected to it, or restart the printer.") },
  [CULM_DOCTOR_CUT] = { N_ ("The printer ended the connection: %s"), N_ ("Restart the printer, then look again.") },
  [CULM_DOCTOR_NO_REPORT] = { N_ ("The code is right, and no report comes"), N_ ("Restart the printer.") },
  [CULM_DOCTOR_FOREIGN_TOPIC] = { N_ ("The printer does not give reports of this serial number"),
                                  N_ ("Remove the printer, and add it again.") },
  [CULM_DOCTOR_NEEDS_DEVELOPER] = { "%s", N_ ("To send commands, switch Developer Mode on at the printer under LAN "
                                              "Only; the access code changes.") },
  [CULM_DOCTOR_CLOCK_BEHIND] = { N_ ("This computer’s is before the first day of the certificate, %s"),
                                 N_ ("Set the date and time of this computer.") },
  [CULM_DOCTOR_CLOCK_OFF] = { N_ ("The printer’s says %s"),
                              N_ ("Let the printer reach the internet once, or restart it; and check the date and "
                                  "time of this computer.") },
  [CULM_DOCTOR_EXPIRED] = { N_ ("The certificate ended on %s, which does no harm"), NULL },
};

static void
culm_doctor_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmDoctorStepProp) id) {
  case PROP_STATE: g_value_set_int (value, (int) CULM_DOCTOR_STEP (object)->state); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_doctor_step_finalize (GObject *object)
{
  g_free (CULM_DOCTOR_STEP (object)->fact);
  G_OBJECT_CLASS (culm_doctor_step_parent_class)->finalize (object);
}

static void
culm_doctor_step_class_init (CulmDoctorStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culm_doctor_step_get_property;
  object_class->finalize = culm_doctor_step_finalize;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CULM_DOCTOR_WAITING, CULM_DOCTOR_SKIPPED,
                                        CULM_DOCTOR_WAITING, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
culm_doctor_step_init (CulmDoctorStep *self G_GNUC_UNUSED)
{
}

CulmDoctorStep *
culm_doctor_step_new (CulmDoctorCheck check, guint16 port)
{
  CulmDoctorStep *self = g_object_new (CULM_TYPE_DOCTOR_STEP, NULL);

  self->check = check;
  self->port = port;
  return self;
}

CulmDoctorCheck
culm_doctor_step_get_check (CulmDoctorStep *self)
{
  return self->check;
}

CulmDoctorState
culm_doctor_step_get_state (CulmDoctorStep *self)
{
  return self->state;
}

CulmDoctorReason
culm_doctor_step_get_reason (CulmDoctorStep *self)
{
  return self->reason;
}

guint16
culm_doctor_step_get_port (CulmDoctorStep *self)
{
  return self->port;
}

const char *
culm_doctor_step_get_id (CulmDoctorStep *self)
{
  return checks[self->check].id;
}

const char *
culm_doctor_state_get_id (CulmDoctorState state)
{
  switch (state) {
  case CULM_DOCTOR_OK: return "ok";
  case CULM_DOCTOR_FAILED: return "failed";
  case CULM_DOCTOR_SKIPPED: return "skipped";
  case CULM_DOCTOR_WAITING:
  default: return "waiting";
  }
}

/* Puts `fact` in the place of the one %s of a text that is known here. */
static char *
fill (const char *text, const char *fact)
{
  const char *place = strstr (text, "%s");

  return place == NULL ? g_strdup (text)
                       : g_strdup_printf ("%.*s%s%s", (int) (place - text), text, fact != NULL ? fact : "–", place + 2);
}

char *
culm_doctor_step_dup_title (CulmDoctorStep *self)
{
  const char *title = _ (checks[self->check].title);
  const char *place = strstr (title, "%u");

  return place == NULL ? g_strdup (title)
                       : g_strdup_printf ("%.*s%u%s", (int) (place - title), title, self->port, place + 2);
}

char *
culm_doctor_step_dup_detail (CulmDoctorStep *self)
{
  const char *detail = reasons[self->reason].detail;

  if (self->state == CULM_DOCTOR_WAITING)
    return g_strdup (_ ("Looking…"));
  if (detail == NULL)
    return g_strdup (self->fact != NULL ? self->fact : _ ("Fine"));
  return fill (_ (detail), self->fact);
}

char *
culm_doctor_step_dup_advice (CulmDoctorStep *self)
{
  const char *advice = self->state == CULM_DOCTOR_WAITING ? NULL : reasons[self->reason].advice;

  /* A video port has a switch of its own on newer printers (reference/lan.md §8.2). */
  if (self->check == CULM_DOCTOR_RTSPS && self->reason == CULM_DOCTOR_REFUSED)
    advice = N_ ("Switch LAN Only Liveview on at the printer.");
  return advice != NULL ? g_strdup (_ (advice)) : NULL;
}

void
culm_doctor_step_settle (CulmDoctorStep *self, CulmDoctorState state, CulmDoctorReason reason, const char *fact)
{
  g_free (self->fact);
  self->fact = g_strdup (fact);
  self->reason = reason;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

char *
culm_doctor_mask_serial (const char *serial)
{
  gsize length = strlen (serial);

  return length > MASK_HEAD + MASK_TAIL ? g_strdup_printf ("%.*s…%s", MASK_HEAD, serial, serial + length - MASK_TAIL)
                                        : g_strdup ("…");
}

char *
culm_doctor_make_report (const char *who, GListModel *steps)
{
  GString *report = g_string_new (NULL);

  g_string_append_printf (report, _ ("Connection of %s"), who);
  g_string_append_c (report, '\n');
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CulmDoctorStep) step = g_list_model_get_item (steps, i);
    g_autofree char *title = culm_doctor_step_dup_title (step);
    g_autofree char *detail = culm_doctor_step_dup_detail (step);
    g_autofree char *advice = culm_doctor_step_dup_advice (step);

    g_string_append_printf (report, "%-8s%s: %s\n", culm_doctor_state_get_id (step->state), title, detail);
    if (advice != NULL)
      g_string_append_printf (report, "        → %s\n", advice);
  }
  return g_string_free (report, FALSE);
}
