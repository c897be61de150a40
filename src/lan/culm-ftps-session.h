/* culm-ftps-session.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-target.h"
#include "culm-file-store.h"

G_BEGIN_DECLS

/* One control connection by libcurl, for a worker: everything here blocks, and one exchange goes on at a time. */
typedef struct _CulmFtpsSession CulmFtpsSession;

CulmFtpsSession *culm_ftps_session_new (CulmLanTarget *target, gboolean open_data);
void             culm_ftps_session_set_patience (CulmFtpsSession *self, guint seconds);
/* Says good-bye to the printer, which may take a while. */
void culm_ftps_session_free (CulmFtpsSession *self);
void culm_ftps_session_close (CulmFtpsSession *self);

/* What one exchange is to do, and what came of it. */
typedef struct {
  const char *path;                  /* "/" for commands alone */
  const char *const *commands;       /* nullable: sent before anything else; "*CMD" may fail */
  GByteArray *bytes;                 /* nullable: takes what is read, at most `most` bytes */
  gsize most;
  GOutputStream *sink;               /* nullable: takes what is read */
  gint64 offset;                     /* where to begin to read; UNSUPPORTED when the printer cannot */
  GInputStream *source;              /* nullable: is written */
  gint64 size;                       /* of the source, or of what is read as far as is known, else -1; after an
                                      * exchange that asks for it, of the file or -1 */
  gboolean ask_size;
  CulmFileStoreMeter *meter;           /* nullable */
  GCancellable *cancellable;

  gboolean begun; /* the printer has opened the file: 150 */
  gint64 moved; /* bytes of the source that were taken, or of the sink that were written */
  int reply;    /* the last one, 0: none */
  char *words;  /* of the last one (transfer full) (nullable) */
} CulmFtpsExchange;

void culm_ftps_exchange_clear (CulmFtpsExchange *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulmFtpsExchange, culm_ftps_exchange_clear)

/* Returns: FALSE with an error as culm-file-store.h has them; `reply` tells more. Once a printer has refused the access
 * code it is not asked again for a minute, and the error stays: it locks people out who guess. */
gboolean culm_ftps_session_run (CulmFtpsSession *self, CulmFtpsExchange *exchange, GError **error);

G_END_DECLS
