/* culm-slicer-config.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-slicer-config.h"
#include "culm-error.h"
#include "culm-file.h"
#include "culm-lan-words.h"
#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_BYTES (8 * 1024 * 1024)
#define MAX_DEPTH 32
#define MAX_PRINTERS 256
#define MAX_CODE 64
#define MAX_HOST 253

static const char *const slicers[] = { "BambuStudio", "OrcaSlicer" };
static const struct {
  const char *id, *slicer;
} flatpaks[] = {
  { "com.bambulab.BambuStudio", "BambuStudio" },
  { "com.orcaslicer.OrcaSlicer", "OrcaSlicer" },
  { "io.github.softfever.OrcaSlicer", "OrcaSlicer" },
};

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
culm_slicer_printer_free (CulmSlicerPrinter *self)
{
  g_free (self->serial);
  wipe (self->code);
  g_free (self->name);
  g_free (self->host);
  g_free (self->model);
  g_free (self);
}

/* ---- Sections ---- */

/* Text without blanks around it; NULL when there is none. */
static char *
dup_text (JsonNode *node)
{
  char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                   ? g_strstrip (json_node_dup_string (node))
                   : NULL;

  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static char *
dup_member (JsonObject *object, const char *name)
{
  return dup_text (json_object_get_member (object, name));
}

/* A code is typed at a printer: plain letters and digits. */
static gboolean
is_code (const char *text)
{
  gsize length = strlen (text);

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return length <= MAX_CODE;
}

/* A number or a name; no port, no path. */
static gboolean
is_host (const char *text)
{
  return strlen (text) <= MAX_HOST && g_utf8_validate (text, -1, NULL) && strpbrk (text, "/@[] \t\r\n\"'%\\") == NULL &&
         (strchr (text, ':') == NULL || g_hostname_is_ip_address (text));
}

/* The printer of this serial, made where it is new. NULL: none that can be. */
static CulmSlicerPrinter *
get_printer (GHashTable *printers, const char *serial)
{
  CulmSlicerPrinter *printer;

  if (!culm_lan_is_serial (serial))
    return NULL;
  printer = g_hash_table_lookup (printers, serial);
  if (printer == NULL && g_hash_table_size (printers) < MAX_PRINTERS) {
    printer = g_new0 (CulmSlicerPrinter, 1);
    printer->serial = g_strdup (serial);
    g_hash_table_insert (printers, printer->serial, printer);
  }
  return printer;
}

/* Takes `code` (nullable); the first one that is given stays. */
static void
take_code (CulmSlicerPrinter *printer, char *code)
{
  if (code != NULL && printer->code == NULL && is_code (code))
    printer->code = g_steal_pointer (&code);
  wipe (code);
}

static void
take_host (CulmSlicerPrinter *printer, char *host)
{
  if (host != NULL && printer->host == NULL && is_host (host))
    printer->host = g_steal_pointer (&host);
  g_free (host);
}

static void
read_code (JsonObject *section G_GNUC_UNUSED, const char *serial, JsonNode *node, gpointer printers)
{
  CulmSlicerPrinter *printer = get_printer (printers, serial);

  if (printer != NULL)
    take_code (printer, dup_text (node));
}

static void
read_address (JsonObject *section G_GNUC_UNUSED, const char *serial, JsonNode *node, gpointer printers)
{
  CulmSlicerPrinter *printer = get_printer (printers, serial);

  if (printer != NULL)
    take_host (printer, dup_text (node));
}

static void
read_machine (JsonObject *section G_GNUC_UNUSED, const char *serial, JsonNode *node, gpointer printers)
{
  JsonObject *machine = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  CulmSlicerPrinter *printer = machine != NULL ? get_printer (printers, serial) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *model = NULL;

  if (printer == NULL)
    return;
  name = dup_member (machine, "dev_name");
  model = dup_member (machine, "printer_type");
  take_host (printer, dup_member (machine, "dev_ip"));
  take_code (printer, dup_member (machine, "access_code"));
  if (name != NULL)
    printer->name = culm_lan_tidy_name (name);
  if (model != NULL && culm_lan_is_word (model))
    printer->model = g_steal_pointer (&model);
}

static void
read_section (JsonObject *root, const char *name, JsonObjectForeach read, GHashTable *printers)
{
  JsonNode *section = json_object_get_member (root, name);

  if (section != NULL && JSON_NODE_HOLDS_OBJECT (section))
    json_object_foreach_member (json_node_get_object (section), read, printers);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const CulmSlicerPrinter *const *) a)->serial, (*(const CulmSlicerPrinter *const *) b)->serial);
}

GPtrArray *
culm_slicer_config_parse (const char *text, gsize length, GError **error)
{
  const char *end = length > 0 ? memrchr (text, '}', length) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GHashTable) printers = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *list;
  JsonObject *root;
  GHashTableIter iter;
  gpointer printer;

  length = end != NULL ? (gsize) (end + 1 - text) : 0;
  if (length == 0 || !g_utf8_validate_len (text, length, NULL) || !culm_lan_is_shallow (text, length, MAX_DEPTH) ||
      !json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser))) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, "This is no configuration of a slicer");
    return NULL;
  }
  root = json_node_get_object (json_parser_get_root (parser));
  read_section (root, "user_access_code", read_code, printers); /* what the person typed wins */
  read_section (root, "access_code", read_code, printers);
  read_section (root, "local_machines", read_machine, printers);
  read_section (root, "ip_address", read_address, printers);
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_slicer_printer_free);
  g_hash_table_iter_init (&iter, printers);
  while (g_hash_table_iter_next (&iter, NULL, &printer))
    g_ptr_array_add (list, printer);
  g_ptr_array_sort (list, compare);
  if (list->len > 0)
    return list;
  g_ptr_array_unref (list);
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_NOT_FOUND, "This configuration names no printer");
  return NULL;
}

GPtrArray *
culm_slicer_config_read (const char *path, GError **error)
{
  GBytes *bytes = culm_file_read (path, MAX_BYTES, error);
  GPtrArray *printers;
  gsize length;
  char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_unref_to_data (bytes, &length);
  printers = culm_slicer_config_parse (text, length, error);
  if (text != NULL)
    explicit_bzero (text, length);
  g_free (text);
  return printers;
}

static void
add_file (GPtrArray *found, const char *folder, const char *slicer)
{
  g_autofree char *name = g_strconcat (slicer, ".conf", NULL);
  char *path = g_build_filename (folder, slicer, name, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_ptr_array_add (found, path);
  else
    g_free (path);
}

GPtrArray *
culm_slicer_config_find (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *usual = g_build_filename (g_get_home_dir (), ".config", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (slicers); i++) {
    add_file (found, g_get_user_config_dir (), slicers[i]);
    if (!g_str_equal (usual, g_get_user_config_dir ())) /* as inside a Flatpak */
      add_file (found, usual, slicers[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (flatpaks); i++) {
    g_autofree char *folder = g_build_filename (g_get_home_dir (), ".var", "app", flatpaks[i].id, "config", NULL);

    add_file (found, folder, flatpaks[i].slicer);
  }
  return found;
}
