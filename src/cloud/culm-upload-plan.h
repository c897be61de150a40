/* culm-upload-plan.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-envelope.h"
#include "culm-region.h"

G_BEGIN_DECLS

/* Where a server wants a file, in one of the two forms (reference/rest.md §10.2, §10.3). Addresses are secrets. */
typedef struct {
  CulmContract contract;
  char *url;      /* of the file */
  char *size_url; /* of its size as text, service form alone; may be NULL */
  char *file_id;  /* may be NULL */
} CulmUploadPlan;

/* The shape of the answer says which form it is. Returns: (transfer full), or NULL with MALFORMED, with ERR_INVALID_URL
 * when an address is none that may be used. */
CulmUploadPlan *culm_upload_plan_new (CulmEnvelope *answer, GError **error);
void            culm_upload_plan_free (CulmUploadPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmUploadPlan, culm_upload_plan_free)

G_END_DECLS
