/* culm-upload-project.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"
#include "culm-upload-plan.h"

G_BEGIN_DECLS

/**
 * CulmUploadProject:
 *
 * A project of the account that a sliced package becomes (reference/rest.md §10.4 steps 1 to 5, and 7; step 6 is the
 * transfer of the package itself). Each call once at a time; errors are those of CulmCloudClient and of
 * culm_upload_transfer_async().
 */
#define CULM_TYPE_UPLOAD_PROJECT (culm_upload_project_get_type ())
G_DECLARE_FINAL_TYPE (CulmUploadProject, culm_upload_project, CULM, UPLOAD_PROJECT, GObject)

/* `name` of the job; `config` is the path of a file made by culm_package_config_make_async(), `plate` its plate. */
CulmUploadProject *culm_upload_project_new (CulmCloudClient *client, const char *name, const char *config, guint plate);

/* Steps 1 to 4: makes it, sends the config, and waits up to 60 s until the service has read it. A 404 or 405 before
 * there is a project says that the server knows no such thing. */
void     culm_upload_project_open_async (CulmUploadProject *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_upload_project_open_finish (CulmUploadProject *self, GAsyncResult *result, GError **error);

/* Step 5. Returns: (transfer full), or NULL with an error. */
void            culm_upload_project_ask_async (CulmUploadProject *self, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
CulmUploadPlan *culm_upload_project_ask_finish (CulmUploadProject *self, GAsyncResult *result, GError **error);

/* Step 7: the package lies at `url`; `md5` of it in hex. */
void     culm_upload_project_close_async (CulmUploadProject *self, const char *url, const char *md5,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_upload_project_close_finish (CulmUploadProject *self, GAsyncResult *result, GError **error);

/* NULL until the service made it. */
const char *culm_upload_project_get_id (CulmUploadProject *self);

G_END_DECLS
