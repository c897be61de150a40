/* culm-wipe.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-wipe.h"

#include <string.h>

void
culm_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}
