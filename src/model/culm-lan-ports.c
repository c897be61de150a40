/* culm-lan-ports.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-ports.h"
#include "culm-error.h"

static const struct {
  const char *name;
  gsize offset;
} services[] = {
  { "mqtt", G_STRUCT_OFFSET (CulmLanPorts, mqtt) },     { "ftps", G_STRUCT_OFFSET (CulmLanPorts, ftps) },
  { "camera", G_STRUCT_OFFSET (CulmLanPorts, camera) }, { "rtsps", G_STRUCT_OFFSET (CulmLanPorts, rtsps) },
  { "tunnel", G_STRUCT_OFFSET (CulmLanPorts, tunnel) }, { "detect", G_STRUCT_OFFSET (CulmLanPorts, detect) },
};

static gboolean
parse_one (CulmLanPorts *ports, const char *word)
{
  const char *equals = strchr (word, '=');
  guint64 number;

  if (equals == NULL || !g_ascii_string_to_unsigned (equals + 1, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++) {
    if (strlen (services[i].name) != (gsize) (equals - word) || !g_str_has_prefix (word, services[i].name))
      continue;
    *(guint16 *) G_STRUCT_MEMBER_P (ports, services[i].offset) = (guint16) number;
    return TRUE;
  }
  return FALSE;
}

gboolean
culm_lan_ports_parse (CulmLanPorts *ports, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  CulmLanPorts parsed = *ports;

  for (char **word = words; *word != NULL; word++) {
    if (**word != '\0' && !parse_one (&parsed, *word)) {
      culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "“%s” names no port of a printer", *word);
      return FALSE;
    }
  }
  *ports = parsed;
  return TRUE;
}

char *
culm_lan_ports_to_string (const CulmLanPorts *ports)
{
  static const CulmLanPorts usual = CULM_LAN_PORTS_INIT;
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (services); i++) {
    guint16 port = *(const guint16 *) G_STRUCT_MEMBER_P (ports, services[i].offset);

    if (port != *(const guint16 *) G_STRUCT_MEMBER_P (&usual, services[i].offset))
      g_string_append_printf (text, "%s%s=%u", text->len > 0 ? "," : "", services[i].name, port);
  }
  return g_string_free (text, FALSE);
}
