/* culm-turn.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-turn.h"
#include "culm-log.h"
#include "culm-task.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define INTERVAL 2000

/* The files are the worker's while it tries, and it tries one at a time. */
struct _CulmTurn {
  GObject parent_instance;
  char *folder, *path, *first_path;
  int file, first_file; /* -1: not open */
  gboolean first, held, busy, release_later, started, stopped;
  guint interval, timer;
};

/* What a try found. */
typedef enum { TRY_WAITS, TRY_HELD, TRY_WANTED } Try;

typedef enum { PROP_HELD = 1 } CulmTurnProp;
static GParamSpec *props[PROP_HELD + 1];
enum { WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmTurn, culm_turn, G_TYPE_OBJECT)

static gboolean
lock_file (int *file, const char *path, int how)
{
  if (*file < 0)
    *file = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (*file < 0) {
    culm_debug ("%s cannot be opened: %s", path, g_strerror (errno));
    return FALSE;
  }
  return flock (*file, how | LOCK_NB) == 0;
}

/* Whether one that goes first runs. */
static gboolean
is_wanted (CulmTurn *self)
{
  gboolean wanted;

  if (self->first) {
    lock_file (&self->first_file, self->first_path, LOCK_EX);
    return FALSE;
  }
  wanted = !lock_file (&self->first_file, self->first_path, LOCK_SH) && self->first_file >= 0;
  if (!wanted && self->first_file >= 0)
    flock (self->first_file, LOCK_UN);
  return wanted;
}

static void
try_in_thread (GTask *task, gpointer source, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED)
{
  CulmTurn *self = source;
  gboolean wanted;

  /* Nobody changes `held` while this runs: culm_turn_release() waits for it. */
  g_mkdir_with_parents (self->folder, 0700);
  wanted = is_wanted (self);
  if (self->held)
    g_task_return_int (task, wanted ? TRY_WANTED : TRY_HELD);
  else
    g_task_return_int (task, !wanted && lock_file (&self->file, self->path, LOCK_EX) ? TRY_HELD : TRY_WAITS);
}

static void
set_held (CulmTurn *self, gboolean held)
{
  if (self->held == held)
    return;
  self->held = held;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HELD]);
}

static void
close_files (CulmTurn *self)
{
  if (self->file >= 0)
    close (self->file);
  if (self->first_file >= 0)
    close (self->first_file);
  self->file = self->first_file = -1;
}

static void
try_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CulmTurn *self = CULM_TURN (source);
  g_autoptr (GTask) start = user_data;
  Try found = (Try) g_task_propagate_int (G_TASK (result), NULL);

  self->busy = FALSE;
  if (self->stopped) {
    close_files (self);
  } else if (found == TRY_WANTED) {
    g_signal_emit (self, signals[WANTED], 0);
  } else {
    set_held (self, found == TRY_HELD);
  }
  if (self->release_later)
    culm_turn_release (self);
  if (start != NULL)
    g_task_return_boolean (start, self->held);
}

/* `start` (transfer full) (nullable): who waits for the outcome. */
static void
try_now (CulmTurn *self, GTask *start)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, try_cb, start);

  self->busy = TRUE;
  culm_task_run_in_thread (task, try_in_thread);
}

/* The one that goes first keeps what it holds, and has nothing to look for any more. */
static gboolean
on_timer (gpointer user_data)
{
  CulmTurn *self = user_data;

  if (self->first && self->held) {
    self->timer = 0;
    return G_SOURCE_REMOVE;
  }
  if (!self->busy)
    try_now (self, NULL);
  return G_SOURCE_CONTINUE;
}

static void
culm_turn_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmTurnProp) id) {
  case PROP_HELD: g_value_set_boolean (value, CULM_TURN (object)->held); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_turn_finalize (GObject *object)
{
  CulmTurn *self = CULM_TURN (object);

  culm_turn_stop (self);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->first_path);
  G_OBJECT_CLASS (culm_turn_parent_class)->finalize (object);
}

static void
culm_turn_class_init (CulmTurnClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = culm_turn_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_turn_finalize;
  props[PROP_HELD] = g_param_spec_boolean ("held", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
  signals[WANTED] = g_signal_new ("wanted", CULM_TYPE_TURN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_turn_init (CulmTurn *self)
{
  self->file = self->first_file = -1;
  self->interval = INTERVAL;
}

CulmTurn *
culm_turn_new (const char *profile, const char *name, gboolean first)
{
  CulmTurn *self = g_object_new (CULM_TYPE_TURN, NULL);

  self->folder = g_build_filename (g_get_user_data_dir (), "culm", profile, NULL);
  self->path = g_strdup_printf ("%s/%s.lock", self->folder, name);
  self->first_path = g_strdup_printf ("%s/%s.first", self->folder, name);
  self->first = first;
  return self;
}

void
culm_turn_start_async (CulmTurn *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (!self->started && !self->stopped);
  self->started = TRUE;
  self->timer = g_timeout_add (self->interval, on_timer, self);
  try_now (self, g_task_new (self, NULL, callback, user_data));
}

gboolean
culm_turn_start_finish (CulmTurn *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

gboolean
culm_turn_get_held (CulmTurn *self)
{
  return self->held;
}

void
culm_turn_release (CulmTurn *self)
{
  self->release_later = self->busy;
  if (!self->held || self->busy)
    return;
  if (self->file >= 0)
    flock (self->file, LOCK_UN);
  set_held (self, FALSE);
}

void
culm_turn_stop (CulmTurn *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->busy)
    close_files (self);
  set_held (self, FALSE);
}

void
culm_turn_set_interval (CulmTurn *self, guint interval)
{
  self->interval = interval;
}
