/* culm-upload-plan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-plan.h"

#include "culm-error.h"
#include "culm-http.h"
#include "culm-json-read.h"
#include "culm-wipe.h"

#include <string.h>

/* The last part of a path: what a server calls the file when it says nothing else. Returns: (transfer full), or NULL.
 * */
static char *
read_last_part (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  const char *path = uri != NULL ? g_uri_get_path (uri) : address;
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;

  return *name != '\0' ? g_uri_unescape_string (name, NULL) : NULL;
}

static gboolean
is_usable (const char *url, GError **error)
{
  GError *invalid = NULL;
  g_autoptr (GUri) uri = url != NULL ? culm_http_parse_url (url, &invalid) : NULL;

  if (url == NULL) {
    invalid = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED, "The answer names no upload address");
    culm_error_set_err (invalid, "ERR_BAD_RESPONSE");
  }
  if (invalid != NULL) {
    invalid->code = CULM_ERROR_MALFORMED; /* the server's mistake, not the person's */
    g_propagate_error (error, invalid);
  }
  return uri != NULL;
}

static void
read_urls (CulmUploadPlan *self, JsonArray *urls)
{
  for (guint i = 0; i < json_array_get_length (urls); i++) {
    JsonObject *row = culm_json_read_element (urls, i);
    g_autofree char *type = culm_json_read_string (row, "type");
    g_autofree char *file = culm_json_read_string (row, "file");
    g_autofree char *url = culm_json_read_string (row, "url");

    if (g_strcmp0 (type, "size") == 0) {
      if (self->size_url == NULL)
        self->size_url = g_steal_pointer (&url);
    } else if (self->url == NULL && url != NULL) {
      self->file_id = file != NULL ? read_last_part (file) : NULL;
      self->url = g_steal_pointer (&url);
    }
  }
}

CulmUploadPlan *
culm_upload_plan_new (CulmEnvelope *answer, GError **error)
{
  g_autoptr (CulmUploadPlan) self = g_new0 (CulmUploadPlan, 1);
  JsonObject *object = culm_envelope_get_object (answer);
  JsonArray *urls = culm_json_read_array (object, "urls");

  if (urls != NULL) {
    self->contract = CULM_CONTRACT_SERVICE;
    read_urls (self, urls);
  } else {
    self->contract = CULM_CONTRACT_SEED;
    self->url = culm_json_read_word (object, "upload_url", "uploadUrl");
    self->file_id = culm_json_read_word (object, "file_id", "fileId");
  }
  if (!is_usable (self->url, error) || (self->size_url != NULL && !is_usable (self->size_url, error)))
    return NULL;
  if (self->file_id == NULL)
    self->file_id = read_last_part (self->url);
  return g_steal_pointer (&self);
}

void
culm_upload_plan_free (CulmUploadPlan *self)
{
  culm_wipe (self->url);
  culm_wipe (self->size_url);
  g_free (self->file_id);
  g_free (self);
}
