/* culm-test-vsftpd.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-vsftpd.h"
#include "culm-test-await.h"
#include "culm-test-broker.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#define PROGRAM "/usr/sbin/vsftpd"
#define USER_ID 61234  /* of nobody else */
#define START_LIMIT 20 /* s */

struct _CulmTestVsftpd {
  char *folder;
  guint16 port;
  GSubprocess *process;
};

static void
write_text (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* What is mounted over files of the system: the user, and how the password is looked at. */
static void
write_accounts (const char *folder)
{
  g_autofree char *users =
      g_strdup_printf ("root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\nbblp:x:%d:%d::%s/card:/bin/sh\n",
                       USER_ID, USER_ID, folder);
  g_autofree char *hash = NULL;
  g_autofree char *shadow = NULL;

  g_assert_true (g_spawn_command_line_sync ("openssl passwd -5 " CULM_TEST_VSFTPD_CODE, &hash, NULL, NULL, NULL));
  shadow = g_strdup_printf ("bblp:%s:19000:0:99999:7:::\n", g_strchomp (hash));
  write_text (folder, "passwd", users);
  write_text (folder, "shadow", shadow);
  write_text (folder, "pam",
              "auth required pam_unix.so nodelay\naccount required pam_permit.so\n"
              "session required pam_permit.so\n");
}

static void
write_config (CulmTestVsftpd *self, const char *certificate, const char *extra)
{
  g_autofree char *text = g_strdup_printf (
      "listen=YES\nlisten_address=127.0.0.1\nlisten_port=%u\nbackground=NO\nanonymous_enable=NO\nlocal_enable=YES\n"
      "write_enable=YES\nlocal_umask=022\nlocal_root=%s/card\nchroot_local_user=YES\nallow_writeable_chroot=YES\n"
      "secure_chroot_dir=%s/empty\nnopriv_user=nobody\npam_service_name=vsftpd\nseccomp_sandbox=NO\nisolate=NO\n"
      "isolate_network=NO\nuse_localtime=NO\nport_enable=NO\nxferlog_enable=NO\n"
      "ssl_enable=YES\nimplicit_ssl=YES\nrequire_ssl_reuse=YES\nforce_local_data_ssl=YES\nforce_local_logins_ssl=YES\n"
      "ssl_ciphers=HIGH\nrsa_cert_file=%s/%s.pem\nrsa_private_key_file=%s/%s.key\n%s\n",
      self->port, self->folder, self->folder, self->folder, certificate, self->folder, certificate,
      extra != NULL ? extra : "");

  write_text (self->folder, "vsftpd.conf", text);
}

static void
make_folder (const char *folder, const char *name, gboolean own)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0755), ==, 0);
  if (own)
    g_assert_cmpint (chown (path, USER_ID, USER_ID), ==, 0);
}

/* A test that fails leaves no server behind. */
static void
end_with_parent (gpointer user_data G_GNUC_UNUSED)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean
is_listening (const CulmTestVsftpd *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);

  return connection != NULL;
}

static gboolean
has_started_or_ended (gpointer self)
{
  return is_listening (self) || g_subprocess_get_identifier (((CulmTestVsftpd *) self)->process) == NULL;
}

static gboolean
start (CulmTestVsftpd *self)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *script =
      g_strdup_printf ("cd '%s' && mount --bind passwd /etc/passwd && mount --bind shadow /etc/shadow && "
                       "mount --bind pam /etc/pam.d/vsftpd && exec " PROGRAM " '%s/vsftpd.conf'",
                       self->folder, self->folder);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  self->process = g_subprocess_launcher_spawn (launcher, &error, "unshare", "--mount", "--propagation", "private", "sh",
                                               "-c", script, NULL);
  g_assert_no_error (error);
  return culm_test_wait_for (has_started_or_ended, self, START_LIMIT) && is_listening (self);
}

CulmTestVsftpd *
culm_test_vsftpd_new (const char *folder, const char *certificate, const char *extra)
{
  CulmTestVsftpd *self;

  if (geteuid () != 0 || !g_file_test (PROGRAM, G_FILE_TEST_IS_EXECUTABLE)) {
    g_test_skip (geteuid () != 0 ? "vsftpd needs root" : "vsftpd is not installed");
    return NULL;
  }
  self = g_new0 (CulmTestVsftpd, 1);
  self->folder = g_strdup (folder);
  self->port = culm_test_find_port ();
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  make_folder (folder, "card", TRUE);
  make_folder (folder, "empty", FALSE);
  write_accounts (folder);
  write_config (self, certificate, extra);
  if (start (self))
    return self;
  culm_test_vsftpd_free (self);
  g_test_skip ("vsftpd does not run here: no mount namespace?");
  return NULL;
}

void
culm_test_vsftpd_free (CulmTestVsftpd *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->folder);
  g_free (self);
}

guint16
culm_test_vsftpd_get_port (CulmTestVsftpd *self)
{
  return self->port;
}

char *
culm_test_vsftpd_make_path (CulmTestVsftpd *self, const char *name)
{
  return g_build_filename (self->folder, "card", name, NULL);
}
