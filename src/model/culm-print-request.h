/* culm-print-request.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-model.h"

G_BEGIN_DECLS

/* Of what firmware may decide by itself: `auto_bed_leveling` and its like (reference/mqtt.md §4.4). */
typedef enum {
  CULM_PREPARATION_OFF,
  CULM_PREPARATION_ON,
  CULM_PREPARATION_AUTO,
} CulmPreparation;

/* Where a filament of a project comes from; unit -1: it is not used. Units as in culm_command_new_ams_load(). */
typedef struct {
  int unit, slot;
} CulmFilamentPlace;

/**
 * CulmPrintRequest:
 *
 * A job to be started (reference/mqtt.md §4.4). NULL and 0 where nothing is known: ids are "0" then, the plate type
 * "auto". Begin with CULM_PRINT_REQUEST_INIT.
 */
typedef struct {
  char *file;  /* base name of the 3mf, or the path of a plain .gcode on the printer */
  char *url;   /* where the printer fetches it; NULL: it lies on its storage */
  char *title; /* for the printer's screen; NULL: the file's name without its ending */
  char *md5;
  char *bed_type; /* "textured_plate" */
  char *project_id, *profile_id, *task_id, *subtask_id;
  int plate; /* from 1 */
  CulmPreparation levelling, flow, nozzle_offset;
  gboolean vibration, inspect, timelapse, timelapse_inside, use_ams;
  CulmFilamentPlace *places; /* one a filament of the project */
  guint n_places;
  int *nozzles; /* of a rack, one a filament; from the answer to get_auto_nozzle_mapping */
  guint n_nozzles;
  int *skipped; /* objects that are left out, by their identify_id */
  guint n_skipped;
} CulmPrintRequest;

#define CULM_PRINT_REQUEST_INIT                                                                                        \
  { .plate = 1, .levelling = CULM_PREPARATION_AUTO, .flow = CULM_PREPARATION_AUTO,                                     \
    .nozzle_offset = CULM_PREPARATION_AUTO, .inspect = TRUE }

CulmPrintRequest *culm_print_request_copy (const CulmPrintRequest *self);
void              culm_print_request_free (CulmPrintRequest *self);
void              culm_print_request_clear (CulmPrintRequest *self); /* of one that is not on the heap */
gboolean          culm_print_request_equal (const CulmPrintRequest *a, const CulmPrintRequest *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmPrintRequest, culm_print_request_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulmPrintRequest, culm_print_request_clear)

/* Whether it is G-code alone, without a project around it. */
gboolean culm_print_request_is_gcode (const CulmPrintRequest *self);

/* The `url` of a file on the printer's own storage, by its path there (reference/lan.md §5). `attempt` 0: as all models
 * take it; 1 …: as this one may take it when it has refused the one before with 0500-4002 or 0500-8013. Returns:
 * (transfer full) (nullable): there are no more. */
char *culm_print_request_make_url (const CulmPrinterModel *model, const char *path, guint attempt);

G_END_DECLS
