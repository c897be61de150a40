/* culm-ctl-decode.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-writer.h"
#include "culm-ctl-terminal.h"
#include "culm-ctl.h"
#include "culm-decoder.h"
#include "culm-dialect.h"
#include "culm-link-context.h"
#include "culm-printer-json.h"
#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Returns: (nullable), with NULL and no error for no name. */
static gboolean
find_model (const char *name, const CulmPrinterModel **model, GError **error)
{
  *model = name != NULL ? culm_printer_model_find_by_product_name (name) : NULL;
  if (name == NULL || *model != NULL)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                  _ ("“%s” is no model. Give one as the vendor names it: P1S, X1C, A1mini, H2DPro."), name);
  return FALSE;
}

static GBytes *
load_file (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *text;
  gsize length;

  if (g_file_get_contents (path, &text, &length, &failure))
    return g_bytes_new_take (text, length);
  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_NOT_FOUND, _ ("The file is not there. Check its name."));
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FAILED, _ ("The file cannot be read. %s"),
                    failure->message);
  return NULL;
}

#define LINES_SHOWN 20

/* "2, 5, 9" */
static char *
join_lines (GArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (lines->len, LINES_SHOWN); i++)
    g_string_append_printf (text, "%s%u", i > 0 ? ", " : "", g_array_index (lines, guint, i));
  if (lines->len > LINES_SHOWN)
    g_string_append (text, " …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static CulmPrinter *
load_printer (const char *path, const CulmPrinterModel *model, GError **error)
{
  g_autoptr (GBytes) text = load_file (path, error);
  g_autoptr (GArray) refused = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *lines = NULL;
  CulmPrinter *printer;

  if (text == NULL)
    return NULL;
  printer = culm_decode_messages (text, model, refused, error);
  lines = join_lines (refused);
  if (printer != NULL && refused->len > 0)
    culm_ctl_say (ngettext ("culmctl: %u message was no JSON of a printer, and was passed over (line %s).",
                            "culmctl: %u messages were no JSON of a printer, and were passed over (lines %s).",
                            refused->len),
                  refused->len, lines);
  return printer;
}

static int
run_decode (CulmCtl *self G_GNUC_UNUSED, int argc, char *argv[], GError **error)
{
  g_autoptr (CulmPrinter) printer = NULL;
  const CulmPrinterModel *model;
  const char *name = NULL;

  if (!culm_ctl_take_option (&argc, argv, "--model", &name, error) || !find_model (name, &model, error) ||
      !culm_ctl_check_words (&argc, argv, 1, 1, error))
    return -1;
  printer = load_printer (argv[1], model, error);
  if (printer == NULL)
    return -1;
  culm_ctl_print_json (culm_printer_to_json (printer, 0));
  return CULM_EXIT_DONE;
}

/* What the command is written for: a printer that said no more than its model, or what was kept of one. */
static CulmPrinter *
make_printer (const char *report, const CulmPrinterModel *model, GError **error)
{
  CulmPrinter *printer;

  if (report != NULL)
    return load_printer (report, model, error);
  printer = culm_printer_new (NULL);
  culm_printer_fix_model (printer, model);
  return printer;
}

static int
print_messages (CulmPrinter *printer, CulmCommand *command, CulmDialect dialect, GError **error)
{
  g_auto (CulmLinkContext) context = { 0 };
  g_autoptr (GPtrArray) messages = NULL;
  CulmSequence sequence;

  culm_sequence_init (&sequence, CULM_SEQUENCE_FIRST);
  culm_link_context_init (&context, printer, dialect, FALSE, TRUE);
  messages = culm_command_write (command, &context.values, &sequence, error);
  if (messages == NULL)
    return -1;
  for (guint i = 0; i < messages->len; i++) {
    const CulmCommandMessage *message = g_ptr_array_index (messages, i);
    gsize length;
    const char *text = g_bytes_get_data (message->payload, &length);

    printf ("%.*s\n", (int) length, text);
  }
  return CULM_EXIT_DONE;
}

/* The words after KEY as its value; lines of G-code are one word each. Returns: (transfer full). */
static char *
join_value (int argc, char *argv[])
{
  int first = argc > 2 && g_str_equal (argv[2], "--") ? 3 : 2;

  return first < argc ? g_strjoinv (g_str_equal (argv[1], "gcode") ? "\n" : " ", argv + first) : NULL;
}

static int
run_encode (CulmCtl *self G_GNUC_UNUSED, int argc, char *argv[], GError **error)
{
  const char *name = NULL, *word = "auto", *report = NULL;
  const CulmPrinterModel *model;
  g_autoptr (CulmPrinter) printer = NULL;
  g_autoptr (CulmCommand) command = NULL;
  g_autofree char *value = NULL;
  CulmDialect dialect;

  if (!culm_ctl_take_option (&argc, argv, "--model", &name, error) ||
      !culm_ctl_take_option (&argc, argv, "--dialect", &word, error) ||
      !culm_ctl_take_option (&argc, argv, "--report", &report, error) || !find_model (name, &model, error))
    return -1;
  if (model == NULL || argc < 2 || !culm_dialect_find (word, &dialect)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "%s",
                    model == NULL ? _ ("For which printer? Give --model.")
                    : argc < 2    ? _ ("Name what is to be sent. See culmctl encode --help.")
                                  : _ ("The dialect is auto, seed, gcode or struct."));
    return -1;
  }
  value = join_value (argc, argv);
  command = culm_command_parse (argv[1], value, error);
  printer = command != NULL ? make_printer (report, model, error) : NULL;
  return printer != NULL ? print_messages (printer, command, dialect, error) : -1;
}

const CulmCtlCommand culm_ctl_decode_commands[] = {
  { "decode", "[--model M] FILE", N_ ("Show what messages of a printer say"),
    N_ ("FILE holds one message of the report topic, a JSON array of them, or one a line."), run_decode },
  { "encode", "--model M [--dialect auto|seed|gcode|struct] [--report FILE] KEY [VALUE]",
    N_ ("Show what would be sent to a printer"),
    N_ ("KEY is a key of “set” or the name of a command. FILE holds messages of the printer: what it can do and does."),
    run_encode },
  { NULL, NULL, NULL, NULL, NULL },
};
