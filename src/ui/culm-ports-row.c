/* culm-ports-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-ports-row.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define N_PORTS 6

struct _CulmPortsRow {
  AdwExpanderRow parent_instance;
  GtkEditable *entries[N_PORTS];
};

G_DEFINE_FINAL_TYPE (CulmPortsRow, culm_ports_row, ADW_TYPE_EXPANDER_ROW)

static const struct {
  const char *title; /* with the usual number */
  gsize offset;
} places[N_PORTS] = {
  { N_ ("Control (usually %u)"), G_STRUCT_OFFSET (CulmLanPorts, mqtt) },
  { N_ ("Files (usually %u)"), G_STRUCT_OFFSET (CulmLanPorts, ftps) },
  { N_ ("Camera (usually %u)"), G_STRUCT_OFFSET (CulmLanPorts, camera) },
  { N_ ("Video (usually %u)"), G_STRUCT_OFFSET (CulmLanPorts, rtsps) },
  { N_ ("File tunnel (usually %u)"), G_STRUCT_OFFSET (CulmLanPorts, tunnel) },
  { N_ ("Detection (usually %u)"), G_STRUCT_OFFSET (CulmLanPorts, detect) },
};

static guint16 *
get_place (CulmLanPorts *ports, guint i)
{
  return (guint16 *) G_STRUCT_MEMBER_P (ports, places[i].offset);
}

/* Nothing is the usual port. */
static gboolean
read_entry (GtkEditable *entry, guint16 *port)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  guint64 number;

  if (*text == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = (guint16) number;
  return TRUE;
}

static void
on_changed (GtkEditable *entry)
{
  guint16 port;

  if (read_entry (entry, &port))
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
culm_ports_row_class_init (CulmPortsRowClass *klass G_GNUC_UNUSED)
{
}

static void
culm_ports_row_init (CulmPortsRow *self)
{
  CulmLanPorts usual = CULM_LAN_PORTS_INIT;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Advanced"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ ("Ports, where they differ"));
  for (guint i = 0; i < N_PORTS; i++) {
    const char *title = _ (places[i].title), *place = strstr (title, "%u");
    g_autofree char *whole =
        place == NULL ? g_strdup (title)
                      : g_strdup_printf ("%.*s%u%s", (int) (place - title), title, *get_place (&usual, i), place + 2);
    GtkWidget *entry = adw_entry_row_new ();

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), whole);
    g_object_set (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "input-purpose", GTK_INPUT_PURPOSE_DIGITS, NULL);
    culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))), whole);
    g_signal_connect (entry, "changed", G_CALLBACK (on_changed), NULL);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);
    self->entries[i] = GTK_EDITABLE (entry);
  }
}

gboolean
culm_ports_row_read (CulmPortsRow *self, CulmLanPorts *ports)
{
  CulmLanPorts read = CULM_LAN_PORTS_INIT;

  for (guint i = 0; i < N_PORTS; i++) {
    if (read_entry (self->entries[i], get_place (&read, i)))
      continue;
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
    gtk_widget_add_css_class (GTK_WIDGET (self->entries[i]), "error");
    gtk_widget_grab_focus (GTK_WIDGET (self->entries[i]));
    return FALSE;
  }
  *ports = read;
  return TRUE;
}
