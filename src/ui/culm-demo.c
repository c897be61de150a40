/* culm-demo.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-demo.h"

G_DEFINE_BOXED_TYPE (CulmDemo, culm_demo, culm_demo_copy, culm_demo_free)

CulmDemo *
culm_demo_new (const char *server, const char *account, const char *password, const char *code)
{
  CulmDemo *self = g_new0 (CulmDemo, 1);

  self->server = g_strdup (server);
  self->account = g_strdup (account);
  self->password = g_strdup (password);
  self->code = g_strdup (code);
  return self;
}

CulmDemo *
culm_demo_copy (const CulmDemo *self)
{
  return culm_demo_new (self->server, self->account, self->password, self->code);
}

void
culm_demo_free (CulmDemo *self)
{
  g_free (self->server);
  g_free (self->account);
  g_free (self->password);
  g_free (self->code);
  g_free (self);
}
