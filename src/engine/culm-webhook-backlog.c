/* culm-webhook-backlog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook-backlog.h"

static const guint waits[] = { 10, 60, 5 * 60, 30 * 60, 2 * 60 * 60 };
#define LONGEST_WAIT (24 * 60 * 60) /* of a Retry-After */

/* What waits for one address. */
typedef struct {
  GQueue deliveries; /* CulmDelivery, oldest first */
  gboolean busy;     /* the first one is on its way */
} Line;

struct _CulmWebhookBacklog {
  GObject parent_instance;
  GHashTable *lines; /* hook → Line */
};

enum { LOST, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmWebhookBacklog, culm_webhook_backlog, G_TYPE_OBJECT)

CulmWebhookVerdict
culm_webhook_judge (guint status)
{
  if (status >= 200 && status < 300)
    return CULM_WEBHOOK_DELIVERED;
  if (status >= 300 && status < 500 && status != 408 && status != 429)
    return CULM_WEBHOOK_REFUSED;
  return CULM_WEBHOOK_AGAIN;
}

guint
culm_webhook_get_wait (guint tries, guint retry_after)
{
  guint step = CLAMP (tries, 1, G_N_ELEMENTS (waits)) - 1;

  return MIN (MAX (waits[step], retry_after), LONGEST_WAIT);
}

static void
free_line (gpointer data)
{
  Line *line = data;

  g_queue_clear_full (&line->deliveries, (GDestroyNotify) culm_delivery_free);
  g_free (line);
}

static void
lose_nth (CulmWebhookBacklog *self, Line *line, guint n)
{
  g_autoptr (CulmDelivery) delivery = g_queue_pop_nth (&line->deliveries, n);

  g_signal_emit (self, signals[LOST], 0, delivery);
}

static void
lose_old (CulmWebhookBacklog *self, Line *line, gint64 now)
{
  const CulmDelivery *first = g_queue_peek_head (&line->deliveries);

  while (first != NULL && !line->busy && first->created < now - CULM_WEBHOOK_MAX_AGE) {
    lose_nth (self, line, 0);
    first = g_queue_peek_head (&line->deliveries);
  }
}

static void
culm_webhook_backlog_finalize (GObject *object)
{
  g_hash_table_unref (CULM_WEBHOOK_BACKLOG (object)->lines);
  G_OBJECT_CLASS (culm_webhook_backlog_parent_class)->finalize (object);
}

static void
culm_webhook_backlog_class_init (CulmWebhookBacklogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_webhook_backlog_finalize;
  signals[LOST] = g_signal_new ("lost", CULM_TYPE_WEBHOOK_BACKLOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_POINTER);
}

static void
culm_webhook_backlog_init (CulmWebhookBacklog *self)
{
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_line);
}

CulmWebhookBacklog *
culm_webhook_backlog_new (void)
{
  return g_object_new (CULM_TYPE_WEBHOOK_BACKLOG, NULL);
}

void
culm_webhook_backlog_add (CulmWebhookBacklog *self, CulmDelivery *delivery, gint64 now)
{
  Line *line = g_hash_table_lookup (self->lines, delivery->hook);

  if (line == NULL) {
    line = g_new0 (Line, 1);
    g_hash_table_insert (self->lines, g_strdup (delivery->hook), line);
  }
  delivery->due = MIN (delivery->due, now + LONGEST_WAIT);
  g_queue_push_tail (&line->deliveries, delivery);
  if (line->deliveries.length > CULM_WEBHOOK_MAX_WAITING)
    lose_nth (self, line, line->busy ? 1 : 0);
}

const CulmDelivery *
culm_webhook_backlog_begin (CulmWebhookBacklog *self, const char *hook, gint64 now)
{
  Line *line = g_hash_table_lookup (self->lines, hook);
  const CulmDelivery *first;

  if (line == NULL || line->busy)
    return NULL;
  lose_old (self, line, now);
  first = g_queue_peek_head (&line->deliveries);
  if (first == NULL || first->due > now)
    return NULL;
  line->busy = TRUE;
  return first;
}

const CulmDelivery *
culm_webhook_backlog_end (CulmWebhookBacklog *self, const char *hook, gint64 number, CulmWebhookVerdict verdict,
                          guint retry_after, gint64 now)
{
  Line *line = g_hash_table_lookup (self->lines, hook);
  CulmDelivery *first = line != NULL ? g_queue_peek_head (&line->deliveries) : NULL;

  if (first == NULL || !line->busy || first->number != number)
    return NULL;
  line->busy = FALSE;
  if (verdict == CULM_WEBHOOK_AGAIN) {
    first->tries++;
    first->due = now + culm_webhook_get_wait (first->tries, retry_after);
    return first;
  }
  culm_delivery_free (g_queue_pop_head (&line->deliveries));
  return NULL;
}

guint
culm_webhook_backlog_count (CulmWebhookBacklog *self, const char *hook)
{
  const Line *line = g_hash_table_lookup (self->lines, hook);

  return line != NULL ? line->deliveries.length : 0;
}

gint64
culm_webhook_backlog_get_due (CulmWebhookBacklog *self, const char *hook)
{
  Line *line = g_hash_table_lookup (self->lines, hook);
  const CulmDelivery *first = line != NULL ? g_queue_peek_head (&line->deliveries) : NULL;

  return first != NULL && !line->busy ? MAX (first->due, 1) : 0;
}

void
culm_webhook_backlog_keep (CulmWebhookBacklog *self, const char *const *hooks)
{
  GHashTableIter iter;
  gpointer hook;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &hook, NULL)) {
    if (!g_strv_contains (hooks, hook))
      g_hash_table_iter_remove (&iter);
  }
}
