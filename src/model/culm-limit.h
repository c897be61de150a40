/* culm-limit.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The ceilings that a client keeps by itself, for each account (reference/rest.md §5). */
typedef enum {
  CULM_LIMIT_REQUESTS, /* 1 000 authenticated calls an hour */
  CULM_LIMIT_DEVICE,   /* 10 questions for the state of a device a minute, each device by itself */
  CULM_LIMIT_UPLOADS,  /* 10 files an hour */
  CULM_LIMIT_MESSAGES, /* 100 MQTT messages a minute */
  CULM_LIMIT_PAUSE,    /* no number: the service asked to be left alone (429) */
} CulmLimit;

/* "requests", "device-status", "uploads", "messages", "pause": as it is kept, and as errors bear it. A static text. */
const char *culm_limit_get_name (CulmLimit limit);

/* LIMITED of origin cloud, or mqtt for messages, with the seconds (rounded up) until it goes on as its retry-after.
 * Returns: (transfer full). */
GError *culm_limit_error_new (CulmLimit limit, gint64 microseconds);
/* Which ceiling an error speaks of. FALSE when it is no such error, or the server's own. */
gboolean culm_limit_of_error (const GError *error, CulmLimit *limit);

/* A bucket of tokens that fills evenly, and is full when it was never used. Plain values, for whoever keeps them. */
typedef struct {
  double tokens;
  gint64 at; /* when there were so many: unix µs; 0: never */
} CulmBucket;

/* Takes `count` tokens when at least `reserve` of them stay, or `anyway`: then it may sink below nothing, at most by
 * what it can hold. A clock that went back costs nothing but what would have come in between. `now` in unix µs.
 * Returns: 0 when they were taken, else the instant when they can be: unix µs. */
gint64 culm_bucket_take (CulmBucket *self, CulmLimit limit, gint64 now, guint count, guint reserve, gboolean anyway);

G_END_DECLS
