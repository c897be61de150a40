/* culm-sim-tunnel-files.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-host.h"
#include <json-glib/json-glib.h>

/* Results of commands (reference/lan.md §7). */
enum {
  CULM_SIM_TUNNEL_OK = 0,
  CULM_SIM_TUNNEL_CONTINUE = 1,
  CULM_SIM_TUNNEL_BAD_JSON = 2,
  CULM_SIM_TUNNEL_CANCELLED = 4,
  CULM_SIM_TUNNEL_NO_FILE = 10,
  CULM_SIM_TUNNEL_BAD_NAME = 11,
  CULM_SIM_TUNNEL_BAD_SIZE = 12,
  CULM_SIM_TUNNEL_BAD_TYPE = 16,
  CULM_SIM_TUNNEL_NO_STORAGE = 17,
  CULM_SIM_TUNNEL_EXISTS = 19,
  CULM_SIM_TUNNEL_NOT_CREATED = 21,
  CULM_SIM_TUNNEL_NOT_WRITTEN = 22,
  CULM_SIM_TUNNEL_BAD_MD5 = 23,
  CULM_SIM_TUNNEL_SILENT = -1, /* no reply is due */
};

/* What goes back for a command. */
typedef struct {
  int result;
  JsonNode *reply; /* (nullable) */
  GBytes *binary;  /* (nullable) */
} CulmSimTunnelAnswer;

void culm_sim_tunnel_answer_clear (CulmSimTunnelAnswer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulmSimTunnelAnswer, culm_sim_tunnel_answer_clear)

/* A file on its way, in one direction. */
typedef struct {
  int file; /* -1: none */
  gboolean running;
  gint64 sequence, offset, total;
  guint fragment;
  GBytes *memory; /* (nullable): in place of a file */
  char *path;     /* as clients see it */
  char *place;    /* on this machine */
  GChecksum *sum;
} CulmSimTunnelTransfer;

void culm_sim_tunnel_transfer_clear (CulmSimTunnelTransfer *self);

/* Lists (1), thumbnails and parts (2), deletions (3) and storages (7); request: its "req". */
void culm_sim_tunnel_list          (CulmSimHost *host, JsonObject *request, CulmSimTunnelAnswer *answer);
void culm_sim_tunnel_get_part      (CulmSimHost *host, JsonObject *request, CulmSimTunnelAnswer *answer);
void culm_sim_tunnel_delete        (CulmSimHost *host, JsonObject *request, CulmSimTunnelAnswer *answer);
void culm_sim_tunnel_list_storages (CulmSimHost *host, CulmSimTunnelAnswer *answer);

/* Opens a file to send; then its pieces, until one has a result other than CULM_SIM_TUNNEL_CONTINUE. */
void culm_sim_tunnel_begin_download (CulmSimHost *host, CulmSimTunnelTransfer *self, gint64 sequence,
                                     JsonObject *request, CulmSimTunnelAnswer *answer);
void culm_sim_tunnel_send_piece     (CulmSimTunnelTransfer *self, CulmSimTunnelAnswer *answer);

/* Opens a file to come, which is answered; its pieces are answered with CULM_SIM_TUNNEL_SILENT until the last. */
void culm_sim_tunnel_begin_upload (CulmSimHost *host, CulmSimTunnelTransfer *self, gint64 sequence,
                                   JsonObject *request, CulmSimTunnelAnswer *answer);
void culm_sim_tunnel_take_piece   (CulmSimHost *host, CulmSimTunnelTransfer *self, JsonObject *request,
                                   const guint8 *bytes, gsize size, CulmSimTunnelAnswer *answer);
