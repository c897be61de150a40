/* culm-pager.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-envelope.h"

G_BEGIN_DECLS

/**
 * CulmPager:
 *
 * Which page of a list to ask for next, and what the pages held (reference/rest.md §5). It knows `total`, `has_more`
 * and lists with neither, servers that count by an offset, by pages or after a row; a row met twice counts once; it
 * ends when a page brings nothing new, whatever the server says. Pure: somebody else sends the requests.
 */
typedef struct _CulmPager CulmPager;

/* `member` is the list in the answer ("hits"), `id` names a row in it. `limit` rows a page, `max` rows in all. */
CulmPager *culm_pager_new (const char *member, const char *id, guint limit, guint max);
void       culm_pager_free (CulmPager *self);

/* "limit=20&offset=0", with `page` to a server that spoke of pages; "after=ID&limit=20" to one that gave the same page
 * twice. Returns: (transfer full), or NULL at the end. */
char *culm_pager_get_query (CulmPager *self);
void  culm_pager_take (CulmPager *self, CulmEnvelope *page);
/* All rows so far. Returns: (transfer none) (element-type JsonObject). */
GPtrArray *culm_pager_get_rows (CulmPager *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmPager, culm_pager_free)

G_END_DECLS
