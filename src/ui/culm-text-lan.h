/* culm-text-lan.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-found-printer.h"
#include "culm-imported-printer.h"
#include "culm-known-root.h"
#include "culm-lan-printer.h"

G_BEGIN_DECLS

/* What a person reads of a printer in the local network. Plain text, (transfer full). */

/* Why it could not be found, or added. */
char *culm_text_lan_error (const GError *error);

/* Why a file of issuers was not taken, or one of them not forgotten. */
char *culm_text_roots_error (const GError *error);

/* "Until 2032-04-01 · SHA-256 030B CA81 …". */
char *culm_text_root_line (CulmKnownRoot *root);

/* Why a slicer's configuration could not be read. */
char *culm_text_slicer_error (const GError *error);

/* How it stands about a printer that a slicer knows, its certificate with it; `known`: it was added already. */
char *culm_text_import_line (CulmImportedPrinter *printer, gboolean known);

/* "P1S · LAN Only · 192.168.1.7", as far as it is known. */
char *culm_text_found_line (CulmFoundPrinter *found);

/* In groups of four and lines of four groups, to compare by eye. */
char *culm_text_fingerprint (const char *fingerprint);

G_END_DECLS
