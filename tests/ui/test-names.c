/* test-names.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* Every control on every page says what it is to those who do not see it. */
#include "culm-account-banner.h"
#include "culm-drop-area.h"
#include "culm-sidebar.h"
#include "culm-test-actions.h"
#include "culm-test-dialogs.h"
#include "culm-test-display.h"
#include "culm-test-files.h"
#include "culm-test-lan.h"
#include "culm-test-lens.h"
#include "culm-test-pages.h"
#include "culm-test-scenes.h"
#include "culm-test-setup.h"
#include "culm-test-tools.h"

CulmEngine *culm_test_shot_engine;

static const struct {
  const char *const *names;
  GtkWidget *(*build) (const char *name);
} lists[] = {
  { culm_test_files_names, culm_test_files_view_new }, { culm_test_lens_names, culm_test_build_lens },
  { culm_test_tool_names, culm_test_tool_new },        { culm_test_lan_names, culm_test_lan_new },
  { culm_test_scene_names, culm_test_build_scene },
};

/* What a person presses, types into or sets. */
static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SCALE (widget) ||
         GTK_IS_CHECK_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget);
}

/* A picture is no name, though GTK takes a button to be labelled by it. */
static gboolean
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return TRUE;
  return gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) &&
         !(GTK_IS_BUTTON (widget) && GTK_IS_IMAGE (gtk_button_get_child (GTK_BUTTON (widget))));
}

/* What the libraries put inside their own widgets. */
static gboolean
is_inner (GtkWidget *widget)
{
  const char *icon = GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : NULL;
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return GTK_IS_SPIN_BUTTON (parent) || GTK_IS_DROP_DOWN (parent) || GTK_IS_COLOR_BUTTON (parent) ||
         (gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_WINDOW) != NULL &&
          gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) != NULL) ||
         (gtk_widget_get_ancestor (widget, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL &&
          (g_strcmp0 (icon, "view-reveal-symbolic") == 0 || g_strcmp0 (icon, "view-conceal-symbolic") == 0));
}

static void
check (GtkWidget *widget, const char *page)
{
  if (is_control (widget) && gtk_widget_get_mapped (widget) && !is_inner (widget) && !is_named (widget)) {
    g_autoptr (GString) path = g_string_new (NULL);

    for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
      g_string_append_printf (path, " < %s", G_OBJECT_TYPE_NAME (at));
    g_test_message ("%s: no name: %s%s", page, gtk_widget_get_tooltip_text (widget), path->str);
    g_test_fail ();
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check (child, page);
}

static void
check_page (const char *name, GtkWidget *content)
{
  GtkWidget *window = culm_test_show (content);

  culm_test_add_actions (window);
  culm_test_settle (window);
  check (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_table (gconstpointer shots)
{
  for (const CulmTestShot *shot = shots; shot->name != NULL; shot++)
    check_page (shot->name, shot->build (shot->what));
}

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    for (const char *const *name = lists[i].names; *name != NULL; name++)
      check_page (*name, lists[i].build (*name));
  }
}

int
main (int argc, char *argv[])
{
  int status;

  culm_test_display_init (&argc, &argv);
  g_type_ensure (CULM_TYPE_DROP_AREA);
  g_type_ensure (CULM_TYPE_ACCOUNT_BANNER);
  g_type_ensure (CULM_TYPE_SIDEBAR);
  culm_test_shot_engine = culm_engine_new ("test-names");
  g_test_add_data_func ("/names/first-steps", culm_test_setup_shots, test_table);
  g_test_add_data_func ("/names/pages", culm_test_page_shots, test_table);
  g_test_add_data_func ("/names/dialogs", culm_test_dialog_shots, test_table);
  g_test_add_func ("/names/others", test_lists);
  status = g_test_run ();
  g_object_unref (culm_test_shot_engine);
  return status;
}
