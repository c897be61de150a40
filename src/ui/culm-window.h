/* culm-window.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-demo.h"
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmWindow:
 *
 * The main window: first start, sign-in, or the printers with their pages. It remembers its size and what it showed.
 *
 * Actions: "show-printer" (serial, empty for all printers), "back", "search", "upload", "refresh", "accounts",
 * "sign-in", "upload-now", "cancel-transfer", "retry-transfer", "forget-transfer" (id). The demo is the application's
 * ("app.demo").
 */
#define CULM_TYPE_WINDOW (culm_window_get_type ())
G_DECLARE_FINAL_TYPE (CulmWindow, culm_window, CULM, WINDOW, AdwApplicationWindow)

GtkWidget *culm_window_new (GtkApplication *application, CulmEngine *engine);

/* A farm of virtual printers: its server is filled in at the sign-in, and the demo signs in by itself. */
void culm_window_set_demo (CulmWindow *self, const CulmDemo *demo);
void culm_window_run_demo (CulmWindow *self);

/* `serial` empty: all printers. One that is not known yet is shown as soon as it is. */
void culm_window_show_printer (CulmWindow *self, const char *serial);

/* Uploads files as if they had been dropped; `files` is a list of GFile. */
void culm_window_upload (CulmWindow *self, GListModel *files);

/* Shows a sentence for a moment. Plain text. */
void culm_window_tell (CulmWindow *self, const char *sentence);

G_END_DECLS
