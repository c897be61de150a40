/* culm-camera-budget.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-budget.h"

/* A card that waits for its turn looks this often, in seconds; a turn without a picture ends after TURN. */
#define TICK 2
#define TURN 10
#define STILL_AGE 60 /* a still that is younger needs no turn */

static GList *pictures;          /* CulmCameraPicture, in the order in which they came into sight */
static CulmCameraPicture *guest; /* whose turn it is, of those that are not live; nullable */
static gint64 guest_since;
static guint timer;

static gboolean
wants (CulmCameraPicture *picture)
{
  return gtk_widget_get_mapped (GTK_WIDGET (picture)) && culm_camera_picture_get_camera (picture) != NULL;
}

/* Gives the turn to the one with the oldest picture. */
static void
choose_guest (gint64 now)
{
  gint64 oldest = now - (gint64) STILL_AGE * G_USEC_PER_SEC;

  if (guest != NULL && wants (guest) && !culm_camera_budget_is_live (guest) &&
      culm_camera_picture_get_time (guest) < guest_since && now - guest_since < (gint64) TURN * G_USEC_PER_SEC)
    return;
  guest = NULL;
  for (GList *link = pictures; link != NULL; link = link->next) {
    gint64 shown = culm_camera_picture_get_time (link->data);

    if (wants (link->data) && !culm_camera_budget_is_live (link->data) && shown < oldest) {
      guest = link->data;
      guest_since = now;
      oldest = shown;
    }
  }
}

static gboolean
share (gpointer data G_GNUC_UNUSED)
{
  choose_guest (g_get_monotonic_time ());
  for (GList *link = pictures; link != NULL; link = link->next)
    culm_camera_picture_set_running (link->data, link->data == guest || culm_camera_budget_is_live (link->data));
  return G_SOURCE_CONTINUE;
}

static void
on_mapped (CulmCameraPicture *picture G_GNUC_UNUSED)
{
  share (NULL);
}

static void
on_gone (gpointer data G_GNUC_UNUSED, GObject *picture)
{
  pictures = g_list_remove (pictures, picture);
  if ((gpointer) guest == (gpointer) picture)
    guest = NULL;
  if (pictures == NULL)
    g_clear_handle_id (&timer, g_source_remove);
}

void
culm_camera_budget_join (CulmCameraPicture *picture)
{
  culm_camera_picture_set_interval (picture, CULM_CAMERA_BUDGET_INTERVAL);
  culm_camera_picture_set_running (picture, FALSE);
  pictures = g_list_append (pictures, picture);
  g_object_weak_ref (G_OBJECT (picture), on_gone, NULL);
  g_signal_connect_after (picture, "map", G_CALLBACK (on_mapped), NULL);
  g_signal_connect_after (picture, "unmap", G_CALLBACK (on_mapped), NULL);
  if (timer == 0)
    timer = g_timeout_add_seconds (TICK, share, NULL);
}

gboolean
culm_camera_budget_is_live (CulmCameraPicture *picture)
{
  guint before = 0;

  for (GList *link = pictures; link != NULL && link->data != picture; link = link->next)
    before += wants (link->data);
  return wants (picture) && before < CULM_CAMERA_BUDGET_LIVE;
}
