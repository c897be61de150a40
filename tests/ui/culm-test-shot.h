/* culm-test-shot.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

typedef enum {
  CULM_TEST_SHOT_WIDE = 1 << 0,   /* 1280 × 800, a window of its own as wide as it wants */
  CULM_TEST_SHOT_NARROW = 1 << 1, /* 360 × 720 */
  CULM_TEST_SHOT_BOTH = CULM_TEST_SHOT_WIDE | CULM_TEST_SHOT_NARROW,
  CULM_TEST_SHOT_RTL = 1 << 2,
} CulmTestShotFlags;

/* A picture of a page: light and dark, each as the flags say. */
typedef struct {
  const char *name;                      /* of its file */
  GtkWidget *(*build) (const char *what); /* the content of a window, or a window */
  const char *what;                      /* handed to build (); nullable */
  CulmTestShotFlags flags;
} CulmTestShot;

/* The engine that the pages may ask: it was never started, and knows no printer. */
extern CulmEngine *culm_test_shot_engine;

G_END_DECLS
