/* culm-text-camera.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Why a camera shows nothing, as a person reads it (reference/errors.md §6). (transfer full). */
char *culm_text_camera_error (const GError *error);

/* The badge of a picture that is `age` seconds old: "LIVE", or how old it is once that is worth a word. (transfer
 * full). */
char *culm_text_camera_age (gint64 age);

/* A file name for a picture that is taken now: the printer's name and the time, without what file systems refuse.
 * (transfer full). */
char *culm_text_camera_file_name (const char *printer, GDateTime *now);

/* In seconds: a picture that is older is not live. The slowest cameras send one in two seconds. */
#define CULM_TEXT_CAMERA_LIVE 6

G_END_DECLS
