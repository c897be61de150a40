/* culm-slicer-config.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* A printer that Bambu Studio or OrcaSlicer has in its configuration: BambuStudio.conf and OrcaSlicer.conf are JSON
 * with the sections "access_code" and "user_access_code" (serial → code), "local_machines" (serial → "dev_ip",
 * "dev_name", "printer_type", newer ones "access_code") and "ip_address" (serial → address). A person can write
 * anything there. */
typedef struct {
  char *serial;               /* 15 or 16 letters and digits */
  char *code;                 /* nullable; a secret: wiped in the end */
  char *name, *host, *model;  /* nullable */
} CulmSlicerPrinter;

void culm_slicer_printer_free (CulmSlicerPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSlicerPrinter, culm_slicer_printer_free)

/* Reads a configuration, with the line of a checksum behind it as on Windows. Pure. Returns: (transfer full): of
 * CulmSlicerPrinter by serial, each once, at most 256; NULL with MALFORMED when it is no such configuration, NOT_FOUND
 * when it names no printer. No error holds a word of the file. */
GPtrArray *culm_slicer_config_parse (const char *text, gsize length, GError **error);

/* For workers: the same of a file of at most 8 MiB, whose copy in memory is wiped. Errors also: as of
 * culm_file_read(). */
GPtrArray *culm_slicer_config_read (const char *path, GError **error);

/* For workers: the configurations of slicers of this person, those in Flatpaks as well. Returns: (transfer full): of
 * paths; at worst empty. */
GPtrArray *culm_slicer_config_find (void);

G_END_DECLS
