/* culm-roster.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-roster.h"
#include "culm-cloud-devices.h"
#include "culm-dialect.h"
#include "culm-printer-feed.h"

#define SAVE_SECONDS 60

/* A printer of this account. */
typedef struct {
  CulmPrinterFeed *feed;
  char *model, *product, *thumbnail;
} Member;

struct _CulmRoster {
  GObject parent_instance;
  char *account;
  CulmRoute route;
  CulmPrinterList *printers;
  CulmCache *cache;
  GSettings *settings;
  CulmMqttSession *session;
  CulmLimiter *limiter;
  CulmPrinter *focus; /* not owned, compared only */
  gboolean focused;   /* nobody but that one is asked */
  double time_scale;
  gboolean seed_by_default;
  GHashTable *members; /* serial → Member */
  GHashTable *topics;  /* topic → CulmPrinterFeed, of the members */
  gint64 saved_at;     /* monotonic µs */
};

enum { PRINTER_ADDED, PRINTER_REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmRoster, culm_roster, G_TYPE_OBJECT)

static void
free_member (gpointer data)
{
  Member *member = data;

  g_object_unref (member->feed);
  g_free (member->model);
  g_free (member->product);
  g_free (member->thumbnail);
  g_free (member);
}

static CulmDialect
get_dialect (CulmRoster *self, const char *serial)
{
  g_autoptr (GVariant) all = self->settings != NULL ? g_settings_get_value (self->settings, "dialects") : NULL;
  const char *name = NULL;
  CulmDialect dialect;

  if (all != NULL && g_variant_lookup (all, serial, "&s", &name) && culm_dialect_find (name, &dialect))
    return dialect;
  return CULM_DIALECT_AUTO;
}

static void
set_dialects (CulmRoster *self)
{
  GHashTableIter iter;
  gpointer serial, member;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &serial, &member))
    culm_printer_feed_set_dialect (((Member *) member)->feed, self->route, get_dialect (self, serial),
                                   self->seed_by_default);
}

/* By the person's wish no vendor hears of it. */
static gboolean
is_barred (CulmRoster *self, Member *member)
{
  return self->route == CULM_ROUTE_CLOUD && culm_printer_feed_get_lan_only (member->feed);
}

static void
join_session (CulmRoster *self, Member *member)
{
  if (self->session == NULL || is_barred (self, member))
    return;
  culm_printer_feed_set_session (member->feed, self->route, self->session);
  culm_mqtt_session_add_topic (self->session, culm_printer_feed_get_topic (member->feed), 0);
}

static void
on_offline_since (CulmPrinter *printer, GParamSpec *pspec G_GNUC_UNUSED, CulmRoster *self)
{
  culm_cache_save_offline_since (self->cache, culm_printer_get_serial (printer),
                                 culm_printer_get_offline_since (printer));
}

/* A job that fails after this was cancelled, also for the next run of the program (state.md, `state`). */
static void
on_run_changed (CulmPrinter *printer, const char *key, CulmRoster *self)
{
  CulmJob *job = culm_printer_get_job (printer);

  if (g_str_equal (key, "stop") && job != NULL)
    culm_cache_save_stopped_task (self->cache, culm_printer_get_serial (printer), culm_job_get_task_id (job));
}

/* Not every printer says by itself whether it obeys: the next run of the program knows what this one saw. */
static void
on_control (CulmPrinter *printer, GParamSpec *pspec G_GNUC_UNUSED, CulmRoster *self)
{
  culm_cache_save_control (self->cache, culm_printer_get_serial (printer), (int) culm_printer_get_control (printer));
}

/* The one that stands in the list already, when it can be reached by this roster's way as well, else a new one's.
 * Returns: (transfer full) (nullable): NULL when another account has this printer. */
static CulmPrinterFeed *
claim_feed (CulmRoster *self, const char *serial)
{
  CulmPrinter *known = culm_printer_list_find (self->printers, serial);
  CulmPrinterFeed *feed = known != NULL ? culm_printer_feed_find (known) : NULL;
  g_autoptr (CulmPrinter) printer = NULL;

  if (known != NULL)
    return feed != NULL && culm_printer_feed_claim (feed, self->route) ? g_object_ref (feed) : NULL;
  printer = culm_printer_new (serial);
  feed = culm_printer_feed_new (printer, self->time_scale);
  culm_printer_feed_claim (feed, self->route);
  return feed;
}

/* Returns: (transfer none) (nullable): NULL when another account has this printer. */
static Member *
add_member (CulmRoster *self, const char *serial)
{
  CulmPrinterFeed *feed = claim_feed (self, serial);
  CulmPrinter *printer;
  Member *member;

  if (feed == NULL)
    return NULL;
  printer = culm_printer_feed_get_printer (feed);
  member = g_new0 (Member, 1);
  member->feed = feed;
  if (self->route == CULM_ROUTE_CLOUD) {
    culm_printer_feed_set_muted (feed, self->focused && self->focus != printer);
    culm_printer_feed_set_limiter (feed, self->limiter);
  }
  g_hash_table_replace (self->members, g_strdup (serial), member);
  g_hash_table_replace (self->topics, g_strdup (culm_printer_feed_get_topic (feed)), feed);
  culm_printer_feed_set_dialect (feed, self->route, get_dialect (self, serial), self->seed_by_default);
  g_signal_connect_object (printer, "notify::offline-since", G_CALLBACK (on_offline_since), self, 0);
  g_signal_connect_object (printer, "run-changed", G_CALLBACK (on_run_changed), self, 0);
  g_signal_connect_object (printer, "notify::control", G_CALLBACK (on_control), self, 0);
  return member;
}

/* Once what is known has been filled in, so that the list sorts it once. */
static void
show_member (CulmRoster *self, Member *member)
{
  CulmPrinter *printer = culm_printer_feed_get_printer (member->feed);

  if (culm_printer_list_find (self->printers, culm_printer_get_serial (printer)) == NULL) {
    culm_printer_list_add (self->printers, printer);
    g_signal_emit (self, signals[PRINTER_ADDED], 0, printer);
  }
  join_session (self, member);
}

static void
leave_session (CulmRoster *self, Member *member)
{
  if (self->session != NULL)
    culm_mqtt_session_remove_topic (self->session, culm_printer_feed_get_topic (member->feed));
  culm_printer_feed_set_session (member->feed, self->route, NULL);
}

static void
remove_member (CulmRoster *self, const char *serial)
{
  Member *member = g_hash_table_lookup (self->members, serial);
  g_autoptr (CulmPrinter) printer = g_object_ref (culm_printer_feed_get_printer (member->feed));
  CulmRoute other = self->route == CULM_ROUTE_LAN ? CULM_ROUTE_CLOUD : CULM_ROUTE_LAN;
  gboolean goes = !culm_printer_feed_is_claimed (member->feed, other);

  if (goes)
    g_signal_emit (self, signals[PRINTER_REMOVED], 0, printer);
  leave_session (self, member);
  culm_printer_feed_release (member->feed, self->route);
  if (self->route == CULM_ROUTE_LAN)
    culm_printer_feed_set_lan_only (member->feed, FALSE);
  g_signal_handlers_disconnect_by_data (printer, self);
  g_hash_table_remove (self->topics, culm_printer_feed_get_topic (member->feed));
  g_hash_table_remove (self->members, serial);
  if (!goes)
    return;
  culm_printer_list_remove (self->printers, printer);
  culm_cache_forget_printer (self->cache, culm_printer_get_serial (printer));
}

/* What the printer calls itself in its network is newer than what the service was told. */
static gboolean
is_named_by_lan (CulmRoster *self, Member *member)
{
  CulmPrinter *printer = culm_printer_feed_get_printer (member->feed);

  return self->route != CULM_ROUTE_LAN && culm_printer_feed_is_claimed (member->feed, CULM_ROUTE_LAN) &&
         !g_str_equal (culm_printer_get_name (printer), culm_printer_get_serial (printer));
}

static void
set_identity (CulmRoster *self, Member *member, const char *name, const char *model, const char *product)
{
  CulmPrinter *printer = culm_printer_feed_get_printer (member->feed);
  g_autoptr (CulmCachedPrinter) cached = culm_cached_printer_new (culm_printer_get_serial (printer), self->account);

  g_free (member->model);
  g_free (member->product);
  member->model = g_strdup (model);
  member->product = g_strdup (product);
  if (is_named_by_lan (self, member))
    return;
  if (name == NULL && self->route == CULM_ROUTE_LAN && culm_printer_get_model (printer) != NULL)
    name = culm_printer_get_name (printer);
  culm_printer_set_identity (printer, name, model, product);
  cached->name = g_strdup (name);
  cached->model = g_strdup (model);
  cached->product = g_strdup (product);
  if (self->route != CULM_ROUTE_LAN && culm_printer_feed_is_claimed (member->feed, CULM_ROUTE_LAN))
    return; /* the cache's row is the other's */
  culm_cache_save_printer (self->cache, cached);
}

static void
take_device (CulmRoster *self, const CulmCloudDevice *device)
{
  Member *member = g_hash_table_lookup (self->members, device->serial);
  gboolean is_new = member == NULL;

  if (is_new && (member = add_member (self, device->serial)) == NULL)
    return;
  set_identity (self, member, device->name, device->model_id, device->product_name);
  g_free (member->thumbnail);
  member->thumbnail = g_strdup (device->thumbnail);
  culm_printer_feed_set_listed_online (member->feed, self->route, device->online);
  if (is_new)
    show_member (self, member);
}

static void
culm_roster_dispose (GObject *object)
{
  CulmRoster *self = CULM_ROSTER (object);
  GHashTableIter iter;
  gpointer member;

  if (self->members != NULL) {
    g_hash_table_iter_init (&iter, self->members);
    while (g_hash_table_iter_next (&iter, NULL, &member))
      culm_printer_feed_release (((Member *) member)->feed, self->route);
  }
  g_clear_pointer (&self->topics, g_hash_table_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->limiter);
  g_clear_object (&self->printers);
  g_clear_object (&self->cache);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (culm_roster_parent_class)->dispose (object);
}

static void
culm_roster_finalize (GObject *object)
{
  g_free (CULM_ROSTER (object)->account);
  G_OBJECT_CLASS (culm_roster_parent_class)->finalize (object);
}

static void
culm_roster_class_init (CulmRosterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_roster_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_roster_finalize;
  signals[PRINTER_ADDED] = g_signal_new ("printer-added", CULM_TYPE_ROSTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, CULM_TYPE_PRINTER);
  signals[PRINTER_REMOVED] = g_signal_new ("printer-removed", CULM_TYPE_ROSTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, CULM_TYPE_PRINTER);
}

static void
culm_roster_init (CulmRoster *self)
{
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_member);
  self->topics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

CulmRoster *
culm_roster_new (const char *account, CulmPrinterList *printers, CulmCache *cache, GSettings *settings,
                 double time_scale)
{
  CulmRoster *self = g_object_new (CULM_TYPE_ROSTER, NULL);

  self->account = g_strdup (account);
  self->route = CULM_ROUTE_CLOUD;
  self->printers = g_object_ref (printers);
  self->cache = g_object_ref (cache);
  self->time_scale = time_scale;
  if (settings != NULL) {
    self->settings = g_object_ref (settings);
    g_signal_connect_object (settings, "changed::dialects", G_CALLBACK (set_dialects), self, G_CONNECT_SWAPPED);
  }
  return self;
}

gboolean
culm_roster_contains (CulmRoster *self, CulmPrinter *printer)
{
  return g_hash_table_contains (self->members, culm_printer_get_serial (printer));
}

const char *
culm_roster_get_thumbnail (CulmRoster *self, CulmPrinter *printer)
{
  Member *member = g_hash_table_lookup (self->members, culm_printer_get_serial (printer));

  return member != NULL ? member->thumbnail : NULL;
}

void
culm_roster_set_focus (CulmRoster *self, CulmPrinter *printer)
{
  GHashTableIter iter;
  gpointer member;

  self->focus = printer;
  self->focused = TRUE;
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &member)) {
    CulmPrinterFeed *feed = ((Member *) member)->feed;

    culm_printer_feed_set_muted (feed, culm_printer_feed_get_printer (feed) != printer);
  }
}

void
culm_roster_set_route (CulmRoster *self, CulmRoute route)
{
  self->route = route;
}

void
culm_roster_set_lan_only (CulmRoster *self, const char *serial, gboolean lan_only)
{
  Member *member = g_hash_table_lookup (self->members, serial);

  if (member == NULL)
    return;
  culm_printer_feed_set_lan_only (member->feed, lan_only);
  if (is_barred (self, member))
    leave_session (self, member);
  else if (self->route == CULM_ROUTE_CLOUD)
    join_session (self, member);
}

void
culm_roster_set_limiter (CulmRoster *self, CulmLimiter *limiter)
{
  g_set_object (&self->limiter, limiter);
}

void
culm_roster_set_seed (CulmRoster *self, gboolean seed_by_default)
{
  self->seed_by_default = seed_by_default;
  set_dialects (self);
}

void
culm_roster_restore (CulmRoster *self, CulmRestored *restored)
{
  const CulmCachedPrinter *cached = restored->cached;
  Member *member = add_member (self, cached->serial);
  CulmPrinter *printer;
  CulmJob *job;

  if (member == NULL)
    return;
  printer = culm_printer_feed_get_printer (member->feed);
  if (culm_printer_list_find (self->printers, cached->serial) != NULL) {
    show_member (self, member);
    return;
  }
  member->model = g_strdup (cached->model);
  member->product = g_strdup (cached->product);
  culm_printer_set_identity (printer, cached->name, cached->model, cached->product);
  culm_printer_set_stale (printer, TRUE);
  culm_printer_set_online (printer, cached->offline_since == 0, cached->offline_since);
  culm_printer_remember_control (printer, (CulmControl) CLAMP (cached->control, 0, CULM_CONTROL_REFUSED));
  if (restored->report != NULL)
    culm_printer_feed_restore (member->feed, &restored->raw, restored->report, cached->report_at);
  job = culm_printer_get_job (printer);
  if (job != NULL && g_strcmp0 (cached->stopped_task, culm_job_get_task_id (job)) == 0)
    culm_printer_note_stop (printer);
  show_member (self, member);
}

void
culm_roster_take_devices (CulmRoster *self, GPtrArray *devices)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer serial;

  for (guint i = 0; i < devices->len; i++) {
    const CulmCloudDevice *device = g_ptr_array_index (devices, i);

    g_hash_table_add (named, device->serial);
    take_device (self, device);
  }
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &serial, NULL))
    if (!g_hash_table_contains (named, serial))
      g_ptr_array_add (gone, g_strdup (serial));
  for (guint i = 0; i < gone->len; i++)
    remove_member (self, g_ptr_array_index (gone, i));
}

void
culm_roster_take_printer (CulmRoster *self, const char *serial, const char *name, const char *model, gboolean online)
{
  CulmCloudDevice device = {
    .serial = (char *) serial, .name = (char *) name, .model_id = (char *) model, .online = online
  };
  g_autoptr (GPtrArray) devices = g_ptr_array_new ();

  g_ptr_array_add (devices, &device);
  culm_roster_take_devices (self, devices);
}

void
culm_roster_drop (CulmRoster *self, const char *serial)
{
  if (g_hash_table_contains (self->members, serial))
    remove_member (self, serial);
}

void
culm_roster_clear (CulmRoster *self)
{
  g_autoptr (GList) serials = g_hash_table_get_keys (self->members);

  for (GList *link = serials; link != NULL; link = link->next) {
    g_autofree char *serial = g_strdup (link->data);

    remove_member (self, serial);
  }
  culm_cache_forget_account (self->cache, self->account);
}

void
culm_roster_set_session (CulmRoster *self, CulmMqttSession *session)
{
  GHashTableIter iter;
  gpointer member;

  g_set_object (&self->session, session);
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &member)) {
    if (session != NULL)
      join_session (self, member);
    else
      culm_printer_feed_set_session (((Member *) member)->feed, self->route, NULL);
  }
}

void
culm_roster_open (CulmRoster *self, const char *topic)
{
  CulmPrinterFeed *feed = g_hash_table_lookup (self->topics, topic);

  if (feed != NULL)
    culm_printer_feed_open (feed, self->route);
}

void
culm_roster_take_message (CulmRoster *self, const char *topic, GBytes *payload)
{
  CulmPrinterFeed *feed = g_hash_table_lookup (self->topics, topic);

  if (feed != NULL)
    culm_printer_feed_take_message (feed, self->route, payload);
}

void
culm_roster_close (CulmRoster *self)
{
  GHashTableIter iter;
  gpointer member;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &member))
    culm_printer_feed_close (((Member *) member)->feed, self->route);
}

void
culm_roster_tick (CulmRoster *self)
{
  g_autoptr (GList) members = g_hash_table_get_values (self->members);

  for (GList *link = members; link != NULL; link = link->next)
    culm_printer_feed_tick (((Member *) link->data)->feed, self->route);
  if (g_get_monotonic_time () - self->saved_at >= SAVE_SECONDS * G_USEC_PER_SEC)
    culm_roster_save (self);
}

void
culm_roster_save (CulmRoster *self)
{
  GHashTableIter iter;
  gpointer serial, value;

  self->saved_at = g_get_monotonic_time ();
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &serial, &value)) {
    CulmPrinterFeed *feed = ((Member *) value)->feed;
    g_autoptr (GBytes) bytes = NULL;
    gint64 at;

    if (!culm_printer_feed_is_dirty (feed))
      continue;
    bytes = culm_printer_feed_save (feed, &at);
    if (bytes != NULL)
      culm_cache_save_report (self->cache, serial, bytes, at);
  }
}
