/* culm-sim-options.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

typedef enum { CULM_SIM_AUTH_PASSWORD, CULM_SIM_AUTH_CODE, CULM_SIM_AUTH_TFA } CulmSimAuth;

typedef struct {
  guint printers;
  GStrv models; /* MODEL[:STATE], repeated to fill `printers` */
  double speed; /* over 0 */
  guint64 seed;
  char *state_dir; /* NULL: a temporary one, removed at the end */
  char *listen;    /* a numeric address */
  CulmSimAuth auth;
  gboolean seed_contract;
  gboolean greeting;
  gboolean lan;
  guint32 first_address; /* IPv4, host byte order: of the first printer, the others follow */
  char *one_address;     /* IPv6, with its scope where it needs one: of all printers; NULL: they have IPv4 */
  char *ssdp; /* "ADDRESS:PORT" that hears the printers' announcements */
  gboolean quiet;
  gboolean version;
} CulmSimOptions;

/* Reads the command line; --help is answered inside, as GOption does.
 * Returns: (transfer full) (nullable): NULL with a GOptionError for what cannot be understood. */
CulmSimOptions *culm_sim_options_parse (int *argc, char ***argv, GError **error);

void culm_sim_options_free (CulmSimOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSimOptions, culm_sim_options_free)
