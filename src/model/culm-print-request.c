/* culm-print-request.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-print-request.h"
#include "culm-stored-file.h"
#include <string.h>

#define N_TEXTS 9

/* Its strings, for what is done to each alike. */
static void
list_texts (CulmPrintRequest *self, char **texts[N_TEXTS])
{
  char **all[N_TEXTS] = { &self->file,       &self->url,        &self->title,   &self->md5,       &self->bed_type,
                          &self->project_id, &self->profile_id, &self->task_id, &self->subtask_id };

  memcpy (texts, all, sizeof all);
}

static gboolean
equal_memory (const void *a, guint n_a, const void *b, guint n_b, gsize size)
{
  return n_a == n_b && (n_a == 0 || memcmp (a, b, n_a * size) == 0);
}

CulmPrintRequest *
culm_print_request_copy (const CulmPrintRequest *self)
{
  CulmPrintRequest *copy = g_memdup2 (self, sizeof *self);
  char **texts[N_TEXTS];

  list_texts (copy, texts);
  for (guint i = 0; i < N_TEXTS; i++)
    *texts[i] = g_strdup (*texts[i]);
  copy->places = g_memdup2 (self->places, self->n_places * sizeof *self->places);
  copy->nozzles = g_memdup2 (self->nozzles, self->n_nozzles * sizeof *self->nozzles);
  copy->skipped = g_memdup2 (self->skipped, self->n_skipped * sizeof *self->skipped);
  return copy;
}

void
culm_print_request_clear (CulmPrintRequest *self)
{
  char **texts[N_TEXTS];

  list_texts (self, texts);
  for (guint i = 0; i < N_TEXTS; i++)
    g_clear_pointer (texts[i], g_free);
  g_clear_pointer (&self->places, g_free);
  g_clear_pointer (&self->nozzles, g_free);
  g_clear_pointer (&self->skipped, g_free);
  self->n_places = self->n_nozzles = self->n_skipped = 0;
}

void
culm_print_request_free (CulmPrintRequest *self)
{
  culm_print_request_clear (self);
  g_free (self);
}

gboolean
culm_print_request_equal (const CulmPrintRequest *a, const CulmPrintRequest *b)
{
  char **mine[N_TEXTS], **others[N_TEXTS];

  if (a == NULL || b == NULL)
    return a == b;
  list_texts ((CulmPrintRequest *) a, mine);
  list_texts ((CulmPrintRequest *) b, others);
  for (guint i = 0; i < N_TEXTS; i++)
    if (g_strcmp0 (*mine[i], *others[i]) != 0)
      return FALSE;
  return a->plate == b->plate && a->levelling == b->levelling && a->flow == b->flow &&
         a->nozzle_offset == b->nozzle_offset && !a->vibration == !b->vibration && !a->inspect == !b->inspect &&
         !a->timelapse == !b->timelapse && !a->timelapse_inside == !b->timelapse_inside && !a->use_ams == !b->use_ams &&
         equal_memory (a->places, a->n_places, b->places, b->n_places, sizeof *a->places) &&
         equal_memory (a->nozzles, a->n_nozzles, b->nozzles, b->n_nozzles, sizeof *a->nozzles) &&
         equal_memory (a->skipped, a->n_skipped, b->skipped, b->n_skipped, sizeof *a->skipped);
}

gboolean
culm_print_request_is_gcode (const CulmPrintRequest *self)
{
  g_autofree char *lower = g_ascii_strdown (self->file, -1);

  return g_str_has_suffix (lower, ".gcode");
}

char *
culm_print_request_make_url (const CulmPrinterModel *model, const char *path, guint attempt)
{
  static const char *const sd[] = { "ftp://", "file:///sdcard", NULL };
  static const char *const x1[] = { "ftp://", "file:///sdcard", "file:///mnt/sdcard", NULL };
  static const char *const usb[] = { "ftp://", "file:///media/usb0", NULL };
  static const char *const other[] = { "ftp://", NULL };
  gboolean is_x1 = model->family == CULM_FAMILY_X1 || model->family == CULM_FAMILY_X1E;
  const char *const *forms = is_x1                              ? x1
                             : model->medium == CULM_MEDIUM_SD  ? sd
                             : model->medium == CULM_MEDIUM_USB ? usb
                                                                : other;

  g_return_val_if_fail (*path == '/', NULL);
  if (g_str_has_prefix (path, CULM_STORED_FILE_INSIDE "/")) /* of which a printer knows the name alone */
    return attempt == 0 ? g_strconcat ("brtc://emmc", strrchr (path, '/'), NULL) : NULL;
  while (attempt > 0 && *forms != NULL) {
    attempt--;
    forms++;
  }
  return *forms != NULL ? g_strconcat (*forms, path, NULL) : NULL;
}
