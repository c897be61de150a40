/* culm-sim-ftp-faults.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-ftp-faults.h"
#include "culm-sim-json.h"
#include <gio/gio.h>

typedef struct {
  CulmSimFtpWhat what;
  char *serial, *command, *path; /* (nullable) */
  gint64 after, times;           /* -1: not given, without end */
  double value;
  guint status;
  char *text;
} Order;

struct _CulmSimFtpFaults {
  GMutex lock;
  GPtrArray *orders; /* Order, oldest first */
};

static const char *const what_names[] = { "reset", "truncate",  "delay",  "status", "slow",
                                          "size",  "no-notify", "no-tls", "stall",  NULL };

static void
free_order (Order *order)
{
  g_free (order->serial);
  g_free (order->command);
  g_free (order->path);
  g_free (order->text);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, free_order)

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, text);
  return FALSE;
}

static gboolean
read_value (Order *order, JsonObject *json, GError **error)
{
  JsonObject *answer = culm_sim_json_get_object (json, "value");

  if (order->what == CULM_SIM_FTP_STATUS) {
    order->status = answer != NULL ? (guint) culm_sim_json_get_int (answer, "status", 0) : 0;
    order->text = answer != NULL ? g_strdup (culm_sim_json_get_string (answer, "body", "Not now.")) : NULL;
    return (order->status >= 200 && order->status < 600) || refuse (error, "value is {\"status\",\"body\"}");
  }
  order->value = culm_sim_json_get_double (json, "value", -1);
  if (order->value < 0 && (order->what == CULM_SIM_FTP_DELAY || order->what == CULM_SIM_FTP_SLOW ||
                           order->what == CULM_SIM_FTP_SIZE || order->what == CULM_SIM_FTP_STALL))
    return refuse (error, "value is a number of 0 or more");
  return TRUE;
}

static gboolean
fits (const char *wanted, const char *given)
{
  return wanted == NULL || g_strcmp0 (wanted, given) == 0;
}

/* Whether such trouble can come of this command at all. */
static gboolean
concerns (CulmSimFtpWhat what, const char *command)
{
  static const char *const transfers[] = { "RETR", "STOR", "LIST", "NLST", NULL };

  if (what == CULM_SIM_FTP_SIZE)
    return g_str_equal (command, "SIZE");
  return what == CULM_SIM_FTP_STATUS || what == CULM_SIM_FTP_DELAY || g_strv_contains (transfers, command);
}

static void
apply (CulmSimFtpTrouble *trouble, const Order *order)
{
  trouble->due[order->what] = TRUE;
  switch (order->what) {
  case CULM_SIM_FTP_RESET:
  case CULM_SIM_FTP_TRUNCATE: trouble->cut = MAX (order->after, 0); break;
  case CULM_SIM_FTP_DELAY: trouble->delay = order->value; break;
  case CULM_SIM_FTP_SLOW: trouble->pace = order->value; break;
  case CULM_SIM_FTP_SIZE: trouble->size = (gint64) order->value; break;
  case CULM_SIM_FTP_STALL:
    trouble->halt = MAX (order->after, 0);
    trouble->rest = order->value;
    break;
  case CULM_SIM_FTP_STATUS:
    trouble->status = order->status;
    g_free (trouble->text);
    trouble->text = g_strdup (order->text);
    break;
  case CULM_SIM_FTP_NO_NOTIFY:
  case CULM_SIM_FTP_NO_TLS:
  default: break;
  }
}

void
culm_sim_ftp_trouble_clear (CulmSimFtpTrouble *self)
{
  g_free (self->text);
}

CulmSimFtpFaults *
culm_sim_ftp_faults_new (void)
{
  CulmSimFtpFaults *self = g_new0 (CulmSimFtpFaults, 1);

  g_mutex_init (&self->lock);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) free_order);
  return self;
}

void
culm_sim_ftp_faults_free (CulmSimFtpFaults *self)
{
  g_ptr_array_unref (self->orders);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
culm_sim_ftp_faults_add (CulmSimFtpFaults *self, JsonObject *json, GError **error)
{
  g_autoptr (Order) order = g_new0 (Order, 1);
  const char *what = culm_sim_json_get_string (json, "what", "");
  gboolean known = FALSE;

  for (guint i = 0; what_names[i] != NULL; i++) {
    if (!g_str_equal (what, what_names[i]))
      continue;
    order->what = (CulmSimFtpWhat) i;
    known = TRUE;
  }
  if (!known)
    return refuse (error, "what is one of reset, truncate, delay, status, slow, size, no-notify, no-tls, stall");
  order->serial = g_strdup (culm_sim_json_get_string (json, "serial", NULL));
  order->command = g_strdup (culm_sim_json_get_string (json, "command", NULL));
  order->path = g_strdup (culm_sim_json_get_string (json, "path", NULL));
  order->after = culm_sim_json_get_int (json, "after", -1);
  order->times = culm_sim_json_get_int (json, "times", -1);
  if (!read_value (order, json, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->orders, g_steal_pointer (&order));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

void
culm_sim_ftp_faults_clear (CulmSimFtpFaults *self)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->orders, 0);
  g_mutex_unlock (&self->lock);
}

void
culm_sim_ftp_faults_take (CulmSimFtpFaults *self, const char *serial, const char *command, const char *path,
                          CulmSimFtpTrouble *trouble)
{
  *trouble = (CulmSimFtpTrouble){ .cut = -1, .halt = -1 };
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->orders->len;) {
    Order *order = g_ptr_array_index (self->orders, i);

    /* of a command without a file only what names the command */
    if (!concerns (order->what, command) || !fits (order->serial, serial) || !fits (order->command, command) ||
        trouble->due[order->what] || (path == NULL && order->command == NULL) ||
        (order->path != NULL && (path == NULL || !g_str_has_prefix (path, order->path)))) {
      i++;
      continue;
    }
    apply (trouble, order);
    if (order->times > 0 && --order->times == 0)
      g_ptr_array_remove_index (self->orders, i);
    else
      i++;
  }
  g_mutex_unlock (&self->lock);
}
