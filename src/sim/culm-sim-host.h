/* culm-sim-host.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-authority.h"
#include "culm-sim-camera.h"
#include "culm-sim-ftp-faults.h"
#include "culm-sim-listener.h"
#include "culm-sim-printer.h"

typedef struct _CulmSimWorld CulmSimWorld;

typedef enum {
  CULM_SIM_PORT_MQTT,
  CULM_SIM_PORT_FTPS,
  CULM_SIM_PORT_CAMERA,
  CULM_SIM_PORT_RTSPS,
  CULM_SIM_PORT_TUNNEL,
  CULM_SIM_PORT_DETECT,
  CULM_SIM_N_PORTS,
} CulmSimPort;

/* "mqtt" …; NULL-terminated, in the order of CulmSimPort. */
extern const char *const culm_sim_port_names[];

/* A printer as its network sees it: an address, and the servers that its model has (reference/lan.md §1). */
#define CULM_SIM_TYPE_HOST (culm_sim_host_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimHost, culm_sim_host, CULM_SIM, HOST, GObject)

/* Nothing listens before culm_sim_host_start (). The others must outlive the host. */
CulmSimHost *culm_sim_host_new (CulmSimWorld *world, CulmSimAuthority *authority, CulmSimPrinter *printer,
                                GError **error);

/* Listens on the printer's address: on the ports of before, else on the real ones, else on free ones. */
gboolean culm_sim_host_start (CulmSimHost *self, GError **error);
/* Cuts everybody. */
void     culm_sim_host_stop  (CulmSimHost *self);
gboolean culm_sim_host_is_up (CulmSimHost *self);

CulmSimPrinter *culm_sim_host_get_printer (CulmSimHost *self); /* (transfer none) */
char           *culm_sim_host_dup_address (CulmSimHost *self); /* (transfer full) */
/* Returns: 0 where the model has no such server */
guint           culm_sim_host_get_port    (CulmSimHost *self, CulmSimPort port);
/* Returns: (transfer none) (nullable) */
CulmSimListener *culm_sim_host_get_listener (CulmSimHost *self, CulmSimPort port);

/* How many may be on MQTT and FTPS at once, 0 for what the model can do; replaces: as of the listener. */
void culm_sim_host_set_limit (CulmSimHost *self, guint limit, gboolean replaces);
/* How its camera goes from now on; FALSE for what makes no sense. */
gboolean culm_sim_host_set_camera (CulmSimHost *self, JsonObject *wish);
/* The server name of the last TLS handshake that was done. Returns: (transfer full) (nullable) */
char *culm_sim_host_dup_asked_name (CulmSimHost *self);
/* A new key and certificate for this CN; whoever is connected is cut. */
gboolean culm_sim_host_renew_certificate (CulmSimHost *self, const char *name, GError **error);
/* Has the threads know what the printer is called and opened with now. */
void     culm_sim_host_refresh           (CulmSimHost *self);

/* The rest is for the threads of visitors. */

/* The server's side of TLS, with the certificate of the moment. */
gboolean    culm_sim_host_start_tls       (CulmSimHost *self, CulmSimStream *stream);
/* Whether these are the user and the code of the printer, NUL-terminated. */
gboolean    culm_sim_host_admits          (CulmSimHost *self, const char *user, const char *code);
const char *culm_sim_host_get_broker_path (CulmSimHost *self);
/* Waits for its live view. Returns: port of 127.0.0.1, 0 where there is none */
guint       culm_sim_host_wait_live       (CulmSimHost *self, GCancellable *cancellable);
CulmSimCamera culm_sim_host_get_camera    (CulmSimHost *self);
guint       culm_sim_host_get_seed        (CulmSimHost *self); /* what its pictures follow from */
const char *culm_sim_host_get_card        (CulmSimHost *self); /* folder of its storage, made now */
const char *culm_sim_host_get_inside      (CulmSimHost *self); /* the same of what the newer ones have inside */
gboolean    culm_sim_host_has_card        (CulmSimHost *self); /* a card or stick is in */
/* Ways of its FTPS server: NLST gives paths; AVBL is answered; an upload is ended with close-notify. */
gboolean    culm_sim_host_lists_paths     (CulmSimHost *self);
gboolean    culm_sim_host_tells_room      (CulmSimHost *self);
gboolean    culm_sim_host_ends_politely   (CulmSimHost *self);
/* Ordered trouble that is due for this command (culm_sim_ftp_faults_take ()). */
void        culm_sim_host_take_ftp_trouble (CulmSimHost *self, const char *command, const char *path,
                                            CulmSimFtpTrouble *trouble);
/* A file came whole: it goes to the list of uploads, soon. */
void        culm_sim_host_note_upload     (CulmSimHost *self, const char *path, gint64 size, const char *sha256);
/* Returns: (transfer full): the answer to a detect frame, JSON (lan.md §6) */
char       *culm_sim_host_dup_card        (CulmSimHost *self);
