/* culm-application.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmApplication:
 *
 * The program `culm`: one instance a profile, its options (contract.md §2), its engine, its window and its actions.
 */
#define CULM_TYPE_APPLICATION (culm_application_get_type ())
G_DECLARE_FINAL_TYPE (CulmApplication, culm_application, CULM, APPLICATION, AdwApplication)

CulmApplication *culm_application_new (void);

G_END_DECLS
