/* culm-ctl-motion.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-steer.h"
#include <glib/gi18n-lib.h>

static char *
make_gcode_question (CulmPrinter *printer)
{
  return g_strdup_printf (_ ("Send this G-code to “%s”? It runs as it stands. [y/N]"), culm_printer_get_name (printer));
}

/* Each word is a line. */
static int
run_gcode (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (CulmCommand) command = NULL;
  g_autofree char *lines = NULL;

  if (!culm_ctl_check_words (&argc, argv, 2, -1, error))
    return -1;
  lines = g_strjoinv ("\n", argv + 2);
  command = culm_command_new_gcode (lines);
  return culm_ctl_steer (self, argv[1], command, make_gcode_question, error);
}

static char *
make_home_question (CulmPrinter *printer)
{
  return g_strdup_printf (_ ("Home “%s”? Its head and bed move: they must be free. [y/N]"),
                          culm_printer_get_name (printer));
}

/* Axes may be parted: "X Y" and "XY" are the same. */
static int
run_home (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (CulmCommand) command = NULL;
  g_autofree char *axes = NULL;

  if (!culm_ctl_check_words (&argc, argv, 1, 4, error))
    return -1;
  axes = g_strjoinv ("", argv + 2);
  command = culm_command_parse ("home", axes, error);
  return command != NULL ? culm_ctl_steer (self, argv[1], command, make_home_question, error) : -1;
}

static int
run_jog (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 3, 3, error) ? culm_ctl_steer_by_words (self, "jog", argv, error) : -1;
}

static int
run_extrude (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (CulmCommand) command = NULL;
  g_autofree char *value = NULL;
  const char *nozzle = NULL;

  if (!culm_ctl_take_option (&argc, argv, "--nozzle", &nozzle, error) ||
      !culm_ctl_check_words (&argc, argv, 2, 2, error))
    return -1;
  value = g_strjoin (" ", argv[2], nozzle, NULL);
  command = culm_command_parse ("extrude", value, error);
  return command != NULL ? culm_ctl_steer (self, argv[1], command, NULL, error) : -1;
}

static int
run_nozzle (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 2, 2, error) ? culm_ctl_steer_by_words (self, "select-nozzle", argv, error)
                                                         : -1;
}

const CulmCtlCommand culm_ctl_motion_commands[] = {
  { "gcode", "PRINTER LINE… [--yes]", N_ ("Send lines of G-code"),
    N_ ("Each word is a line: culmctl gcode Workshop \"G28\" \"M104 S220\". Asks first on a terminal, unless --yes is\n"
        "given. Emergency stops, firmware commands and heaters beyond the limits of the model are not sent, and while "
        "a\n"
        "print runs only temperatures, fans, speed and lights are."),
    run_gcode },
  { "home", "PRINTER [AXES] [--yes]", N_ ("Home the head and the bed"),
    N_ ("AXES: X, Y, Z or several of them; all when left out. Asks first on a terminal, unless --yes is given.\n"
        "Not while a print runs; in a pause only X is homed."),
    run_home },
  { "jog", "PRINTER AXIS MM", N_ ("Move the head or the bed"),
    N_ ("AXIS: X, Y or Z. MM: 0.1 to 100, with “-” the other way. Not while a print runs."), run_jog },
  { "extrude", "PRINTER MM [--nozzle right|left]", N_ ("Feed filament, or pull it back"),
    N_ ("MM: 0.1 to 100, with “-” back. The nozzle must have 170 °C or more. Not while a print runs."), run_extrude },
  { "nozzle", "PRINTER right|left", N_ ("Choose the active nozzle"), NULL, run_nozzle },
  { NULL, NULL, NULL, NULL, NULL },
};
