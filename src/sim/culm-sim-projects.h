/* culm-sim-projects.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-uploads.h"

/* A project of the account on its way (rest.md §10.4). */
typedef struct {
  char *id;
  char *model_id;
  char *profile_id;
  char *ticket;
  CulmSimOffer *config; /* (transfer none) */
  guint reads;          /* how often the service still says that it reads the config */
  gboolean told;        /* the client said that the config is there */
} CulmSimProject;

#define CULM_SIM_TYPE_PROJECTS (culm_sim_projects_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimProjects, culm_sim_projects, CULM_SIM, PROJECTS, GObject)

/* uploads: where the files of projects are offered a place. */
CulmSimProjects *culm_sim_projects_new (CulmSimUploads *uploads);

/* Returns: (transfer none) */
CulmSimProject *culm_sim_projects_open (CulmSimProjects *self, const char *name);
/* Each returns (transfer none) (nullable). models: "MODEL_PROFILE_PLATE.3mf". */
CulmSimProject *culm_sim_projects_find           (CulmSimProjects *self, const char *id);
CulmSimProject *culm_sim_projects_find_by_ticket (CulmSimProjects *self, const char *ticket);
CulmSimProject *culm_sim_projects_find_by_models (CulmSimProjects *self, const char *models);

/* Whether the service has read the config. */
gboolean culm_sim_project_is_read (const CulmSimProject *self);
