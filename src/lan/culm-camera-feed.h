/* culm-camera-feed.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-frame.h"
#include "culm-lan-target.h"

G_BEGIN_DECLS

/**
 * CulmCameraFeed:
 *
 * One connection to a camera: what a thread that speaks with the printer hands to the main context of its maker. Of the
 * frames that were not fetched yet only the newest is kept.
 */
typedef struct _CulmCameraFeed CulmCameraFeed;

/* Speaks with the camera until it fails or `cancellable` says stop. Runs in a thread of its own; always ends FALSE. */
typedef gboolean (*CulmCameraRun) (const CulmLanTarget *target, CulmCameraFeed *feed, GCancellable *cancellable,
                                   GError **error);

/* On the main context. `error` NULL: a frame came (culm_camera_feed_steal_frame()); else the connection has ended. */
typedef void (*CulmCameraFeedFunc) (CulmCameraFeed *feed, const GError *error, gpointer user_data);

/* Starts the thread. (transfer full). */
CulmCameraFeed *culm_camera_feed_new (const CulmLanTarget *target, CulmCameraRun run, CulmCameraFeedFunc func,
                                      gpointer user_data);

/* Tells the thread to end, and calls `func` no more; gives up the caller's reference. */
void culm_camera_feed_stop (CulmCameraFeed *feed);

/* (transfer full) (nullable). */
CulmFrame *culm_camera_feed_steal_frame (CulmCameraFeed *feed);

/* From any thread: takes the frame. */
void culm_camera_feed_post (CulmCameraFeed *feed, CulmFrame *frame);

G_END_DECLS
