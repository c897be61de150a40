/* culm-sim-projects.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-projects.h"

#define READS 1 /* polls that find the service still reading */

struct _CulmSimProjects {
  GObject parent_instance;
  CulmSimUploads *uploads;
  GPtrArray *all;
};

G_DEFINE_FINAL_TYPE (CulmSimProjects, culm_sim_projects, G_TYPE_OBJECT)

static void
free_project (gpointer data)
{
  CulmSimProject *project = data;

  g_free (project->id);
  g_free (project->model_id);
  g_free (project->profile_id);
  g_free (project->ticket);
  g_free (project);
}

static void
culm_sim_projects_finalize (GObject *object)
{
  CulmSimProjects *self = CULM_SIM_PROJECTS (object);

  g_ptr_array_unref (self->all);
  g_object_unref (self->uploads);
  G_OBJECT_CLASS (culm_sim_projects_parent_class)->finalize (object);
}

static void
culm_sim_projects_class_init (CulmSimProjectsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_sim_projects_finalize;
}

static void
culm_sim_projects_init (CulmSimProjects *self)
{
  self->all = g_ptr_array_new_with_free_func (free_project);
}

CulmSimProjects *
culm_sim_projects_new (CulmSimUploads *uploads)
{
  CulmSimProjects *self = g_object_new (CULM_SIM_TYPE_PROJECTS, NULL);

  self->uploads = g_object_ref (uploads);
  return self;
}

CulmSimProject *
culm_sim_projects_open (CulmSimProjects *self, const char *name)
{
  CulmSimProject *project = g_new0 (CulmSimProject, 1);
  g_autofree char *file = g_strconcat (name, "_config.3mf", NULL);

  project->id = g_strdup_printf ("%u", 899000000 + self->all->len);
  project->model_id = g_strdup_printf ("US%08x%06x", g_random_int (), self->all->len);
  project->profile_id = g_strdup_printf ("%u", 874000000 + self->all->len);
  project->ticket = g_strdup_printf ("uploader_%s_%s", project->model_id, project->profile_id);
  project->config = culm_sim_uploads_offer (self->uploads, file, -1);
  project->reads = READS;
  g_ptr_array_add (self->all, project);
  return project;
}

CulmSimProject *
culm_sim_projects_find (CulmSimProjects *self, const char *id)
{
  for (guint i = 0; i < self->all->len; i++) {
    CulmSimProject *project = g_ptr_array_index (self->all, i);

    if (g_strcmp0 (project->id, id) == 0)
      return project;
  }
  return NULL;
}

CulmSimProject *
culm_sim_projects_find_by_ticket (CulmSimProjects *self, const char *ticket)
{
  for (guint i = 0; i < self->all->len; i++) {
    CulmSimProject *project = g_ptr_array_index (self->all, i);

    if (g_strcmp0 (project->ticket, ticket) == 0)
      return project;
  }
  return NULL;
}

CulmSimProject *
culm_sim_projects_find_by_models (CulmSimProjects *self, const char *models)
{
  for (guint i = 0; i < self->all->len; i++) {
    CulmSimProject *project = g_ptr_array_index (self->all, i);
    g_autofree char *stem = g_strconcat (project->model_id, "_", project->profile_id, "_", NULL);
    char *end = NULL;

    if (!g_str_has_prefix (models, stem))
      continue;
    if (g_ascii_strtoull (models + strlen (stem), &end, 10) > 0 && g_str_equal (end, ".3mf"))
      return project;
  }
  return NULL;
}

gboolean
culm_sim_project_is_read (const CulmSimProject *self)
{
  return self->told && self->reads == 0;
}
