/* culm-diagnostics.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/* Why commands go out in the form that they do (design.md §4). */
typedef enum {
  CULM_FORM_BY_MODEL,   /* as model and firmware want it */
  CULM_FORM_BY_PERSON,  /* set for this printer */
  CULM_FORM_BY_ACCOUNT, /* the service speaks the vendor's reference */
  CULM_FORM_BY_CAUTION, /* G-code: the model is not known */
} CulmFormReason;

/* What a person may want to know, and to show to others, when a printer does not do as it should. */
typedef struct {
  char *report;          /* all that the printer said, as JSON in lines, redacted; NULL before it said anything */
  guint64 messages;      /* since the program started */
  guint malformed;       /* of these, those that were refused */
  gint64 full_at;        /* when the last full report came, in unix seconds; 0 never */
  CulmRoute route;
  CulmControl control;
  gboolean has_fun;
  guint64 fun, fun2;
  CulmFormReason reason;
  char *forms;           /* "nozzle gcode, bed struct, …" */
} CulmDiagnostics;

void culm_diagnostics_free (CulmDiagnostics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmDiagnostics, culm_diagnostics_free)

/* Gathers it; messages are merged in a worker. NOT_FOUND for a printer that no session feeds. Finish returns
 * (transfer full). */
void             culm_diagnostics_load_async (CulmPrinter *printer, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
CulmDiagnostics *culm_diagnostics_load_finish (CulmPrinter *printer, GAsyncResult *result, GError **error);

/* How a person wants commands for this printer to be written: "auto", "seed", "gcode" or "struct". It is kept in the
 * settings of the profile (nullable: nothing is kept, "auto" is read). Returns: a static string. */
const char *culm_diagnostics_get_dialect (GSettings *settings, CulmPrinter *printer);
void        culm_diagnostics_set_dialect (GSettings *settings, CulmPrinter *printer, const char *dialect);

G_END_DECLS
