/* test-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer.h"
#include <math.h>

static void
note (GObject *object G_GNUC_UNUSED, GParamSpec *pspec, gpointer text)
{
  g_string_append_printf (text, "%s ", g_param_spec_get_name (pspec));
}

static void
count (gpointer object G_GNUC_UNUSED, gpointer n)
{
  (*(guint *) n)++;
}

/* Takes the record. */
static void
apply (CulmPrinter *printer, CulmRecord *status, gint64 seconds)
{
  g_autoptr (CulmReport) report = culm_report_new (status, NULL, TRUE, CULM_SWITCH_UNKNOWN);

  culm_printer_apply (printer, report, seconds * G_USEC_PER_SEC, seconds);
}

static CulmRecord *
make_status (const char *state)
{
  CulmRecord *status = culm_record_new (&culm_status_schema);

  culm_record_set_string (status, CULM_STATUS_STATE, state);
  return status;
}

static CulmPrinter *
make_printer (const char *serial, const char *name, const char *state)
{
  CulmPrinter *printer = culm_printer_new (serial);

  culm_printer_set_identity (printer, name, NULL, NULL);
  if (state != NULL) {
    culm_printer_set_online (printer, TRUE, 1);
    apply (printer, make_status (state), 1);
  }
  return printer;
}

static void
test_starts_unknown (void)
{
  g_autoptr (CulmPrinter) printer = culm_printer_new ("01P00A000000001");

  g_assert_cmpstr (culm_printer_get_name (printer), ==, "01P00A000000001");
  g_assert_cmpstr (culm_printer_get_model (printer), ==, "P1S");
  g_assert_cmpint (culm_printer_get_state (printer), ==, CULM_PRINTER_STATE_OFFLINE);
  g_assert_true (isnan (culm_heater_get_current (culm_printer_get_heater (printer, CULM_HEATER_NOZZLE))));
  g_assert_null (culm_printer_get_heater (printer, CULM_HEATER_NOZZLE_LEFT));
  g_assert_cmpint (culm_fan_get_percent (culm_printer_get_fan (printer, CULM_FAN_PART)), ==, -1);
  g_assert_null (culm_printer_get_job (printer));
  g_assert_cmpint (culm_printer_get_control (printer), ==, CULM_CONTROL_UNKNOWN);
}

static void
test_limits_of_the_model (void)
{
  g_autoptr (CulmPrinter) printer = culm_printer_new ("UNHEARD-OF");

  g_assert_null (culm_printer_get_model (printer));
  g_assert_cmpfloat (culm_heater_get_maximum (culm_printer_get_heater (printer, CULM_HEATER_BED)), ==, 80);
  culm_printer_set_identity (printer, NULL, "O1D", "H2D");
  g_assert_cmpstr (culm_printer_get_model (printer), ==, "H2D");
  g_assert_cmpfloat (culm_heater_get_maximum (culm_printer_get_heater (printer, CULM_HEATER_BED)), ==, 120);
  g_assert_cmpfloat (culm_heater_get_maximum (culm_printer_get_heater (printer, CULM_HEATER_NOZZLE_LEFT)), ==, 350);
  g_assert_cmpfloat (culm_heater_get_maximum (culm_printer_get_heater (printer, CULM_HEATER_CHAMBER)), ==, 65);
}

/* The mains decide about the bed of an X1C: reference/models.md §2. */
static void
test_limit_of_the_mains (void)
{
  g_autoptr (CulmPrinter) printer = culm_printer_new ("00M00A000000001");
  CulmHeater *bed = culm_printer_get_heater (printer, CULM_HEATER_BED);
  CulmRecord *status = make_status ("IDLE");

  g_assert_cmpfloat (culm_heater_get_maximum (bed), ==, 110);
  culm_record_set_int (status, CULM_STATUS_HOME_FLAG, 0);
  apply (printer, status, 1);
  g_assert_cmpfloat (culm_heater_get_maximum (bed), ==, 120);
}

static void
test_notifies_once (void)
{
  g_autoptr (CulmPrinter) printer = make_printer ("TEST", "Workshop", "IDLE");
  g_autoptr (GString) notes = g_string_new (NULL);
  CulmRecord *status;
  guint reports = 0;

  g_signal_connect (printer, "notify", G_CALLBACK (note), notes);
  g_signal_connect (printer, "reported", G_CALLBACK (count), &reports);
  apply (printer, make_status ("IDLE"), 2);
  g_assert_cmpstr (notes->str, ==, "report-time ");
  g_string_truncate (notes, 0);
  status = make_status ("IDLE");
  culm_record_set_int (status, CULM_STATUS_SPEED_LEVEL, 2);
  apply (printer, status, 3);
  g_assert_cmpstr (notes->str, ==, "report-time speed-level ");
  g_assert_cmpuint (reports, ==, 2);
}

static CulmRecord *
make_printing (const char *task, gint64 percent)
{
  CulmRecord *status = make_status ("RUNNING");

  culm_record_set_string (status, CULM_STATUS_TASK_ID, task);
  culm_record_set_int (status, CULM_STATUS_MC_PERCENT, percent);
  return status;
}

static void
test_job_keeps_its_identity (void)
{
  g_autoptr (CulmPrinter) printer = make_printer ("TEST", NULL, "IDLE");
  g_autoptr (CulmJob) first = NULL, second = NULL;

  apply (printer, make_printing ("1", 5), 2);
  first = g_object_ref (culm_printer_get_job (printer));
  apply (printer, make_printing ("1", 6), 3);
  g_assert_true (culm_printer_get_job (printer) == first);
  g_assert_cmpint (culm_job_get_progress (first), ==, 6);
  apply (printer, make_printing ("2", 0), 4);
  second = g_object_ref (culm_printer_get_job (printer));
  g_assert_true (first != second);
  apply (printer, make_status ("FINISH"), 5); /* no id any more */
  apply (printer, make_status ("RUNNING"), 6);
  g_assert_true (culm_printer_get_job (printer) != second);
}

static void
test_job_times (void)
{
  g_autoptr (CulmPrinter) printer = make_printer ("TEST", NULL, "IDLE");
  CulmRecord *told = make_printing ("1", 100);

  apply (printer, make_printing ("1", 5), 20);
  g_assert_cmpint (culm_job_get_started (culm_printer_get_job (printer)), ==, 20);
  culm_record_set_string (told, CULM_STATUS_STATE, "FINISH");
  apply (printer, told, 30);
  g_assert_cmpint (culm_job_get_started (culm_printer_get_job (printer)), ==, 20);
  g_assert_cmpint (culm_job_get_ended (culm_printer_get_job (printer)), ==, 30);
}

/* A job that ran before Culm looked has no start that Culm has seen. */
static void
test_job_found_running (void)
{
  g_autoptr (CulmPrinter) printer = culm_printer_new ("TEST");
  CulmRecord *told = make_printing ("1", 100);

  apply (printer, make_printing ("1", 5), 20);
  g_assert_cmpint (culm_job_get_started (culm_printer_get_job (printer)), ==, 0);
  culm_record_set_int (told, CULM_STATUS_START_TIME, 12);
  apply (printer, told, 30);
  g_assert_cmpint (culm_job_get_started (culm_printer_get_job (printer)), ==, 12);
}

static CulmRecord *
make_entry (guint32 attr)
{
  CulmRecord *entry = culm_record_new (culm_status_schema.fields[CULM_STATUS_HMS].item);

  culm_record_set_int (entry, CULM_HMS_ATTR, attr);
  culm_record_set_int (entry, CULM_HMS_CODE, 0x00020001);
  return entry;
}

/* Takes up to two entries. */
static CulmRecord *
make_hms (guint32 a, guint32 b)
{
  CulmRecord *status = make_status ("IDLE");
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_record_unref);

  if (a != 0)
    g_ptr_array_add (list, make_entry (a));
  if (b != 0)
    g_ptr_array_add (list, make_entry (b));
  culm_record_take_list (status, CULM_STATUS_HMS, list);
  return status;
}

static void
test_hms_keep_their_identity (void)
{
  g_autoptr (CulmPrinter) printer = make_printer ("TEST", NULL, "IDLE");
  GListModel *hms = culm_printer_get_hms (printer);
  g_autoptr (CulmFault) before = NULL, after = NULL;

  apply (printer, make_hms (0x03000400, 0), 2);
  before = g_list_model_get_item (hms, 0);
  apply (printer, make_hms (0x07002000, 0x03000400), 3);
  g_assert_cmpuint (g_list_model_get_n_items (hms), ==, 2);
  after = g_list_model_get_item (hms, 1);
  g_assert_true (before == after);
  apply (printer, make_hms (0, 0), 4);
  g_assert_cmpuint (g_list_model_get_n_items (hms), ==, 0);
}

static void
test_order (void)
{
  static const struct {
    const char *serial, *name, *state;
  } ordered[] = {
    { "1", "beta", "FAILED" },       { "2", "Zeta", "PAUSE" },      { "3", "alpha", "FINISH" },
    { "4", "printer 2", "RUNNING" }, { "5", "Printer 10", "INIT" }, { "6", "same", "IDLE" },
    { "7", "same", "IDLE" },         { "8", "a", "STRANGE" },       { "9", "a", NULL },
  };
  g_autoptr (GPtrArray) printers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    g_ptr_array_add (printers, make_printer (ordered[i].serial, ordered[i].name, ordered[i].state));
  for (guint i = 0; i < printers->len; i++) {
    for (guint j = 0; j < printers->len; j++) {
      int order = culm_printer_compare (g_ptr_array_index (printers, i), g_ptr_array_index (printers, j));

      g_assert_cmpint (CLAMP (order, -1, 1), ==, CLAMP ((int) i - (int) j, -1, 1));
    }
  }
}

static void
test_properties_are_readable (void)
{
  g_autoptr (CulmPrinter) printer = make_printer ("TEST", "Workshop", "IDLE");
  g_autofree GParamSpec **props = NULL;
  guint n;

  props = g_object_class_list_properties (G_OBJECT_GET_CLASS (printer), &n);
  g_assert_cmpuint (n, ==, 34);
  for (guint i = 0; i < n; i++) {
    g_auto (GValue) value = G_VALUE_INIT;

    g_value_init (&value, props[i]->value_type);
    g_object_get_property (G_OBJECT (printer), props[i]->name, &value);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer/starts-unknown", test_starts_unknown);
  g_test_add_func ("/printer/limits-of-the-model", test_limits_of_the_model);
  g_test_add_func ("/printer/limit-of-the-mains", test_limit_of_the_mains);
  g_test_add_func ("/printer/notifies-once", test_notifies_once);
  g_test_add_func ("/printer/job-keeps-its-identity", test_job_keeps_its_identity);
  g_test_add_func ("/printer/job-times", test_job_times);
  g_test_add_func ("/printer/job-found-running", test_job_found_running);
  g_test_add_func ("/printer/hms-keep-their-identity", test_hms_keep_their_identity);
  g_test_add_func ("/printer/order", test_order);
  g_test_add_func ("/printer/properties-are-readable", test_properties_are_readable);
  return g_test_run ();
}
