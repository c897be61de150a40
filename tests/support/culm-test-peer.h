/* culm-test-peer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What a peer does that speaks as much MQTT 3.1.1 as a test of bad manners needs. */
typedef struct {
  gboolean silent;         /* accepts, and never says anything */
  gboolean hang_up;        /* accepts, and closes at the first byte */
  guint8 connack;          /* its code */
  guint8 suback;           /* its code */
  gboolean puback;         /* acknowledges QoS 1 */
  gboolean pingresp;       /* answers pings */
  gboolean hang_up_on_publish;
  gboolean deaf;           /* reads nothing more after CONNECT */
  const char *greeting;    /* nullable: a payload sent on topic "t" right after each SUBACK */
  gboolean greets_first;   /* before the SUBACK, as MQTT 3.1.1 §3.8.4 allows */
} CulmTestPeerScript;

/**
 * CulmTestPeer:
 *
 * A listener on a free loopback port that plays a script on the main context, and counts. For tests alone.
 */
typedef struct {
  CulmTestPeerScript script;
  guint16 port;
  guint connections;
  guint connects;
  guint subscribes;
  guint publishes;
  guint pings;
  guint disconnects;
  GPtrArray *client_ids; /* char */
  GSocketListener *listener;
  GCancellable *cancellable;
  GPtrArray *guests;
} CulmTestPeer;

CulmTestPeer *culm_test_peer_new  (const CulmTestPeerScript *script);
void          culm_test_peer_free (CulmTestPeer *self);

/* Closes every connection, and goes on listening. */
void culm_test_peer_hang_up (CulmTestPeer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestPeer, culm_test_peer_free)

G_END_DECLS
