/* culm-sim-storage.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-exchange.h"
#include "culm-sim-world.h"

/* The object storage behind presigned URLs: takes files, gives cover pictures. It knows no account: a request with
 * an Authorization header, and in the service's form with a Content-Type, is refused as SignatureDoesNotMatch
 * (rest.md §10.3, §11). */
#define CULM_SIM_STORAGE_UPLOAD "/storage/upload/"
#define CULM_SIM_STORAGE_SIZE "/storage/size/"
#define CULM_SIM_STORAGE_COVER "/storage/cover/"
#define CULM_SIM_STORAGE_UPLOAD_LIFETIME 300  /* s */
#define CULM_SIM_STORAGE_COVER_LIFETIME 3600 /* s */

/* Returns: (transfer full): a URL for this path that is good for so many seconds */
char *culm_sim_storage_sign (CulmSimWorld *world, const char *path, gint64 lifetime);

/* The picture of a job: the same title and colour give the same. color: "RRGGBBAA".
 * Returns: (transfer full): its signed URL */
char *culm_sim_storage_sign_cover (CulmSimWorld *world, const char *title, const char *color);

/* The headers of a message came: has a file summed while it comes, and not kept. */
void culm_sim_storage_begin (CulmSimWorld *world, SoupServerMessage *message, const char *path);

/* Handlers of the cloud's routes. world: a CulmSimWorld. */
void culm_sim_storage_put_file  (gpointer world, CulmSimExchange *exchange);
void culm_sim_storage_put_size  (gpointer world, CulmSimExchange *exchange);
void culm_sim_storage_get_cover (gpointer world, CulmSimExchange *exchange);
