/* culm-test-store.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-file-store.h"

/**
 * CulmTestStore:
 *
 * A storage of one file, "FOLDER/NAME" of ten bytes, that fails as it is told to. For tests alone.
 */
#define CULM_TYPE_TEST_STORE (culm_test_store_get_type ())
G_DECLARE_FINAL_TYPE (CulmTestStore, culm_test_store, CULM, TEST_STORE, CulmFileStore)

#define CULM_TEST_STORE_DATA "0123456789"

struct _CulmTestStore {
  CulmFileStore parent_instance;
  const char *name;     /* of what it lists */
  const GError *error;  /* nullable: how all ends, whose message is the name of the store */
  gsize moves;          /* bytes that come before the error */
  guint asked, checked;
};

CulmTestStore *culm_test_store_new (const char *name);
