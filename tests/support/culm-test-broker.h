/* culm-test-broker.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmTestBroker:
 *
 * A real Mosquitto on a free loopback port, with a folder of its own for its files, the certificates among them. For
 * tests alone. Ends, and is waited for, when it is freed.
 */
typedef struct _CulmTestBroker CulmTestBroker;

/* Starts it and waits until it listens. @certificate: PEM files `NAME.pem` and `NAME.key` in @folder for TLS; NULL:
 * plain.
 * @user, @password: nullable: anyone may come then. Returns: (transfer full) (nullable): NULL, and the test is marked
 * as skipped, when Mosquitto is not installed. */
CulmTestBroker *culm_test_broker_new (const char *folder, const char *certificate, const char *user,
                                      const char *password);

guint16 culm_test_broker_get_port (CulmTestBroker *self);

/* Kills it as a power cut would; starts it again on the same port. */
void culm_test_broker_kill  (CulmTestBroker *self);
void culm_test_broker_start (CulmTestBroker *self);

void culm_test_broker_free (CulmTestBroker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestBroker, culm_test_broker_free)

/* A port on 127.0.0.1 where nobody listens. */
guint16 culm_test_find_port (void);

/* Removes a folder of plain files. */
void culm_test_remove_folder (const char *folder);

G_END_DECLS
