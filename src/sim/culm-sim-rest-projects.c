/* culm-sim-rest-projects.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-rest-projects.h"
#include "culm-sim-envelope.h"
#include "culm-sim-storage.h"
#include "culm-sim-world.h"

/* Returns: FALSE when the contract has no projects, which is answered */
static gboolean
check_contract (CulmSimExchange *exchange)
{
  if (exchange->seed_contract)
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_NO_PATH);
  return !exchange->seed_contract;
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* What the client says of the package of one plate. Returns: (transfer none) (nullable) */
static JsonObject *
get_print (JsonObject *body)
{
  JsonNode *list = body != NULL ? json_object_get_member (body, "profile_print_3mf") : NULL;
  JsonArray *array = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
  JsonNode *first = array != NULL && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
}

/* The place that a URL of ours leads to. Returns: (transfer none) (nullable) */
static CulmSimOffer *
find_offer (CulmSimWorld *world, const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *path = uri != NULL ? g_uri_get_path (uri) : "";

  return g_str_has_prefix (path, CULM_SIM_STORAGE_UPLOAD)
             ? culm_sim_uploads_find (world->uploads, path + strlen (CULM_SIM_STORAGE_UPLOAD))
             : NULL;
}

static char *
sign_offer (CulmSimWorld *world, CulmSimOffer *offer)
{
  g_autofree char *path = g_strconcat (CULM_SIM_STORAGE_UPLOAD, offer->id, NULL);

  return culm_sim_storage_sign (world, path, CULM_SIM_STORAGE_UPLOAD_LIFETIME);
}

void
culm_sim_rest_projects_create (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  const char *name = culm_sim_exchange_get_text (exchange, "name");
  g_autofree char *url = NULL;
  CulmSimProject *project;
  JsonObject *out;

  if (!check_contract (exchange))
    return;
  if (name == NULL || *name == '\0') {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
    return;
  }
  project = culm_sim_projects_open (self->projects, name);
  url = sign_offer (self, project->config);
  out = json_object_new ();
  json_object_set_string_member (out, "project_id", project->id);
  json_object_set_string_member (out, "model_id", project->model_id);
  json_object_set_string_member (out, "profile_id", project->profile_id);
  json_object_set_string_member (out, "upload_url", url);
  json_object_set_string_member (out, "upload_ticket", project->ticket);
  culm_sim_envelope_answer_device (exchange, out);
}

void
culm_sim_rest_projects_tell (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  JsonObject *body = culm_sim_exchange_get_body (exchange);
  JsonNode *node = body != NULL ? json_object_get_member (body, "upload") : NULL;
  JsonObject *upload = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  CulmSimProject *project;

  if (!check_contract (exchange))
    return;
  project = culm_sim_projects_find_by_ticket (self->projects, get_text (upload, "ticket"));
  if (project == NULL || get_text (upload, "origin_file_name") == NULL) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
  } else if (!culm_sim_uploads_confirm (self->uploads, project->config, -1)) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_UPLOAD_FAILED);
  } else {
    project->told = TRUE;
    culm_sim_envelope_answer_device (exchange, json_object_new ());
  }
}

void
culm_sim_rest_projects_poll (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  const char *action = culm_sim_exchange_get_query (exchange, "action");
  CulmSimProject *project;
  JsonObject *out;

  if (!check_contract (exchange))
    return;
  project = culm_sim_projects_find_by_ticket (self->projects, culm_sim_exchange_get_query (exchange, "ticket"));
  if (project == NULL || g_strcmp0 (action, "upload") != 0) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
    return;
  }
  if (!project->told || project->reads == 0) {
    culm_sim_envelope_answer_device (exchange, json_object_new ());
    return;
  }
  project->reads--;
  out = json_object_new ();
  json_object_set_string_member (out, "message", "running");
  json_object_set_null_member (out, "code");
  json_object_set_null_member (out, "error");
  culm_sim_exchange_answer_object (exchange, 200, out);
}

void
culm_sim_rest_projects_place (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  const char *models = culm_sim_exchange_get_query (exchange, "models");
  CulmSimProject *project;
  g_autofree char *url = NULL;
  JsonObject *out, *place;
  JsonArray *urls;

  if (!check_contract (exchange))
    return;
  project = culm_sim_projects_find_by_models (self->projects, models);
  if (project == NULL || !culm_sim_project_is_read (project)) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
    return;
  }
  url = sign_offer (self, culm_sim_uploads_offer_as (self->uploads, models));
  place = json_object_new ();
  json_object_set_string_member (place, "type", "models");
  json_object_set_string_member (place, "url", url);
  urls = json_array_new ();
  json_array_add_object_element (urls, place);
  out = json_object_new ();
  json_object_set_array_member (out, "urls", urls);
  culm_sim_envelope_answer_device (exchange, out);
}

void
culm_sim_rest_projects_patch (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  JsonObject *print = get_print (culm_sim_exchange_get_body (exchange));
  const char *profile = culm_sim_exchange_get_text (exchange, "profile_id");
  CulmSimProject *project;
  CulmSimOffer *offer;

  if (!check_contract (exchange))
    return;
  project = culm_sim_projects_find (self->projects, exchange->part);
  offer = find_offer (self, get_text (print, "url"));
  if (project == NULL || g_strcmp0 (profile, project->profile_id) != 0 || offer == NULL) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
  } else if (g_strcmp0 (offer->md5, get_text (print, "md5")) != 0 ||
             !culm_sim_uploads_confirm (self->uploads, offer, -1)) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_UPLOAD_FAILED);
  } else {
    culm_sim_envelope_answer_device (exchange, json_object_new ());
  }
}
