/* culm-imported-printer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-found-printer.h"

G_BEGIN_DECLS

typedef enum {
  CULM_IMPORT_LOOKING,    /* it is being looked for */
  CULM_IMPORT_READY,      /* it answers: it can be imported */
  CULM_IMPORT_NO_CODE,    /* the slicer has no access code of it */
  CULM_IMPORT_NO_ADDRESS, /* neither the slicer nor an announcement tells where it is */
  CULM_IMPORT_SILENT,     /* does not answer, or somebody else does: see the error */
  CULM_IMPORT_ADDING,
  CULM_IMPORT_DONE,
  CULM_IMPORT_FAILED,     /* see the error; it can be tried again */
} CulmImportState;

/**
 * CulmImportedPrinter:
 *
 * A printer that a slicer of this computer knows, on its way to being added. Its access code is not to be seen here.
 * Properties (readable, notify): "state" (int: CulmImportState).
 */
#define CULM_TYPE_IMPORTED_PRINTER (culm_imported_printer_get_type ())
G_DECLARE_FINAL_TYPE (CulmImportedPrinter, culm_imported_printer, CULM, IMPORTED_PRINTER, GObject)

const char     *culm_imported_printer_get_serial (CulmImportedPrinter *self);
const char     *culm_imported_printer_get_name (CulmImportedPrinter *self);  /* the serial when there is none */
const char     *culm_imported_printer_get_model (CulmImportedPrinter *self); /* nullable: "P1S", else its id */
const char     *culm_imported_printer_get_host (CulmImportedPrinter *self);  /* nullable */
CulmImportState culm_imported_printer_get_state (CulmImportedPrinter *self);
const GError   *culm_imported_printer_get_error (CulmImportedPrinter *self); /* nullable */

/* What was seen of it, once it answered: its certificate above all. (transfer none) (nullable). */
CulmFoundPrinter *culm_imported_printer_get_found (CulmImportedPrinter *self);

/* For the engine, and for pictures. Texts but the serial are nullable; `code` is copied and wiped in the end. */
CulmImportedPrinter *culm_imported_printer_new (const char *serial, const char *name, const char *model_id,
                                                const char *host, const char *code);
void culm_imported_printer_set_state (CulmImportedPrinter *self, CulmImportState state, const GError *error);
void culm_imported_printer_set_host (CulmImportedPrinter *self, const char *host);
void culm_imported_printer_set_found (CulmImportedPrinter *self, CulmFoundPrinter *found);

G_END_DECLS
