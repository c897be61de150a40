/* culm-lan-names.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-names.h"

#define CULM_TYPE_LAN_NAMES (culm_lan_names_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanNames, culm_lan_names, CULM, LAN_NAMES, GResolver)

struct _CulmLanNames {
  GResolver parent_instance;
  GResolver *other; /* who knows everything else */
  GMutex mutex;
  GPtrArray *held; /* CulmLanTarget */
};

G_DEFINE_FINAL_TYPE (CulmLanNames, culm_lan_names, G_TYPE_RESOLVER)

/* Returns: (transfer full): the host of the printer of this name, or the name. */
static char *
find_host (CulmLanNames *self, const char *name)
{
  const char *host = name;
  char *found;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->held->len; i++) {
    const CulmLanTarget *target = g_ptr_array_index (self->held, i);

    if (g_ascii_strcasecmp (target->serial, name) == 0)
      host = target->host;
  }
  found = g_strdup (host);
  g_mutex_unlock (&self->mutex);
  return found;
}

/* A number is no question for the other one. Returns: (nullable): of GInetAddress. */
static GList *
read_number (const char *host)
{
  GInetAddress *address = g_inet_address_new_from_string (host);

  return address != NULL ? g_list_prepend (NULL, address) : NULL;
}

static GList *
culm_lan_names_lookup_by_name_with_flags (GResolver *resolver, const char *name, GResolverNameLookupFlags flags,
                                          GCancellable *cancellable, GError **error)
{
  CulmLanNames *self = CULM_LAN_NAMES (resolver);
  g_autofree char *host = find_host (self, name);
  GList *number = read_number (host);

  return number != NULL ? number : g_resolver_lookup_by_name_with_flags (self->other, host, flags, cancellable, error);
}

static GList *
culm_lan_names_lookup_by_name (GResolver *resolver, const char *name, GCancellable *cancellable, GError **error)
{
  return culm_lan_names_lookup_by_name_with_flags (resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable,
                                                   error);
}

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
lookup_cb (GObject *other, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *addresses = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (other), result, &error);

  if (error == NULL)
    g_task_return_pointer (task, addresses, free_addresses);
  else
    g_task_return_error (task, error);
}

static void
culm_lan_names_lookup_by_name_with_flags_async (GResolver *resolver, const char *name, GResolverNameLookupFlags flags,
                                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                                gpointer user_data)
{
  CulmLanNames *self = CULM_LAN_NAMES (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *host = find_host (self, name);
  GList *number = read_number (host);

  if (number != NULL)
    g_task_return_pointer (task, number, free_addresses);
  else
    g_resolver_lookup_by_name_with_flags_async (self->other, host, flags, cancellable, lookup_cb,
                                                g_steal_pointer (&task));
}

static void
culm_lan_names_lookup_by_name_async (GResolver *resolver, const char *name, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  culm_lan_names_lookup_by_name_with_flags_async (resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable,
                                                  callback, user_data);
}

static GList *
culm_lan_names_lookup_by_name_finish (GResolver *resolver G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
culm_lan_names_lookup_by_address (GResolver *resolver, GInetAddress *address, GCancellable *cancellable, GError **error)
{
  return g_resolver_lookup_by_address (CULM_LAN_NAMES (resolver)->other, address, cancellable, error);
}

static void
culm_lan_names_lookup_by_address_async (GResolver *resolver, GInetAddress *address, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_resolver_lookup_by_address_async (CULM_LAN_NAMES (resolver)->other, address, cancellable, callback, user_data);
}

static char *
culm_lan_names_lookup_by_address_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_resolver_lookup_by_address_finish (CULM_LAN_NAMES (resolver)->other, result, error);
}

static GList *
culm_lan_names_lookup_records (GResolver *resolver, const char *name, GResolverRecordType type,
                               GCancellable *cancellable, GError **error)
{
  return g_resolver_lookup_records (CULM_LAN_NAMES (resolver)->other, name, type, cancellable, error);
}

static void
culm_lan_names_lookup_records_async (GResolver *resolver, const char *name, GResolverRecordType type,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_resolver_lookup_records_async (CULM_LAN_NAMES (resolver)->other, name, type, cancellable, callback, user_data);
}

static GList *
culm_lan_names_lookup_records_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_resolver_lookup_records_finish (CULM_LAN_NAMES (resolver)->other, result, error);
}

static void
culm_lan_names_finalize (GObject *object)
{
  CulmLanNames *self = CULM_LAN_NAMES (object);

  g_object_unref (self->other);
  g_ptr_array_unref (self->held);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (culm_lan_names_parent_class)->finalize (object);
}

static void
culm_lan_names_class_init (CulmLanNamesClass *klass)
{
  GResolverClass *resolver = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culm_lan_names_finalize;
  resolver->lookup_by_name = culm_lan_names_lookup_by_name;
  resolver->lookup_by_name_async = culm_lan_names_lookup_by_name_async;
  resolver->lookup_by_name_finish = culm_lan_names_lookup_by_name_finish;
  resolver->lookup_by_name_with_flags = culm_lan_names_lookup_by_name_with_flags;
  resolver->lookup_by_name_with_flags_async = culm_lan_names_lookup_by_name_with_flags_async;
  resolver->lookup_by_name_with_flags_finish = culm_lan_names_lookup_by_name_finish;
  resolver->lookup_by_address = culm_lan_names_lookup_by_address;
  resolver->lookup_by_address_async = culm_lan_names_lookup_by_address_async;
  resolver->lookup_by_address_finish = culm_lan_names_lookup_by_address_finish;
  resolver->lookup_records = culm_lan_names_lookup_records;
  resolver->lookup_records_async = culm_lan_names_lookup_records_async;
  resolver->lookup_records_finish = culm_lan_names_lookup_records_finish;
}

static void
culm_lan_names_init (CulmLanNames *self)
{
  self->other = g_resolver_get_default ();
  self->held = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
}

static gpointer
install (gpointer data G_GNUC_UNUSED)
{
  CulmLanNames *self = g_object_new (CULM_TYPE_LAN_NAMES, NULL);

  g_resolver_set_default (G_RESOLVER (self));
  return self; /* for as long as the program lives */
}

static CulmLanNames *
get_names (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, install, NULL);
}

void
culm_lan_names_prepare (void)
{
  get_names ();
}

void
culm_lan_names_hold (const CulmLanTarget *target)
{
  CulmLanNames *self = get_names ();

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->held, (gpointer) target);
  g_mutex_unlock (&self->mutex);
}

void
culm_lan_names_release (const CulmLanTarget *target)
{
  CulmLanNames *self = get_names ();

  g_mutex_lock (&self->mutex);
  g_ptr_array_remove (self->held, (gpointer) target);
  g_mutex_unlock (&self->mutex);
}
