/* culm-command-run.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-run.h"
#include "culm-set.h"

/* For so long after a confirmation a report that still shows the old value does not end the wish. */
#define HOLD_MICROSECONDS (3 * G_USEC_PER_SEC)

struct _CulmCommandRun {
  GObject parent_instance;
  CulmCommand *command;
  int state;
  GError *error;
  gboolean holds;
  gint64 differs_since; /* monotonic µs of the first report after the confirmation that showed another value; 0: none */
};

typedef enum { PROP_COMMAND = 1, PROP_STATE, PROP_ERROR, PROP_HOLDS } CulmCommandRunProp;
static GParamSpec *props[PROP_HOLDS + 1];

G_DEFINE_FINAL_TYPE (CulmCommandRun, culm_command_run, G_TYPE_OBJECT)

static void
culm_command_run_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmCommandRun *self = CULM_COMMAND_RUN (object);

  switch ((CulmCommandRunProp) id) {
  case PROP_COMMAND: g_value_set_boxed (value, self->command); break;
  case PROP_STATE: g_value_set_int (value, self->state); break;
  case PROP_ERROR: g_value_set_boxed (value, self->error); break;
  case PROP_HOLDS: g_value_set_boolean (value, self->holds); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_command_run_finalize (GObject *object)
{
  CulmCommandRun *self = CULM_COMMAND_RUN (object);

  g_clear_pointer (&self->command, culm_command_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (culm_command_run_parent_class)->finalize (object);
}

static void
culm_command_run_class_init (CulmCommandRunClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_command_run_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_command_run_finalize;
  props[PROP_COMMAND] = g_param_spec_boxed ("command", NULL, NULL, CULM_TYPE_COMMAND, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_HOLDS] = g_param_spec_boolean ("holds", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_command_run_init (CulmCommandRun *self)
{
  self->holds = TRUE;
}

CulmCommandRun *
culm_command_run_new (CulmCommand *command)
{
  CulmCommandRun *self = g_object_new (CULM_TYPE_COMMAND_RUN, NULL);

  self->command = culm_command_ref (command);
  return self;
}

CulmCommand *
culm_command_run_get_command (CulmCommandRun *self)
{
  g_return_val_if_fail (CULM_IS_COMMAND_RUN (self), NULL);
  return self->command;
}

const char *
culm_command_run_get_key (CulmCommandRun *self)
{
  g_return_val_if_fail (CULM_IS_COMMAND_RUN (self), NULL);
  return culm_command_get_key (self->command);
}

CulmRunState
culm_command_run_get_state (CulmCommandRun *self)
{
  g_return_val_if_fail (CULM_IS_COMMAND_RUN (self), CULM_RUN_REFUSED);
  return (CulmRunState) self->state;
}

const GError *
culm_command_run_get_error (CulmCommandRun *self)
{
  g_return_val_if_fail (CULM_IS_COMMAND_RUN (self), NULL);
  return self->error;
}

gboolean
culm_command_run_get_holds (CulmCommandRun *self)
{
  g_return_val_if_fail (CULM_IS_COMMAND_RUN (self), FALSE);
  return self->holds;
}

void
culm_command_run_end (CulmCommandRun *self, CulmRunState state, const GError *error)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (CULM_IS_COMMAND_RUN (self));
  g_return_if_fail (state != CULM_RUN_PENDING);
  if (self->state != CULM_RUN_PENDING)
    return;
  g_object_freeze_notify (object);
  self->state = (int) state;
  g_object_notify_by_pspec (object, props[PROP_STATE]);
  if (error != NULL) {
    self->error = g_error_copy (error);
    g_object_notify_by_pspec (object, props[PROP_ERROR]);
  }
  if (state != CULM_RUN_CONFIRMED)
    culm_command_run_release (self);
  g_object_thaw_notify (object);
}

void
culm_command_run_release (CulmCommandRun *self)
{
  g_return_if_fail (CULM_IS_COMMAND_RUN (self));
  if (culm_set_boolean (&self->holds, FALSE))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HOLDS]);
}

void
culm_command_run_outlast (CulmCommandRun *self, gint64 monotonic)
{
  g_return_if_fail (CULM_IS_COMMAND_RUN (self));
  if (self->differs_since == 0)
    self->differs_since = monotonic;
  else if (monotonic - self->differs_since >= HOLD_MICROSECONDS)
    culm_command_run_release (self);
}
