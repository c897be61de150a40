/* culm-sim-options.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-options.h"
#include <arpa/inet.h>
#include <gio/gio.h>

#define DEFAULT_MODELS "X1C:printing,P1S:runout,A1mini:idle,H2D:finished,P2S:failed,P1P:offline"
#define FIRST_ADDRESS "127.0.64.1"
#define MAX_PRINTERS 999

/* What GOption fills in before it is judged. */
typedef struct {
  int printers;
  gint64 seed;
  char *models, *contract, *auth, *address;
  gboolean no_greeting;
} Raw;

static void
clear_raw (Raw *raw)
{
  g_free (raw->models);
  g_free (raw->contract);
  g_free (raw->auth);
  g_free (raw->address);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Raw, clear_raw)

static gboolean
refuse (GError **error, const char *option, const char *value, const char *wanted)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s %s: %s is wanted", option, value, wanted);
  return FALSE;
}

static gboolean
judge_words (CulmSimOptions *self, const Raw *raw, GError **error)
{
  static const char *const modes[] = { "password", "code", "tfa" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (modes) && g_strcmp0 (raw->auth, modes[i]) != 0; i++)
    ;
  if (i == G_N_ELEMENTS (modes))
    return refuse (error, "auth", raw->auth, "password, code or tfa");
  self->auth = (CulmSimAuth) i;
  self->seed_contract = g_str_equal (raw->contract, "seed");
  if (!self->seed_contract && !g_str_equal (raw->contract, "service"))
    return refuse (error, "contract", raw->contract, "seed or service");
  return TRUE;
}

/* IPv4, where the whole of 127.0.0.0/8 is this computer's own, or the one IPv6 address that all share. */
static gboolean
judge_address (CulmSimOptions *self, const Raw *raw, GError **error)
{
  gboolean shared = raw->address != NULL && strchr (raw->address, ':') != NULL;
  g_autoptr (GSocketAddress) place = shared ? g_inet_socket_address_new_from_string (raw->address, 0) : NULL;
  struct in_addr first;

  if (place != NULL)
    self->one_address = g_strdup (raw->address);
  if (inet_pton (AF_INET, raw->address != NULL && place == NULL ? raw->address : FIRST_ADDRESS, &first) != 1)
    return refuse (error, "address", raw->address, "a numeric address");
  self->first_address = ntohl (first.s_addr);
  return TRUE;
}

static gboolean
judge_numbers (CulmSimOptions *self, const Raw *raw, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (self->listen);
  g_autoptr (GSocketConnectable) ssdp = g_network_address_parse (self->ssdp, 2021, NULL);

  if (raw->printers < 0 || raw->printers > MAX_PRINTERS) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--printers: 0 to %d are possible", MAX_PRINTERS);
    return FALSE;
  }
  if (!(self->speed > 0 && self->speed <= 1e6)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--speed: a number over 0 is wanted");
    return FALSE;
  }
  if (address == NULL)
    return refuse (error, "listen", self->listen, "a numeric address");
  if (!judge_address (self, raw, error))
    return FALSE;
  if (ssdp == NULL)
    return refuse (error, "ssdp", self->ssdp, "ADDRESS:PORT");
  self->printers = raw->printers;
  self->seed = raw->seed;
  self->greeting = !raw->no_greeting;
  self->models = g_strsplit (raw->models, ",", -1);
  return TRUE;
}

CulmSimOptions *
culm_sim_options_parse (int *argc, char ***argv, GError **error)
{
  g_autoptr (CulmSimOptions) self = g_new0 (CulmSimOptions, 1);
  g_autoptr (GOptionContext) context = g_option_context_new ("- a virtual cloud with virtual printers");
  g_auto (Raw) raw = { .printers = 6, .seed = 1 };
  const GOptionEntry entries[] = {
    { "printers", 0, 0, G_OPTION_ARG_INT, &raw.printers, "How many printers (6)", "N" },
    { "models", 0, 0, G_OPTION_ARG_STRING, &raw.models, "MODEL[:STATE],..., repeated to fill them", "LIST" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &self->speed, "Factor for prints, heating and drying (1)", "X" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &raw.seed, "What serials, names and jobs follow from (1)", "N" },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->state_dir, "Where certificates and files go", "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen, "Address to listen on (127.0.0.1)", "ADDRESS" },
    { "contract", 0, 0, G_OPTION_ARG_STRING, &raw.contract, "seed or service (service)", "NAME" },
    { "auth", 0, 0, G_OPTION_ARG_STRING, &raw.auth, "password, code or tfa (code)", "MODE" },
    { "no-greeting", 0, 0, G_OPTION_ARG_NONE, &raw.no_greeting, "No unasked report after a subscription", NULL },
    { "lan", 0, 0, G_OPTION_ARG_NONE, &self->lan, "The printers also listen, each on an address of its own", NULL },
    { "address", 0, 0, G_OPTION_ARG_STRING, &raw.address,
      "Of the first printer (127.0.64.1); the others follow, or share one of IPv6", "ADDRESS" },
    { "ssdp", 0, 0, G_OPTION_ARG_STRING, &self->ssdp, "Where they announce themselves (127.0.0.1:2021)", "PLACE" },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &self->quiet, "Print nothing but the ready line", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, "Print the version", NULL },
    { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  };

  self->speed = 1;
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return NULL;
  if (*argc > 1) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "Unknown argument %s", (*argv)[1]);
    return NULL;
  }
  if (self->listen == NULL)
    self->listen = g_strdup ("127.0.0.1");
  if (self->ssdp == NULL)
    self->ssdp = g_strdup ("127.0.0.1:2021");
  if (raw.models == NULL)
    raw.models = g_strdup (DEFAULT_MODELS);
  if (raw.contract == NULL)
    raw.contract = g_strdup ("service");
  if (raw.auth == NULL)
    raw.auth = g_strdup ("code");
  if (!judge_words (self, &raw, error) || !judge_numbers (self, &raw, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
culm_sim_options_free (CulmSimOptions *self)
{
  g_strfreev (self->models);
  g_free (self->state_dir);
  g_free (self->listen);
  g_free (self->one_address);
  g_free (self->ssdp);
  g_free (self);
}
