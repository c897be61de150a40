/* culm-application.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-application.h"
#include "culm-about.h"
#include "culm-engine-files.h"
#include "culm-engine.h"
#include "culm-farm.h"
#include "culm-log.h"
#include "culm-notifier.h"
#include "culm-preferences-window.h"
#include "culm-profile.h"
#include "culm-shortcuts.h"
#include "culm-text-error.h"
#include "culm-ui.h"
#include "culm-window.h"
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* When the start is over, in seconds after the engine's. */
#define LAST_WORD 1000 /* ms that printers have to forget half a file */
#define SETTLED 5

struct _CulmApplication {
  AdwApplication parent_instance;
  char *profile;
  gboolean with_demo; /* --demo */
  char *farm_file;    /* --farm */
  CulmEngine *engine;
  CulmNotifier *notifier;
  CulmFarm *farm;
  CulmDemo *demo;
  GCancellable *cancellable;
  GListStore *files; /* to be uploaded once the engine is ready */
  guint signals[2];
};

G_DEFINE_FINAL_TYPE (CulmApplication, culm_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { .long_name = "profile",
    .arg = G_OPTION_ARG_STRING,
    .description = N_ ("Settings, cache, history and secrets of their own"),
    .arg_description = N_ ("NAME") },
  { .long_name = "demo", .arg = G_OPTION_ARG_NONE, .description = N_ ("Open on a farm of virtual printers") },
  { .long_name = "farm",
    .flags = G_OPTION_FLAG_HIDDEN,
    .arg = G_OPTION_ARG_FILENAME,
    .description = N_ ("Offer the farm whose ready line is in this file"),
    .arg_description = N_ ("FILE") },
  { .long_name = "version", .arg = G_OPTION_ARG_NONE, .description = N_ ("Print the version and end") },
  { NULL },
};

static CulmWindow *
find_window (CulmApplication *self)
{
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self)); window != NULL; window = window->next) {
    if (CULM_IS_WINDOW (window->data))
      return window->data;
  }
  return NULL;
}

static void
take_files (CulmApplication *self)
{
  CulmWindow *window = find_window (self);

  if (window == NULL || self->engine == NULL || !culm_engine_get_ready (self->engine) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->files)) == 0)
    return;
  culm_window_upload (window, G_LIST_MODEL (self->files));
  g_list_store_remove_all (self->files);
}

/* Half of the heap is free by then, and would stay with us: trust anchors as text, parsed templates, frames. */
static gboolean
on_settled (gpointer user_data G_GNUC_UNUSED)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  return G_SOURCE_REMOVE;
}

static void
send_webhooks_cb (GObject *webhooks, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!culm_webhooks_send_finish (CULM_WEBHOOKS (webhooks), result, &error))
    culm_info ("Webhooks are not told of events: %s", error->message);
}

static void
start_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!culm_engine_start_finish (CULM_ENGINE (engine), result, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return;
    culm_message ("The engine did not start: %s", error->message);
    if (find_window (self) != NULL)
      culm_window_tell (find_window (self), _ ("The keyring cannot be used. Sign-ins are not kept."));
  } else {
    culm_webhooks_send_async (culm_engine_get_webhooks (self->engine), TRUE, self->cancellable, send_webhooks_cb, NULL);
  }
  if (self->with_demo && self->demo != NULL && find_window (self) != NULL)
    culm_window_run_demo (find_window (self));
  take_files (self);
  g_timeout_add_seconds_full (G_PRIORITY_LOW, SETTLED, on_settled, NULL, NULL);
}

static void
present_window (CulmApplication *self)
{
  GtkWidget *window = (GtkWidget *) find_window (self);

  if (self->engine == NULL)
    return; /* the farm is not ready yet: the window comes with it */
  if (window == NULL) {
    window = culm_window_new (GTK_APPLICATION (self), self->engine);
    culm_window_set_demo (CULM_WINDOW (window), self->demo);
  }
  gtk_window_present (GTK_WINDOW (window));
  take_files (self);
}

static void
start_engine (CulmApplication *self)
{
  self->engine = culm_engine_new (self->profile);
  if (self->with_demo)
    culm_profile_reset (culm_engine_get_settings (self->engine));
  self->notifier = culm_notifier_new (G_APPLICATION (self), self->engine);
  culm_engine_start_async (self->engine, self->cancellable, start_cb, g_object_ref (self));
}

static void
farm_cb (GObject *farm, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *ca = NULL;

  self->demo = culm_farm_start_finish (CULM_FARM (farm), result, &ca, &error);
  if (self->demo == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->demo != NULL)
    g_setenv ("CULM_CA_FILE", ca, TRUE);
  else
    culm_message ("The virtual printers did not start: %s", error->message);
  start_engine (self);
  present_window (self);
  if (self->demo == NULL)
    culm_window_tell (find_window (self), _ ("The virtual printers could not be started. Is culm-sim installed?"));
  g_application_release (G_APPLICATION (self));
}

static void
read_farm_file (CulmApplication *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *ca = NULL;

  if (g_file_get_contents (self->farm_file, &line, NULL, &error))
    self->demo = culm_farm_parse (line, &ca, &error);
  if (self->demo == NULL)
    culm_message ("%s: %s", self->farm_file, error->message);
  else
    g_setenv ("CULM_CA_FILE", ca, FALSE);
}

static void
on_quit (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmWindow *window = find_window (user_data);

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (user_data);
}

static void
on_preferences (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmApplication *self = user_data;
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  GtkWidget *window;

  if (self->engine == NULL)
    return;
  window = culm_preferences_window_new (parent, culm_engine_get_settings (self->engine));
  culm_preferences_window_add_roots (CULM_PREFERENCES_WINDOW (window), self->engine);
  culm_preferences_window_add_webhooks (CULM_PREFERENCES_WINDOW (window), culm_engine_get_webhooks (self->engine));
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_about (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (culm_about_new (gtk_application_get_active_window (user_data))));
}

static void
on_shortcuts (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmWindow *window = find_window (user_data);

  if (window != NULL)
    culm_shortcuts_present (GTK_APPLICATION_WINDOW (window));
}

/* With a farm at hand the demo is a sign-in; else it is a program of its own, with its own profile. */
static void
on_demo (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmApplication *self = user_data;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  if (self->demo != NULL) {
    culm_window_run_demo (find_window (self));
    return;
  }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program != NULL ? program : "culm", "--demo", NULL);
  if (process == NULL)
    culm_window_tell (find_window (self), _ ("The demo could not be started."));
}

static void
on_show_printer (GSimpleAction *action G_GNUC_UNUSED, GVariant *serial, gpointer user_data)
{
  g_application_activate (user_data);
  if (find_window (user_data) != NULL)
    culm_window_show_printer (find_window (user_data), g_variant_get_string (serial, NULL));
}

/* What the launcher offers, also before there is a window: the window's action of the same name. */
static void
on_window_action (GSimpleAction *action, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmWindow *window;

  g_application_activate (user_data);
  window = find_window (user_data);
  if (window != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (window), g_action_get_name (G_ACTION (action)), NULL);
}

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (culm_printer_send_finish (CULM_PRINTER (printer), result, &error))
    return;
  sentence = culm_text_command_error (error);
  if (sentence != NULL && find_window (self) != NULL)
    culm_window_tell (find_window (self), sentence);
}

static void
send_command (CulmApplication *self, GVariant *serial, CulmCommand *command)
{
  CulmPrinter *printer =
      self->engine != NULL ? culm_engine_find_printer (self->engine, g_variant_get_string (serial, NULL)) : NULL;

  if (printer != NULL)
    culm_printer_send_async (printer, command, NULL, send_cb, g_object_ref (self));
}

static void
on_pause (GSimpleAction *action G_GNUC_UNUSED, GVariant *serial, gpointer user_data)
{
  g_autoptr (CulmCommand) command = culm_command_new_pause ();

  send_command (user_data, serial, command);
}

static void
on_resume (GSimpleAction *action G_GNUC_UNUSED, GVariant *serial, gpointer user_data)
{
  g_autoptr (CulmCommand) command = culm_command_new_resume ();

  send_command (user_data, serial, command);
}

static const GActionEntry entries[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "preferences", .activate = on_preferences },
  { .name = "about", .activate = on_about },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "demo", .activate = on_demo },
  { .name = "upload", .activate = on_window_action },
  { .name = "add-printer", .activate = on_window_action },
  { .name = "show-printer", .activate = on_show_printer, .parameter_type = "s" },
  { .name = "pause", .activate = on_pause, .parameter_type = "s" },
  { .name = "resume", .activate = on_resume, .parameter_type = "s" },
};

static void
set_accelerators (GtkApplication *application)
{
  static const struct {
    const char *action, *keys[3];
  } accelerators[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "win.search", { "<Control>f" } },
    { "win.upload", { "<Control>o" } },
    { "win.refresh", { "<Control>r", "F5" } },
    { "win.back", { "<Alt>Left" } },
    { "win.show-printer('')", { "<Alt>Home" } },
    { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action, accelerators[i].keys);
}

static gboolean
on_terminated (gpointer user_data)
{
  g_application_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static int
culm_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  CulmApplication *self = CULM_APPLICATION (application);
  g_autofree char *id = NULL;

  if (g_variant_dict_contains (given, "version")) {
    g_print ("culm %s\n", PACKAGE_VERSION);
    return 0;
  }
  self->with_demo = g_variant_dict_contains (given, "demo");
  g_variant_dict_lookup (given, "farm", "^ay", &self->farm_file);
  if (!g_variant_dict_lookup (given, "profile", "s", &self->profile))
    self->profile = g_strdup (self->with_demo ? CULM_PROFILE_DEMO : CULM_PROFILE_DEFAULT);
  id = culm_profile_dup_application_id (self->profile);
  if (id == NULL) {
    g_printerr ("culm: %s\n", _ ("A profile is named by letters, digits, '-' and '_'."));
    return 2;
  }
  g_application_set_application_id (application, id);
  return -1;
}

static void
culm_application_startup (GApplication *application)
{
  CulmApplication *self = CULM_APPLICATION (application);

  G_APPLICATION_CLASS (culm_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  set_accelerators (GTK_APPLICATION (self));
  self->signals[0] = g_unix_signal_add (SIGTERM, on_terminated, self);
  self->signals[1] = g_unix_signal_add (SIGINT, on_terminated, self);
  if (self->with_demo) {
    culm_profile_empty (self->profile);
    self->farm = culm_farm_new ();
    g_application_hold (application);
    culm_farm_start_async (self->farm, self->cancellable, farm_cb, g_object_ref (self));
    return;
  }
  if (self->farm_file != NULL)
    read_farm_file (self);
  start_engine (self);
}

static void
culm_application_activate (GApplication *application)
{
  present_window (CULM_APPLICATION (application));
}

static void
culm_application_open (GApplication *application, GFile **files, int n_files, const char *hint G_GNUC_UNUSED)
{
  CulmApplication *self = CULM_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    g_list_store_append (self->files, files[i]);
  present_window (self);
}

static void
culm_application_shutdown (GApplication *application)
{
  CulmApplication *self = CULM_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  g_clear_object (&self->notifier);
  if (self->engine != NULL) {
    culm_engine_stop (self->engine);
    if (!culm_engine_settle_files (self->engine, LAST_WORD))
      culm_info ("Half a file may stay behind at a printer");
  }
  if (self->farm != NULL)
    culm_farm_stop (self->farm);
  G_APPLICATION_CLASS (culm_application_parent_class)->shutdown (application);
  g_clear_object (&self->engine);
}

static void
culm_application_dispose (GObject *object)
{
  CulmApplication *self = CULM_APPLICATION (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->farm);
  g_clear_object (&self->files);
  g_clear_pointer (&self->demo, culm_demo_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->farm_file, g_free);
  G_OBJECT_CLASS (culm_application_parent_class)->dispose (object);
}

static void
culm_application_class_init (CulmApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_application_dispose;
  application_class->handle_local_options = culm_application_handle_local_options;
  application_class->startup = culm_application_startup;
  application_class->activate = culm_application_activate;
  application_class->open = culm_application_open;
  application_class->shutdown = culm_application_shutdown;
}

static void
culm_application_init (CulmApplication *self)
{
  self->cancellable = g_cancellable_new ();
  self->files = g_list_store_new (G_TYPE_FILE);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
  g_application_set_option_context_summary (G_APPLICATION (self), _ ("Watch and steer Bambu Lab 3D printers."));
}

CulmApplication *
culm_application_new (void)
{
  return g_object_new (CULM_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", CULM_RESOURCE_PATH, NULL);
}
