/* culm-test-camera.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CULM_TEST_CAMERA_PLAYS,        /* its picture, again and again */
  CULM_TEST_CAMERA_SILENT,       /* takes the login, and says nothing */
  CULM_TEST_CAMERA_GARBAGE,      /* 64 bytes 0xAA */
  CULM_TEST_CAMERA_NO_JPEG,      /* a right header, and a picture of zeros */
  CULM_TEST_CAMERA_ENDLESS,      /* announces 10 MB, and trickles */
  CULM_TEST_CAMERA_TOO_LARGE,    /* announces 4 GB */
  CULM_TEST_CAMERA_TUNNEL,       /* 24 bytes of the file tunnel, and closes */
  CULM_TEST_CAMERA_ONCE,         /* one picture, and closes; every later guest is closed without a word */
} CulmTestCameraManner;

/**
 * CulmTestCamera:
 *
 * A TLS server on a free loopback port, each guest in a thread of its own: it takes the login of the JPEG stream
 * (reference/lan.md §8.1), and closes without a word when user or code are wrong. For tests alone.
 */
typedef struct _CulmTestCamera CulmTestCamera;

/* `certificate` is what culm_test_certificate_write() wrote as NAME.pem. The script may be changed between guests. */
CulmTestCamera *culm_test_camera_new (const char *folder, const char *certificate, const char *code);
void            culm_test_camera_free (CulmTestCamera *self);

/* `interval` between pictures in ms; `picture` nullable: a small one that is no picture but begins and ends as one. */
void culm_test_camera_play (CulmTestCamera *self, CulmTestCameraManner manner, guint interval, GBytes *picture);

guint16 culm_test_camera_get_port (CulmTestCamera *self);
guint   culm_test_camera_count_guests (CulmTestCamera *self); /* TLS was done */
guint   culm_test_camera_count_bytes (CulmTestCamera *self);  /* that came after TLS */
guint   culm_test_camera_count_open (CulmTestCamera *self);   /* guests that are still here */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestCamera, culm_test_camera_free)

G_END_DECLS
