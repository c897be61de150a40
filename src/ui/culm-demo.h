/* culm-demo.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/* A farm of virtual printers that runs already: where it is, and how to sign in. Strings are not NULL. */
typedef struct {
  char *server; /* https address */
  char *account, *password, *code;
} CulmDemo;

#define CULM_TYPE_DEMO (culm_demo_get_type ())
GType     culm_demo_get_type (void);
CulmDemo *culm_demo_new (const char *server, const char *account, const char *password, const char *code);
CulmDemo *culm_demo_copy (const CulmDemo *self);
void      culm_demo_free (CulmDemo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmDemo, culm_demo_free)

G_END_DECLS
