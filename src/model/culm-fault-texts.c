/* culm-fault-texts.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-fault-texts.h"
#include <glib/gi18n-lib.h>
#include <stdlib.h>

typedef struct {
  guint64 key;
  const char *text;
} Entry;

/* Both tables are sorted by key. */
static const Entry print_errors[] = {
  { 0x03004000, N_ ("Z homing failed; job stopped") },
  { 0x03004001, N_ ("Nozzle did not cool in time for homing") },
  { 0x03004006, N_ ("Nozzle blocked") },
  { 0x0300400C, N_ ("Job cancelled") },
  { 0x0300400D, N_ ("Could not resume after power loss") },
  { 0x03008000, N_ ("Paused, cause not given") },
  { 0x03008001, N_ ("Paused by user") },
  { 0x03008003, N_ ("Camera suspects spaghetti") },
  { 0x03008004, N_ ("Filament ran out") },
  { 0x03008005, N_ ("Toolhead front cover is off") },
  { 0x03008006, N_ ("Plate marker not seen; check plate position") },
  { 0x03008008, N_ ("Nozzle temperature fault") },
  { 0x03008009, N_ ("Bed temperature fault") },
  { 0x0300800A, N_ ("Waste chute full") },
  { 0x0300800B, N_ ("Cutter stuck") },
  { 0x03008010, N_ ("Hotend fan speed abnormal") },
  { 0x03008011, N_ ("Plate type differs from the file") },
  { 0x03008013, N_ ("Paused by a command in the file") },
  { 0x03008014, N_ ("Nozzle covered with plastic or plate crooked") },
  { 0x03008016, N_ ("Nozzle clogged") },
  { 0x03008017, N_ ("Object on the bed") },
  { 0x05004001, N_ ("Printer cannot reach the cloud") },
  { 0x05004002, N_ ("File path or name not accepted") },
  { 0x05004003, N_ ("File cannot be read; send again") },
  { 0x05004004, N_ ("Printer busy; new job refused") },
  { 0x05004005, N_ ("Firmware update running") },
  { 0x05004006, N_ ("Not enough storage") },
  { 0x0500400A, N_ ("File name not supported") },
  { 0x0500400B, N_ ("Download of the job failed") },
  { 0x0500400E, N_ ("Job cancelled") },
  { 0x05008013, N_ ("Job file gone; storage removed?") },
  { 0x05008036, N_ ("Sliced for another model") },
  { 0x05008051, N_ ("Plate type differs from the file") },
  { 0x05008053, N_ ("Nozzle differs from the file") },
  { 0x0500C010, N_ ("Storage read/write fault") },
  { 0x05024007, N_ ("Command refused: Developer mode off") },
  { 0x05024008, N_ ("Job check failed or number reused") },
  { 0x07008001, N_ ("{ams}: cutting the filament failed") },
  { 0x07008002, N_ ("{ams}: cutter stuck") },
  { 0x07008003, N_ ("{ams}: pulling the filament out failed") },
  { 0x07008004, N_ ("{ams}: pulling the filament back failed") },
  { 0x07008005, N_ ("{ams}: feeding the filament out failed") },
  { 0x07008006, N_ ("{ams}: feeding to the extruder failed") },
  { 0x07008007, N_ ("{ams}: extruding failed") },
  { 0x07008010, N_ ("{ams}: motor overload") },
  { 0x07008011, N_ ("{ams}: slot empty") },
  { 0x07FF8006, N_ ("Push the filament in") },
  { 0x07FF8007, N_ ("Confirm that filament comes out") },
  { 0x07FF8011, N_ ("External spool empty") },
  { 0x0C008001, N_ ("First-layer defects") },
  { 0x0C008005, N_ ("Waste piled up") },
  { 0x0C00C004, N_ ("Possible spaghetti") },
};

static const Entry hms[] = {
  { 0x0300010000010001, N_ ("Bed heater: short circuit") },
  { 0x0300010000010002, N_ ("Bed heater: open circuit") },
  { 0x0300010000010003, N_ ("Bed heater: too hot") },
  { 0x0300020000010001, N_ ("Nozzle heater: short circuit") },
  { 0x0300020000010002, N_ ("Nozzle heater: open circuit") },
  { 0x0300020000010003, N_ ("Nozzle heater: too hot") },
  { 0x0300030000010001, N_ ("Hotend fan slow or stopped") },
  { 0x0300040000020001, N_ ("Part fan slow or stopped") },
  { 0x03000D000001000B, N_ ("Z motor stuck") },
  { 0x03000D0000020001, N_ ("Bed homing abnormal; clean the nozzle") },
  { 0x0300100000020001, N_ ("X resonance low; check the belt") },
  { 0x03001A0000020001, N_ ("Nozzle covered or plate crooked") },
  { 0x0500010000020002, N_ ("Camera not connected") },
  { 0x0500010000030004, N_ ("Storage full; no recording") },
  { 0x0500010000030005, N_ ("Storage read-only") },
  { 0x0500010000030006, N_ ("Storage not formatted") },
  { 0x0500020000020001, N_ ("No internet") },
  { 0x0500020000020002, N_ ("Sign-in of the printer’s account failed") },
  { 0x0500020000020004, N_ ("The printer’s account is not authorised") },
  { 0x0500030000010001, N_ ("Motion board fault; restart the printer") },
  { 0x0500030000010002, N_ ("Toolhead fault; restart the printer") },
  { 0x0500040000030008, N_ ("Door open") },
  { 0x0500050000010007, N_ ("Command verification failed (Developer mode)") },
  { 0x0700010000010001, N_ ("{ams}: assist motor slipped") },
  { 0x0700200000020001, N_ ("{ams} slot {slot} ran out") },
  { 0x0700200000020002, N_ ("{ams} slot {slot} is empty") },
  { 0x0700200000020003, N_ ("Filament of {ams} slot {slot} broken in the AMS") },
  { 0x0700200000020004, N_ ("Filament of {ams} slot {slot} broken in the toolhead") },
  { 0x0700300000010001, N_ ("{ams}: RFID board fault") },
  { 0x0700500000020001, N_ ("{ams}: connection fault") },
  { 0x0700800000010001, N_ ("{ams}: heater fault") },
  { 0x07FF200000020001, N_ ("External spool ran out") },
  { 0x07FF200000020002, N_ ("External spool missing") },
  { 0x0C00010000010001, N_ ("Lidar or toolhead camera offline") },
  { 0x0C00030000030006, N_ ("Pile-up in the waste chute suspected") },
  { 0x0C00030000030007, N_ ("First-layer defects suspected") },
  { 0x0C00030000030008, N_ ("Spaghetti suspected") },
};

static int
compare_keys (const void *a, const void *b)
{
  guint64 key_a = ((const Entry *) a)->key, key_b = ((const Entry *) b)->key;

  return (key_a > key_b) - (key_a < key_b);
}

static const char *
find (const Entry *table, gsize n, guint64 key)
{
  const Entry wanted = { key, NULL };
  const Entry *found = bsearch (&wanted, table, n, sizeof (Entry), compare_keys);

  return found != NULL ? found->text : NULL;
}

const char *
culm_fault_texts_find_print_error (guint32 print_error)
{
  return find (print_errors, G_N_ELEMENTS (print_errors), print_error);
}

const char *
culm_fault_texts_find_hms (guint64 key)
{
  return find (hms, G_N_ELEMENTS (hms), key);
}
