/* culm-camera-tls.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-tls.h"
#include "culm-error.h"

struct _CulmCameraTls {
  GTlsDatabase parent_instance;
};

#define MAX_CHAIN 8

G_DEFINE_FINAL_TYPE (CulmCameraTls, culm_camera_tls, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
culm_camera_tls_verify_chain (GTlsDatabase *database G_GNUC_UNUSED, GTlsCertificate *chain G_GNUC_UNUSED,
                              const char *purpose G_GNUC_UNUSED, GSocketConnectable *identity G_GNUC_UNUSED,
                              GTlsInteraction *interaction G_GNUC_UNUSED, GTlsDatabaseVerifyFlags flags G_GNUC_UNUSED,
                              GCancellable *cancellable G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return G_TLS_CERTIFICATE_UNKNOWN_CA;
}

static void
culm_camera_tls_class_init (CulmCameraTlsClass *klass)
{
  G_TLS_DATABASE_CLASS (klass)->verify_chain = culm_camera_tls_verify_chain;
}

static void
culm_camera_tls_init (CulmCameraTls *self G_GNUC_UNUSED)
{
}

static GBytes *
get_der (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return der != NULL ? g_byte_array_free_to_bytes (g_steal_pointer (&der)) : NULL;
}

GTlsDatabase *
culm_camera_tls_new (void)
{
  return g_object_new (CULM_TYPE_CAMERA_TLS, NULL);
}

gboolean
culm_camera_tls_check (const CulmLanTarget *target, GTlsCertificate *certificate, GError **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) leaf = certificate != NULL ? get_der (certificate) : NULL;
  GTlsCertificate *issuer = certificate;

  if (leaf == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNTRUSTED, "The printer showed no certificate");
    return FALSE;
  }
  while (chain->len < MAX_CHAIN && (issuer = g_tls_certificate_get_issuer (issuer)) != NULL) {
    GBytes *der = get_der (issuer);

    if (der != NULL)
      g_ptr_array_add (chain, der);
  }
  return culm_lan_target_check (target, leaf, chain, error);
}
