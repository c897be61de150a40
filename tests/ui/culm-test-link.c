/* culm-test-link.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-link.h"

struct _CulmTestLink {
  GObject parent_instance;
};

static void
send_async (CulmPrinterLink *self, CulmCommand *command G_GNUC_UNUSED, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
send_finish (CulmPrinterLink *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
can_write (CulmPrinterLink *self G_GNUC_UNUSED, CulmCommand *command G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static void
culm_test_link_iface_init (CulmPrinterLinkInterface *iface)
{
  iface->send_async = send_async;
  iface->send_finish = send_finish;
  iface->can_write = can_write;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmTestLink, culm_test_link, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULM_TYPE_PRINTER_LINK, culm_test_link_iface_init))

static void
culm_test_link_class_init (CulmTestLinkClass *klass G_GNUC_UNUSED)
{
}

static void
culm_test_link_init (CulmTestLink *self G_GNUC_UNUSED)
{
}

CulmPrinterLink *
culm_test_link_new (void)
{
  return g_object_new (CULM_TYPE_TEST_LINK, NULL);
}
