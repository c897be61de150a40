/* culm-fault-library.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-file.h"
#include "culm-fault-library-private.h"
#include "culm-fault-table.h"
#include "culm-lan-printer.h"
#include "culm-log.h"
#include "culm-privacy.h"

#define KEY "fault-texts"
#define ASK "ask"
#define ALWAYS "always"
#define NEVER "never"
#define WEEK (7 * 24 * 3600) /* s */
#define RETRY 3600           /* s */

struct _CulmFaultLibrary {
  GObject parent_instance;
  GSettings *settings;
  GListModel *printers, *lan; /* nullable */
  CulmCloudClient *client;
  GCancellable *stop;
  CulmFaultBook *book;
  char *language;
  gint64 tried; /* unix seconds, of the last attempt to fetch */
  gboolean loading, loaded, fetching, needed, asking;
};

typedef enum { PROP_ASKING = 1 } CulmFaultLibraryProp;
static GParamSpec *props[PROP_ASKING + 1];
enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmFaultLibrary, culm_fault_library, G_TYPE_OBJECT)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
has_said (CulmFaultLibrary *self, const char *answer)
{
  g_autofree char *said = self->settings != NULL ? g_settings_get_string (self->settings, KEY) : g_strdup (NEVER);

  return g_str_equal (said, answer);
}

/* A clock that was put back makes a book from the future: as good as an old one. */
static gboolean
is_due (CulmFaultLibrary *self, gint64 now)
{
  gint64 age = self->book != NULL ? now - culm_fault_book_get_fetched (self->book) : G_MAXINT64;

  return age < 0 || age > WEEK;
}

/* A person who keeps every printer off the cloud wants nothing told to the vendor. */
static gboolean
is_private (CulmFaultLibrary *self)
{
  return self->printers != NULL && culm_privacy_is_wanted (self->printers, self->lan);
}

static void
use_book (CulmFaultLibrary *self, CulmFaultBook *book)
{
  g_clear_pointer (&self->book, culm_fault_book_unref);
  self->book = book;
  culm_fault_use_book (book);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_asking (CulmFaultLibrary *self, gboolean asking)
{
  if (self->asking == asking)
    return;
  self->asking = asking;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ASKING]);
}

static void
save_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!culm_fault_file_save_finish (result, &error))
    culm_info ("The fault texts could not be kept: %s", error->message);
}

static void
fetch_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmFaultLibrary) self = user_data;
  g_autoptr (GError) error = NULL;
  CulmFaultBook *book = culm_fault_table_fetch_finish (CULM_CLOUD_CLIENT (client), result, &error);

  self->fetching = FALSE;
  if (book == NULL) {
    culm_info ("The fault texts could not be fetched: %s", error->message);
    return;
  }
  culm_fault_file_save_async (book, NULL, save_cb, NULL);
  use_book (self, book);
}

/* Does what is due: asks, fetches, or nothing. */
static void
decide (CulmFaultLibrary *self)
{
  gint64 now = get_now ();
  gboolean wanted = self->loaded && self->client != NULL && (self->needed || self->book != NULL) &&
                    is_due (self, now) && !is_private (self);

  set_asking (self, wanted && has_said (self, ASK));
  if (!wanted || !has_said (self, ALWAYS) || self->fetching || (now >= self->tried && now - self->tried < RETRY))
    return;
  self->fetching = TRUE;
  self->tried = now;
  culm_fault_table_fetch_async (self->client, self->language, self->stop, fetch_cb, g_object_ref (self));
}

static void
load_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmFaultLibrary) self = user_data;
  g_autoptr (GError) error = NULL;
  CulmFaultBook *book = culm_fault_file_load_finish (result, &error);

  if (g_cancellable_is_cancelled (self->stop)) {
    g_clear_pointer (&book, culm_fault_book_unref);
    return;
  }
  self->loaded = TRUE;
  if (book != NULL)
    use_book (self, book);
  else
    culm_debug ("No fault texts were kept: %s", error->message);
  decide (self);
}

static gboolean
lacks_text (CulmPrinter *printer)
{
  CulmFault *error = culm_printer_get_error (printer);
  GListModel *hms = culm_printer_get_hms (printer);
  gboolean lacks = error != NULL && !culm_fault_has_own_text (error);

  for (guint i = 0; !lacks && i < g_list_model_get_n_items (hms); i++) {
    g_autoptr (CulmFault) fault = g_list_model_get_item (hms, i);

    lacks = !culm_fault_has_own_text (fault);
  }
  return lacks;
}

static void
culm_fault_library_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmFaultLibraryProp) id) {
  case PROP_ASKING: g_value_set_boolean (value, CULM_FAULT_LIBRARY (object)->asking); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_fault_library_dispose (GObject *object)
{
  CulmFaultLibrary *self = CULM_FAULT_LIBRARY (object);

  culm_fault_library_stop (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->printers);
  g_clear_object (&self->lan);
  if (self->book != NULL)
    culm_fault_use_book (NULL);
  g_clear_pointer (&self->book, culm_fault_book_unref);
  G_OBJECT_CLASS (culm_fault_library_parent_class)->dispose (object);
}

static void
culm_fault_library_finalize (GObject *object)
{
  CulmFaultLibrary *self = CULM_FAULT_LIBRARY (object);

  g_object_unref (self->stop);
  g_free (self->language);
  G_OBJECT_CLASS (culm_fault_library_parent_class)->finalize (object);
}

static void
culm_fault_library_class_init (CulmFaultLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culm_fault_library_get_property;
  object_class->dispose = culm_fault_library_dispose;
  object_class->finalize = culm_fault_library_finalize;
  props[PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[CHANGED] =
      g_signal_new ("changed", CULM_TYPE_FAULT_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_fault_library_init (CulmFaultLibrary *self)
{
  self->stop = g_cancellable_new ();
  self->language = culm_fault_library_choose_language (g_get_language_names ());
  self->tried = -RETRY;
}

CulmFaultLibrary *
culm_fault_library_new (GSettings *settings)
{
  CulmFaultLibrary *self = g_object_new (CULM_TYPE_FAULT_LIBRARY, NULL);

  if (settings != NULL) {
    self->settings = g_object_ref (settings);
    g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (decide), self, G_CONNECT_SWAPPED);
  }
  return self;
}

void
culm_fault_library_set_printers (CulmFaultLibrary *self, GListModel *printers, GListModel *lan)
{
  g_set_object (&self->printers, printers);
  g_set_object (&self->lan, lan);
  decide (self);
}

void
culm_fault_library_start (CulmFaultLibrary *self)
{
  if (self->loading || self->loaded)
    return;
  self->loading = TRUE;
  culm_fault_file_load_async (self->language, NULL, load_cb, g_object_ref (self));
}

void
culm_fault_library_stop (CulmFaultLibrary *self)
{
  g_cancellable_cancel (self->stop);
  g_clear_object (&self->client);
}

void
culm_fault_library_set_client (CulmFaultLibrary *self, CulmCloudClient *client)
{
  if (!g_cancellable_is_cancelled (self->stop) && g_set_object (&self->client, client))
    decide (self);
}

void
culm_fault_library_look (CulmFaultLibrary *self, CulmPrinter *printer)
{
  if (!lacks_text (printer))
    return;
  self->needed = TRUE;
  decide (self);
}

char *
culm_fault_library_choose_language (const char *const *names)
{
  const char *first = names[0] != NULL ? names[0] : "";

  if (g_ascii_isalpha (first[0]) && g_ascii_isalpha (first[1]) && !g_ascii_isalpha (first[2]))
    return g_ascii_strdown (first, 2);
  return g_strdup ("en"); /* "C", "POSIX" */
}

gboolean
culm_fault_library_get_asking (CulmFaultLibrary *self)
{
  g_return_val_if_fail (CULM_IS_FAULT_LIBRARY (self), FALSE);
  return self->asking;
}

void
culm_fault_library_answer (CulmFaultLibrary *self, gboolean allow)
{
  g_return_if_fail (CULM_IS_FAULT_LIBRARY (self));
  self->tried = -RETRY;
  if (self->settings != NULL)
    g_settings_set_string (self->settings, KEY, allow ? ALWAYS : NEVER);
  decide (self);
}
