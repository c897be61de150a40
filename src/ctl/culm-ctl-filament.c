/* culm-ctl-filament.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-steer.h"
#include <glib/gi18n-lib.h>

/* load, ams, tag: one word after the printer. */
static int
run_one_word (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 2, 2, error) ? culm_ctl_steer_by_words (self, argv[0], argv, error) : -1;
}

static int
run_unload (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 1, 1, error) ? culm_ctl_steer_by_words (self, "unload", argv, error) : -1;
}

static int
run_slot (CulmCtl *self, int argc, char *argv[], GError **error)
{
  static const char *const names[] = { "--type", "--color", "--preset" };
  g_autoptr (CulmCommand) command = NULL;
  g_autoptr (GString) value = NULL;
  const char *given[G_N_ELEMENTS (names)] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!culm_ctl_take_option (&argc, argv, names[i], &given[i], error))
      return -1;
  if (!culm_ctl_check_words (&argc, argv, 2, 2, error))
    return -1;
  value = g_string_new (argv[2]);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (given[i] != NULL)
      g_string_append_printf (value, " %s %s", names[i], given[i]);
  command = culm_command_parse ("slot", value->str, error);
  return command != NULL ? culm_ctl_steer (self, argv[1], command, NULL, error) : -1;
}

static int
run_dry (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 3, 4, error) ? culm_ctl_steer_by_words (self, "dry", argv, error) : -1;
}

const CulmCtlCommand culm_ctl_filament_commands[] = {
  { "load", "PRINTER SLOT", N_ ("Load filament from a slot"),
    N_ ("SLOT: A1 to D4, HT1 to HT8, ext or ext-left. Not while a print runs."), run_one_word },
  { "unload", "PRINTER", N_ ("Unload the filament"), NULL, run_unload },
  { "ams", "PRINTER resume|done|abort", N_ ("Go on with a change of filament, or end it"),
    N_ ("resume: try again. done: it was done by hand. abort: give it up."), run_one_word },
  { "slot", "PRINTER SLOT [--type T] [--color #RRGGBB] [--preset ID]", N_ ("Say what a slot holds"),
    N_ ("What is left out stays as it is. T is a material such as PLA or PETG-CF; ID is the vendor’s, such as GFG99."),
    run_slot },
  { "tag", "PRINTER SLOT", N_ ("Read the tag of a spool again"), NULL, run_one_word },
  { "dry", "PRINTER UNIT °C HOURS|off", N_ ("Dry filament in an AMS"),
    N_ ("UNIT: A to D, or HT1 to HT8. An AMS 2 Pro takes 45 to 65 °C, an AMS HT 45 to 85 °C; 1 to 24 hours."),
    run_dry },
  { NULL, NULL, NULL, NULL, NULL },
};
