/* culm-test-upload.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"
#include "culm-test-https.h"

G_BEGIN_DECLS

/* "Request has expired", as a store answers with 403. */
#define CULM_TEST_EXPIRED \
  "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"

/* A server, a client that is signed in there, and a file to send, in a folder of its own. */
typedef struct {
  CulmTestHttps *https;
  CulmCloudClient *client;
  char *folder;
  char *path;
} CulmTestUpload;

/* `name` is the file's; `second` is how many milliseconds the client takes for one. The file is yet to be written. */
void culm_test_upload_set_up (CulmTestUpload *self, CulmTestHandler handler, gpointer user_data, const char *name,
                              guint second);
/* Proves that nothing keeps the client alive. Takes the file away; what else is in the folder is the test's. */
void culm_test_upload_tear_down (CulmTestUpload *self);

G_END_DECLS
