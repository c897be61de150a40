/* culm-trust-bundle.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-trust-bundle.h"
#include "culm-error.h"
#include "culm-file.h"

#define MAX_BYTES (256 * 1024) /* the five of a slicer take 7 KiB */
#define FILE_NAME "printer.cer"

/* Where a slicer keeps its resources; a Flatpak has them below its own files. */
static const char *const resources[] = {
  "/usr/share/BambuStudio",     "/usr/local/share/BambuStudio", "/opt/BambuStudio/resources",
  "/opt/bambustudio/resources", "/opt/bambu-studio/resources",  "/usr/lib/bambu-studio/resources",
  "/usr/share/OrcaSlicer",      "/usr/local/share/OrcaSlicer",  "/opt/OrcaSlicer/resources",
  "/opt/orcaslicer/resources",  "/opt/orca-slicer/resources",   "/usr/lib/orca-slicer/resources",
};
static const struct {
  const char *id, *folder;
} flatpaks[] = {
  { "com.bambulab.BambuStudio", "BambuStudio" },
  { "com.orcaslicer.OrcaSlicer", "OrcaSlicer" },
  { "io.github.softfever.OrcaSlicer", "OrcaSlicer" },
};

static gboolean
contains (GPtrArray *roots, GBytes *root)
{
  for (guint i = 0; i < roots->len; i++)
    if (g_bytes_equal (g_ptr_array_index (roots, i), root))
      return TRUE;
  return FALSE;
}

static gboolean
is_valid (GBytes *root, gint64 now)
{
  gint64 first, last;

  return culm_trust_get_dates (root, &first, &last) && first <= now && now <= last;
}

GPtrArray *
culm_trust_bundle_read (const char *path, gint64 now, GError **error)
{
  g_autoptr (GBytes) pem = culm_file_read (path, MAX_BYTES, error);
  g_autoptr (GPtrArray) all = pem != NULL ? culm_trust_read_roots (pem) : NULL;
  g_autoptr (GPtrArray) roots = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint issuers = 0;

  if (all == NULL)
    return NULL;
  if (all->len == 0) /* not PEM: one certificate as it is, perhaps */
    g_ptr_array_add (all, g_bytes_ref (pem));
  for (guint i = 0; i < all->len; i++) {
    GBytes *root = g_ptr_array_index (all, i);

    if (!culm_trust_is_issuer (root))
      continue;
    issuers++;
    if (is_valid (root, now) && !contains (roots, root))
      g_ptr_array_add (roots, g_bytes_ref (root));
  }
  if (roots->len > 0)
    return g_steal_pointer (&roots);
  if (issuers > 0)
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_UNTRUSTED,
                    "The time of every certificate in %s is over, or has not come", path);
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, "%s holds no certificate of an issuer", path);
  return NULL;
}

gboolean
culm_trust_bundle_write (const char *path, GPtrArray *roots, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < roots->len; i++) {
    g_autofree char *pem = culm_trust_make_pem (g_ptr_array_index (roots, i));

    if (pem != NULL)
      g_string_append (text, pem);
  }
  return culm_file_write (path, text->str, (gssize) text->len, error);
}

static void
add_file (GPtrArray *found, char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_ptr_array_add (found, path);
  else
    g_free (path);
}

GPtrArray *
culm_trust_bundle_find (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".local", "share", "flatpak", NULL);
  const char *const installations[] = { own, "/var/lib/flatpak" };

  for (gsize i = 0; i < G_N_ELEMENTS (resources); i++)
    add_file (found, g_build_filename (resources[i], "cert", FILE_NAME, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (installations); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (flatpaks); j++) {
      g_autofree char *share =
          g_build_filename (installations[i], "app", flatpaks[j].id, "current", "active", "files", "share", NULL);

      add_file (found, g_build_filename (share, flatpaks[j].folder, "cert", FILE_NAME, NULL));
    }
  return found;
}
