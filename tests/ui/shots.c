/* shots.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* Renders the pages into PNG files, light and dark, wide and narrow: shots [--rtl] DIR [NAME…]. */
#include "culm-account-banner.h"
#include "culm-drop-area.h"
#include "culm-sidebar.h"
#include "culm-test-actions.h"
#include "culm-test-dialogs.h"
#include "culm-test-files.h"
#include "culm-test-lan.h"
#include "culm-test-lens.h"
#include "culm-test-pages.h"
#include "culm-test-scenes.h"
#include "culm-test-setup.h"
#include "culm-test-tools.h"
#include "culm-ui.h"
#include <glib/gstdio.h>

#define FRAMES 12

CulmEngine *culm_test_shot_engine;

/* Pages that are made by their name alone. */
static const struct {
  const char *const *names;
  GtkWidget *(*build) (const char *name);
  const char *prefix; /* of the file */
} lists[] = {
  { culm_test_files_names, culm_test_files_view_new, "" },    { culm_test_lens_names, culm_test_build_lens, "" },
  { culm_test_tool_names, culm_test_tool_new, "" },           { culm_test_lan_names, culm_test_lan_new, "" },
  { culm_test_scene_names, culm_test_build_scene, "scene-" },
};

static gboolean everything_rtl;

static gboolean
on_tick (GtkWidget *widget G_GNUC_UNUSED, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data)
{
  guint *frames = user_data;

  if (*frames > 0)
    (*frames)--;
  return *frames > 0;
}

static void
run_frames (GtkWidget *window)
{
  guint frames = FRAMES;

  gtk_widget_add_tick_callback (window, on_tick, &frames, NULL);
  while (frames > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
save_picture (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
}

static void
take_shot (const CulmTestShot *shot, const char *folder, gboolean dark, gboolean narrow)
{
  g_autofree char *name = g_strdup_printf ("%s-%s%s.png", shot->name, narrow ? "narrow" : "wide", dark ? "-dark" : "");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gboolean rtl = everything_rtl || (shot->flags & CULM_TEST_SHOT_RTL) != 0;
  GtkWidget *content, *window;

  gtk_widget_set_default_direction (rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  content = shot->build (shot->what);
  if (GTK_IS_WINDOW (content)) {
    window = content;
    if (narrow)
      gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
  } else {
    window = g_object_new (ADW_TYPE_WINDOW, "content", content, NULL);
    gtk_window_set_default_size (GTK_WINDOW (window), narrow ? 360 : 1280, narrow ? 720 : 800);
  }
  culm_test_add_actions (window);
  gtk_window_present (GTK_WINDOW (window));
  run_frames (window);
  if (narrow && !GTK_IS_WINDOW (content)) { /* once it is folded it can be smaller */
    gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
    run_frames (window);
  }
  save_picture (window, path);
  gtk_window_destroy (GTK_WINDOW (window));
  g_print ("%s\n", path);
}

static void
take_all (const CulmTestShot *shot, const char *folder, const char *const *wanted)
{
  if (*wanted != NULL && !g_strv_contains (wanted, shot->name))
    return;
  for (int dark = 0; dark < 2; dark++) {
    if (shot->flags & CULM_TEST_SHOT_WIDE)
      take_shot (shot, folder, dark, FALSE);
    if (shot->flags & CULM_TEST_SHOT_NARROW)
      take_shot (shot, folder, dark, TRUE);
  }
}

static void
take_table (const CulmTestShot *shots, const char *folder, const char *const *wanted)
{
  for (; shots->name != NULL; shots++)
    take_all (shots, folder, wanted);
}

static void
take_lists (const char *folder, const char *const *wanted)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    for (const char *const *name = lists[i].names; *name != NULL; name++) {
      g_autofree char *file = g_strconcat (lists[i].prefix, *name, NULL);
      const CulmTestShot shot = { file, lists[i].build, *name, CULM_TEST_SHOT_BOTH };

      take_all (&shot, folder, wanted);
    }
  }
}

int
main (int argc, char *argv[])
{
  const char *const *wanted;

  everything_rtl = argc > 1 && g_str_equal (argv[1], "--rtl");
  if (argc < 2 + everything_rtl) {
    g_printerr ("usage: shots [--rtl] DIR [NAME…]\n");
    return 2;
  }
  argv += everything_rtl;
  wanted = (const char *const *) argv + 2;
  g_setenv ("GSETTINGS_SCHEMA_DIR", SCHEMA_DIR, FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  adw_init ();
  culm_ui_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_type_ensure (CULM_TYPE_DROP_AREA);
  g_type_ensure (CULM_TYPE_ACCOUNT_BANNER);
  g_type_ensure (CULM_TYPE_SIDEBAR);
  culm_test_shot_engine = culm_engine_new ("shots");
  g_mkdir_with_parents (argv[1], 0755);
  take_table (culm_test_setup_shots, argv[1], wanted);
  take_table (culm_test_page_shots, argv[1], wanted);
  take_table (culm_test_dialog_shots, argv[1], wanted);
  take_lists (argv[1], wanted);
  g_object_unref (culm_test_shot_engine);
  return 0;
}
