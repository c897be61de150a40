/* culm-upload.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"
#include "culm-upload-file.h"

G_BEGIN_DECLS

/* What a file became. Addresses are not part of it: they are secrets while they live, and useless after. */
typedef struct {
  guint64 size;
  char *sha256;          /* 64 lower-case hex digits of the bytes that were sent */
  char *file_id;         /* as the server calls it; NULL when it did not say */
  char *project_id;      /* of the project that it became; NULL in the simple form */
  CulmContract contract; /* the form that the server took: keep it, and give it to culm_upload_set_contract() */
} CulmUploadResult;
void culm_upload_result_free (CulmUploadResult *self);

typedef enum {
  CULM_UPLOAD_ASKING,     /* looks at the file, asks for an address */
  CULM_UPLOAD_SENDING,    /* bytes move */
  CULM_UPLOAD_WAITING,    /* broken; the next try comes by itself */
  CULM_UPLOAD_CONFIRMING, /* all bytes are there; the server is told */
} CulmUploadPhase;

/**
 * CulmUpload:
 *
 * The way of one file to the cloud, once: check, ask for an address, send, say that it arrived (reference/rest.md §10.2
 * and §10.3). A broken transfer is tried three times in all, after 2 and 5 s, with a new address each time; a 4xx other
 * than an address that has expired ends it at once. Nothing is confirmed that did not arrive whole: a file that changed
 * or shrank meanwhile is CULM_ERROR_DAMAGED, and so is a checksum of the server that differs.
 *
 * A sliced package may become a project of the account instead (§10.4 steps 1 to 7), which is what a print from the
 * cloud starts from. A server that knows no projects gets the file alone; an address that has expired is asked for
 * again within the same project.
 *
 * The bytes pass through a worker thread; everything else happens on the main context of the caller.
 *
 * Errors: origin file from culm_upload_file_check() and DAMAGED when the file changed; origin cloud as CulmCloudClient
 * has them, UNSUPPORTED when the server knows neither form, DAMAGED with ERR_CHECKSUM_MISMATCH.
 *
 * Properties: `sent` (uint64, bytes of this try, notified at most five times a second), `size` (uint64, bytes),
 * `phase` (int, CulmUploadPhase).
 */
#define CULM_TYPE_UPLOAD (culm_upload_get_type ())
G_DECLARE_FINAL_TYPE (CulmUpload, culm_upload, CULM, UPLOAD, GObject)

CulmUpload *culm_upload_new (CulmCloudClient *client, const char *path);

/* The form to try first, as a former upload to this server found it; else the region decides. Before the start. */
void culm_upload_set_contract (CulmUpload *self, CulmContract contract);

/* The project form. `config` is the path of a file made by culm_package_config_make_async() of the same package, kept
 * until the end; `plate` its plate. Before the start. */
void culm_upload_set_project (CulmUpload *self, const char *config, guint plate);

guint64         culm_upload_get_sent (CulmUpload *self);
guint64         culm_upload_get_size (CulmUpload *self);
CulmUploadPhase culm_upload_get_phase (CulmUpload *self);

/* Once per object. Cancelling takes effect in less than a second, at any point. */
void culm_upload_run_async (CulmUpload *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
/* Returns: (transfer full), or NULL with an error. */
CulmUploadResult *culm_upload_run_finish (CulmUpload *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmUploadResult, culm_upload_result_free)

G_END_DECLS
