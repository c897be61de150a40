/* culm-ctl-upkeep.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-steer.h"
#include <glib/gi18n-lib.h>

/* calibrate, skip: as many words as one likes. */
static int
run_many_words (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 2, -1, error) ? culm_ctl_steer_by_words (self, argv[0], argv, error) : -1;
}

static int
run_option (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 3, 3, error) ? culm_ctl_steer_by_words (self, "option", argv, error) : -1;
}

static int
run_switch (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 2, 2, error) ? culm_ctl_steer_by_words (self, argv[0], argv, error) : -1;
}

static int
run_clear (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 1, 2, error) ? culm_ctl_steer_by_words (self, "clear", argv, error) : -1;
}

const CulmCtlCommand culm_ctl_upkeep_commands[] = {
  { "calibrate", "PRINTER PART…", N_ ("Let the printer calibrate itself"),
    N_ ("PART: lidar, levelling, vibration, motor-noise, nozzle-offset, hot-bed, clump-position. Not while a print "
        "runs."),
    run_many_words },
  { "skip", "PRINTER ID…", N_ ("Skip objects of the running print"),
    N_ ("ID: the number of an object in the sliced file; 1 to 64 of them. A skipped object does not come back."),
    run_many_words },
  { "option", "PRINTER NAME VALUE", N_ ("Change an option or a detector of the printer"),
    N_ ("on or off: auto-recovery, auto-switch-filament, air-print-detect, sound-enable, filament-tangle-detect,\n"
        "nozzle-blob-detect, idle-heat-protection, save-files, ams-read-inserted, ams-read-startup, ams-remain.\n"
        "0, 1 or 2: nozzle-blob-detect-v2, air-purification. off, warn or pause: door-check.\n"
        "off, on, never-halt, low, medium or high: printing-monitor, spaghetti-detector, first-layer-inspector,\n"
        "buildplate-marker-detector, pileup-detector, clump-detector, airprint-detector, plate-offset-switch, "
        "fod-check,\n"
        "model-movement-check."),
    run_option },
  { "record", "PRINTER on|off", N_ ("Record prints on the printer’s storage"), NULL, run_switch },
  { "timelapse", "PRINTER on|off", N_ ("Make a timelapse of prints"), NULL, run_switch },
  { "clear", "PRINTER [resume|ignore|stop]", N_ ("Acknowledge the error that the printer shows"),
    N_ ("resume: go on. ignore: go on as if it were nothing. stop: end the print. Without a word it is only put away."),
    run_clear },
  { NULL, NULL, NULL, NULL, NULL },
};
