/* culm-lan-judge.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-record.h"
#include "culm-lan-roots.h"
#include "culm-trust.h"

G_BEGIN_DECLS

/* Judges the certificate of one printer before its access code is sent, and remembers what it saw. Counted, as the
 * connection that asks may outlive who wants to know. */
typedef struct {
  char *serial, *pin;
  CulmLanRoots *roots; /* asked anew each time */
  CulmTrust verdict; /* the last one; GOOD before there was any */
  char *seen;        /* the fingerprint that went with it; nullable */
} CulmLanJudge;

CulmLanJudge *culm_lan_judge_new (const CulmLanRecord *record, CulmLanRoots *roots);
void          culm_lan_judge_unref (CulmLanJudge *self);

/* The certificate that was accepted is another one now. */
void culm_lan_judge_set_pin (CulmLanJudge *self, const char *pin);

/* Puts it into an endpoint that is about to be taken. */
void culm_lan_judge_sit (CulmLanJudge *self, CulmMqttEndpoint *endpoint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmLanJudge, culm_lan_judge_unref)

G_END_DECLS
