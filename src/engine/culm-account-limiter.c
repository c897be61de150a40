/* culm-account-limiter.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-account-limiter.h"
#include "culm-error.h"
#include "culm-limits-private.h"

/* Of 100 messages a minute. */
#define QUESTION_RESERVE 50
#define SETTING_RESERVE 10
/* So little is waited for by every request: nobody has to hear of it. */
#define GRACE G_USEC_PER_SEC
/* Other programs take and give, too, and a machine may sleep: no wait is trusted for longer. */
#define LONGEST_NAP (30 * G_USEC_PER_SEC)

struct _CulmAccountLimiter {
  GObject parent_instance;
  CulmLimits *limits; /* weak: when they are gone nothing is limited */
  char *account;
  GPtrArray *waits; /* GTask, those who ask first in front */
  gint64 paused;    /* until, by this program's own guess: unix µs */
  gint64 announced; /* until when the world was told that something waits */
  GSource *alarm;
};

/* One who asks; the data of its task. */
typedef struct {
  CulmLimit limit;
  char *key;
  guint count;
  CulmNeed need;
  gboolean asking;    /* the store is looking */
  gint64 ready_at;    /* unix µs; 0: not looked at yet */
  CulmLimit obstacle; /* what is in the way */
  gulong cancelled;
} Wait;

enum { WAITING, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
free_wait (gpointer data)
{
  Wait *wait = data;

  g_free (wait->key);
  g_free (wait);
}

static gboolean
is_shown (const Wait *wait)
{
  return wait->ready_at > 0 && wait->limit != CULM_LIMIT_MESSAGES && wait->limit != CULM_LIMIT_UPLOADS;
}

/* Tells until when the last of the requests that are held up has to wait. */
static void
announce (CulmAccountLimiter *self)
{
  CulmLimit limit = CULM_LIMIT_REQUESTS;
  gint64 until = 0;

  for (guint i = 0; i < self->waits->len; i++) {
    const Wait *wait = g_task_get_task_data (g_ptr_array_index (self->waits, i));

    if (is_shown (wait) && wait->ready_at > until) {
      until = wait->ready_at;
      limit = wait->obstacle;
    }
  }
  if (self->announced == until)
    return;
  self->announced = until;
  g_signal_emit (self, signals[WAITING], 0, (int) limit, until);
}

/* Takes it out of the row. Returns: (transfer full) the task. */
static GTask *
leave (CulmAccountLimiter *self, GTask *task)
{
  Wait *wait = g_task_get_task_data (task);
  GTask *held = g_object_ref (task);

  g_ptr_array_remove (self->waits, task);
  if (wait->cancelled != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), wait->cancelled);
  wait->cancelled = 0;
  announce (self);
  return held;
}

/* Sets the alarm for the first who may go on. */
static void
set_alarm (CulmAccountLimiter *self)
{
  gint64 now = culm_limits_get_time (self->limits), first = G_MAXINT64;

  for (guint i = 0; i < self->waits->len; i++) {
    const Wait *wait = g_task_get_task_data (g_ptr_array_index (self->waits, i));

    if (!wait->asking)
      first = MIN (first, wait->ready_at);
  }
  g_source_set_ready_time (self->alarm,
                           first == G_MAXINT64 ? -1 : g_get_monotonic_time () + CLAMP (first - now, 0, LONGEST_NAP));
}

/* Takes the task. */
static void
end_cancelled (GTask *task)
{
  GError *error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_CANCELLED, "Cancelled before its turn");

  culm_error_set_err (error, "ERR_CANCELED");
  g_task_return_error (task, error);
  g_object_unref (task);
}

static gboolean
may_wait (CulmAccountLimiter *self, const Wait *wait, gint64 microseconds)
{
  /* A setting that comes late is not what was asked for. */
  if (wait->limit == CULM_LIMIT_MESSAGES)
    return wait->need == CULM_NEED_QUESTION;
  if (microseconds <= GRACE)
    return TRUE;
  return wait->limit != CULM_LIMIT_UPLOADS &&
         culm_limits_get_patient (self->limits); /* those have a row of their own */
}

static guint
choose_reserve (const Wait *wait)
{
  if (wait->limit != CULM_LIMIT_MESSAGES)
    return 0;
  return wait->need == CULM_NEED_QUESTION ? QUESTION_RESERVE : SETTING_RESERVE;
}

/* It cannot go on before `ready_at`: it waits, or ends. */
static void
hold_up (CulmAccountLimiter *self, GTask *task, CulmLimit obstacle, gint64 ready_at)
{
  Wait *wait = g_task_get_task_data (task);
  gint64 left = ready_at - culm_limits_get_time (self->limits);
  g_autoptr (GTask) ended = NULL;

  if (may_wait (self, wait, left)) {
    wait->ready_at = ready_at;
    wait->obstacle = obstacle;
    announce (self);
    set_alarm (self);
  } else {
    ended = leave (self, task);
    g_task_return_error (ended, culm_limit_error_new (obstacle, left));
  }
}

static gboolean
is_paused (CulmAccountLimiter *self, const Wait *wait)
{
  return wait->need != CULM_NEED_URGENT && wait->limit != CULM_LIMIT_MESSAGES &&
         self->paused > culm_limits_get_time (self->limits);
}

/* `done` is take_cb(). */
static void
ask_store (CulmAccountLimiter *self, GTask *task, GAsyncReadyCallback done)
{
  Wait *wait = g_task_get_task_data (task);
  CulmLimitTake take = { .account = self->account,
                         .limit = wait->limit,
                         .key = wait->key,
                         .count = wait->count,
                         .reserve = choose_reserve (wait),
                         .anyway = wait->need == CULM_NEED_URGENT,
                         .now = culm_limits_get_time (self->limits) };

  if (is_paused (self, wait)) {
    hold_up (self, task, CULM_LIMIT_PAUSE, self->paused);
    return;
  }
  wait->asking = TRUE;
  culm_limit_store_take_async (culm_limits_get_store (self->limits), &take, done, g_object_ref (task));
}

static void
take_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmAccountLimiter *self = g_task_get_source_object (task);
  Wait *wait = g_task_get_task_data (task);
  g_autoptr (GTask) ended = NULL;
  CulmLimit obstacle;
  gint64 ready_at = culm_limit_store_take_finish (result, &obstacle);

  wait->asking = FALSE;
  if (!g_ptr_array_find (self->waits, task, NULL))
    return; /* cancelled meanwhile */
  if (ready_at > 0 && self->limits != NULL) {
    hold_up (self, task, obstacle, ready_at);
    return;
  }
  ended = leave (self, task);
  g_task_return_boolean (ended, TRUE);
}

/* Those whose time has come ask again. */
static void
wake (CulmAccountLimiter *self)
{
  gint64 now = culm_limits_get_time (self->limits);
  g_autoptr (GPtrArray) ready = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->waits->len; i++) {
    GTask *task = g_ptr_array_index (self->waits, i);
    const Wait *wait = g_task_get_task_data (task);

    if (!wait->asking && wait->ready_at <= now)
      g_ptr_array_add (ready, g_object_ref (task));
  }
  for (guint i = 0; i < ready->len; i++) {
    if (g_ptr_array_find (self->waits, ready->pdata[i], NULL))
      ask_store (self, ready->pdata[i], take_cb);
  }
  set_alarm (self);
}

static gboolean
on_alarm (gpointer data)
{
  CulmAccountLimiter *self = data;

  if (self->limits != NULL)
    wake (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_alarm (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, GTask *task)
{
  end_cancelled (leave (g_task_get_source_object (task), task));
}

static void
culm_account_limiter_take_async (CulmLimiter *limiter, CulmLimit limit, const char *key, guint count, CulmNeed need,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CulmAccountLimiter *self = CULM_ACCOUNT_LIMITER (limiter);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Wait *wait = g_new0 (Wait, 1);

  wait->limit = limit;
  wait->key = g_strdup (key);
  wait->count = count;
  wait->need = need;
  g_task_set_source_tag (task, culm_account_limiter_take_async);
  g_task_set_task_data (task, wait, free_wait);
  g_task_set_check_cancellable (task, FALSE); /* it is said in our words */
  if (self->limits == NULL) {
    g_task_return_boolean (task, TRUE);
  } else if (g_cancellable_is_cancelled (cancellable)) {
    end_cancelled (g_steal_pointer (&task));
  } else {
    if (cancellable != NULL)
      wait->cancelled = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), task);
    g_ptr_array_add (self->waits, g_object_ref (task));
    ask_store (self, task, take_cb);
  }
}

static gboolean
culm_account_limiter_take_finish (CulmLimiter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
culm_account_limiter_pause (CulmLimiter *limiter, guint seconds, gboolean said)
{
  CulmAccountLimiter *self = CULM_ACCOUNT_LIMITER (limiter);
  gint64 until;

  if (self->limits == NULL)
    return;
  until = culm_limits_get_time (self->limits) + seconds * (gint64) G_USEC_PER_SEC;
  self->paused = MAX (self->paused, until);
  if (said)
    culm_limit_store_pause (culm_limits_get_store (self->limits), self->account, until);
}

static void
culm_account_limiter_iface_init (CulmLimiterInterface *iface)
{
  iface->take_async = culm_account_limiter_take_async;
  iface->take_finish = culm_account_limiter_take_finish;
  iface->pause = culm_account_limiter_pause;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmAccountLimiter, culm_account_limiter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULM_TYPE_LIMITER, culm_account_limiter_iface_init))

static void
culm_account_limiter_dispose (GObject *object)
{
  CulmAccountLimiter *self = CULM_ACCOUNT_LIMITER (object);

  g_clear_weak_pointer (&self->limits);
  if (self->alarm != NULL)
    g_source_destroy (self->alarm);
  g_clear_pointer (&self->alarm, g_source_unref);
  G_OBJECT_CLASS (culm_account_limiter_parent_class)->dispose (object);
}

static void
culm_account_limiter_finalize (GObject *object)
{
  CulmAccountLimiter *self = CULM_ACCOUNT_LIMITER (object);

  g_ptr_array_unref (self->waits);
  g_free (self->account);
  G_OBJECT_CLASS (culm_account_limiter_parent_class)->finalize (object);
}

static void
culm_account_limiter_class_init (CulmAccountLimiterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_account_limiter_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_account_limiter_finalize;
  signals[WAITING] = g_signal_new ("waiting", CULM_TYPE_ACCOUNT_LIMITER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT64);
}

static void
culm_account_limiter_init (CulmAccountLimiter *self)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_alarm };

  self->waits = g_ptr_array_new_with_free_func (g_object_unref);
  self->alarm = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (self->alarm, on_alarm, self, NULL);
  g_source_attach (self->alarm, g_main_context_get_thread_default ());
}

CulmAccountLimiter *
culm_account_limiter_new (CulmLimits *limits, const char *account)
{
  CulmAccountLimiter *self = g_object_new (CULM_TYPE_ACCOUNT_LIMITER, NULL);

  g_set_weak_pointer (&self->limits, limits);
  self->account = g_strdup (account);
  return self;
}

void
culm_account_limiter_wake (CulmAccountLimiter *self)
{
  wake (self);
}

void
culm_account_limiter_stop (CulmAccountLimiter *self)
{
  while (self->waits->len > 0)
    end_cancelled (leave (self, g_ptr_array_index (self->waits, 0)));
}
