/* culm-test-pin.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-trust.h"

/* The fingerprint of FOLDER/NAME.pem. Returns: (transfer full). For tests alone. */
static inline char *
culm_test_make_pin (const char *folder, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.pem", folder, name);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GPtrArray) all = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  pem = g_bytes_new (text, size);
  all = culm_trust_read_roots (pem);
  g_assert_cmpuint (all->len, ==, 1);
  return culm_trust_get_fingerprint (g_ptr_array_index (all, 0));
}
