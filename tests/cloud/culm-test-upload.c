/* culm-test-upload.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-upload.h"

#include "culm-cloud-client-private.h"

#include <glib/gstdio.h>

void
culm_test_upload_set_up (CulmTestUpload *self, CulmTestHandler handler, gpointer user_data, const char *name,
                         guint second)
{
  g_autoptr (CulmRegion) region = NULL;

  self->https = culm_test_https_new (handler, user_data);
  region = culm_region_new (culm_test_https_get_base (self->https), NULL);
  self->client = culm_cloud_client_new (region);
  culm_cloud_client_set_token (self->client, "tok");
  culm_cloud_client_set_second (self->client, second);
  self->folder = culm_test_make_folder ();
  self->path = g_build_filename (self->folder, name, NULL);
}

void
culm_test_upload_tear_down (CulmTestUpload *self)
{
  g_assert_finalize_object (self->client);
  culm_test_https_free (self->https);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}
