/* culm-sim-rest-uploads.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-rest-uploads.h"
#include "culm-sim-envelope.h"
#include "culm-sim-rest-projects.h"
#include "culm-sim-storage.h"
#include "culm-sim-world.h"

static JsonObject *
make_place (CulmSimWorld *world, const char *type, const char *folder, CulmSimOffer *offer)
{
  g_autofree char *path = g_strconcat (folder, offer->id, NULL);
  g_autofree char *url = culm_sim_storage_sign (world, path, CULM_SIM_STORAGE_UPLOAD_LIFETIME);
  JsonObject *out = json_object_new ();

  json_object_set_string_member (out, "type", type);
  json_object_set_string_member (out, "file", offer->name);
  json_object_set_string_member (out, "url", url);
  return out;
}

void
culm_sim_rest_uploads_get (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  const char *name = culm_sim_exchange_get_query (exchange, "filename");
  gint64 size = culm_sim_exchange_get_count (exchange, "size", -1);
  JsonArray *urls;
  JsonObject *out;
  CulmSimOffer *offer;

  if (!exchange->seed_contract && culm_sim_exchange_get_query (exchange, "models") != NULL) {
    culm_sim_rest_projects_place (self, exchange);
    return;
  }
  if (exchange->seed_contract || name == NULL || *name == '\0' || size < 0) {
    culm_sim_envelope_answer_problem (exchange, exchange->seed_contract ? CULM_SIM_PROBLEM_NO_METHOD
                                                                        : CULM_SIM_PROBLEM_BAD_REQUEST);
    return;
  }
  offer = culm_sim_uploads_offer (self->uploads, name, size);
  urls = json_array_new ();
  json_array_add_object_element (urls, make_place (self, "filename", CULM_SIM_STORAGE_UPLOAD, offer));
  json_array_add_object_element (urls, make_place (self, "size", CULM_SIM_STORAGE_SIZE, offer));
  out = json_object_new ();
  json_object_set_string_member (out, "host", self->rest_url);
  json_object_set_array_member (out, "urls", urls);
  culm_sim_envelope_answer_device (exchange, out);
}

void
culm_sim_rest_uploads_post (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  JsonObject *body = culm_sim_exchange_get_body (exchange);
  JsonNode *size = body != NULL ? json_object_get_member (body, "size") : NULL;
  gboolean has_size = size != NULL && json_node_get_value_type (size) == G_TYPE_INT64;
  g_autofree char *path = NULL, *url = NULL;
  CulmSimOffer *offer;
  JsonObject *out;

  if (!exchange->seed_contract) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_NO_METHOD);
    return;
  }
  offer = culm_sim_uploads_offer (self->uploads, culm_sim_exchange_get_text (exchange, "filename"),
                                  has_size ? json_node_get_int (size) : -1);
  path = g_strconcat (CULM_SIM_STORAGE_UPLOAD, offer->id, NULL);
  url = culm_sim_storage_sign (self, path, CULM_SIM_STORAGE_UPLOAD_LIFETIME);
  out = json_object_new ();
  json_object_set_string_member (out, "upload_url", url);
  json_object_set_string_member (out, "file_id", offer->id);
  culm_sim_envelope_answer_device (exchange, out);
}

void
culm_sim_rest_uploads_confirm (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  const char *id = culm_sim_exchange_get_text (exchange, "file_id");
  CulmSimOffer *offer = culm_sim_uploads_find (self->uploads, id);
  JsonObject *out;

  if (!exchange->seed_contract) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_NO_PATH);
  } else if (id == NULL) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
  } else if (offer == NULL || !culm_sim_uploads_confirm (self->uploads, offer, -1)) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_UPLOAD_FAILED);
  } else {
    out = json_object_new ();
    json_object_set_string_member (out, "file_id", offer->id);
    json_object_set_int_member (out, "size", offer->size);
    json_object_set_string_member (out, "sha256", json_object_get_string_member (offer->entry, "sha256"));
    culm_sim_envelope_answer_device (exchange, out);
  }
}
