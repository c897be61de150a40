/* culm-test-lens.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-camera.h"

G_BEGIN_DECLS

/**
 * CulmTestLens:
 *
 * A camera that shows what a test tells it to.
 */
#define CULM_TYPE_TEST_LENS (culm_test_lens_get_type ())
G_DECLARE_FINAL_TYPE (CulmTestLens, culm_test_lens, CULM, TEST_LENS, CulmCamera)

CulmTestLens *culm_test_lens_new (void);

/* A picture of a plate with a print, 1280 × 720 JPEG, that came `age` seconds ago. */
void   culm_test_lens_show (CulmTestLens *self, gint64 age);
GBytes *culm_test_lens_make_picture (void); /* (transfer full) */

/* The same by itself as soon as somebody looks. */
void culm_test_lens_prepare (CulmTestLens *self, gint64 age);

/* Situations for pictures, NULL-terminated; gives the printer a camera that is in one of them. */
extern const char *const culm_test_lens_names[];
void culm_test_lens_give (CulmPrinter *printer, const char *name);

guint culm_test_lens_count_starts (CulmTestLens *self);

G_END_DECLS
