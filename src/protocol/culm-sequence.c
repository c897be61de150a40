/* culm-sequence.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sequence.h"

void
culm_sequence_init (CulmSequence *self, guint start)
{
  guint n_numbers = CULM_SEQUENCE_LAST - CULM_SEQUENCE_FIRST + 1;

  if (start >= CULM_SEQUENCE_FIRST && start <= CULM_SEQUENCE_LAST)
    self->next = start;
  else
    self->next = CULM_SEQUENCE_FIRST + start % n_numbers;
}

char *
culm_sequence_next (CulmSequence *self)
{
  guint number = self->next;

  self->next = number >= CULM_SEQUENCE_LAST ? CULM_SEQUENCE_FIRST : number + 1;
  return g_strdup_printf ("%u", number);
}
