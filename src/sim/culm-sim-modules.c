/* culm-sim-modules.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-modules.h"

#include "culm-sim-json.h"

typedef struct {
  const char *name, *hardware, *version;
} Board;

static const Board p1_boards[] = {
  { "esp32", "AP04", "01.11.32.89" },
  { "mc", "MC07", "00.00.29.75" },
  { "th", "TH09", "00.00.09.95" },
  { NULL, NULL, NULL },
};
static const Board x1_boards[] = {
  { "rv1126", "AP05", "00.00.28.55" },
  { "ahb", "AHB01", "00.00.00.43" },
  { "mc", "MC07", "00.00.32.89" },
  { "mc-sub", "N/A", "00.00.32.89" },
  { "th", "TH09", "00.00.07.12" },
  { "ap", "AP05", "00.00.50.76" },
  { NULL, NULL, NULL },
};
static const Board h2_boards[] = {
  { "ahb", "AHB02", "02.00.09.67" },  { "pc", "PC01", "00.00.10.27" }, { "mc", "MC09", "02.05.57.52" },
  { "mc-sub", "N/A", "02.05.57.52" }, { "th", "TH08", "02.01.17.55" }, { "ext", "EXT07", "00.00.08.18" },
  { "smc", "SMC09", "02.01.12.00" },  { "ap", "AP05", "00.00.51.98" }, { NULL, NULL, NULL },
};
static const Board p2_boards[] = {
  { "ahb", "AHB-N703", "01.00.11.61" }, { "th", "TH03", "02.00.20.82" }, { "smc", "SMC01", "02.00.13.93" },
  { "mc", "MC06", "01.00.69.85" },      { "ap", "AP04", "00.00.69.32" }, { NULL, NULL, NULL },
};

static const Board *
get_boards (const CulmSimModel *model)
{
  if (model->style == CULM_SIM_STYLE_P1 || model->bed_slinger)
    return p1_boards;
  if (culm_sim_model_has (model, CULM_SIM_HAS_LIDAR))
    return x1_boards;
  return culm_sim_model_has (model, CULM_SIM_HAS_LIGHT2) ? h2_boards : p2_boards;
}

static void
add_module (JsonArray *modules, const char *name, const char *version, const char *hardware, const char *serial,
            const char *product)
{
  json_array_add_element (modules,
                          culm_sim_json_new ("{'name':'%s','sw_ver':'%s','hw_ver':'%s','sn':'%s',"
                                             "'product_name':'%s','loader_ver':'00.00.00.00','flag':%d,'visible':%s}",
                                             name, version, hardware, serial, product,
                                             g_str_equal (name, "ota") ? 3 : 0, *product != '\0' ? "true" : "false"));
}

/* Serial prefixes and names of AMS units: reference/models.md §1. */
static void
add_unit (JsonArray *modules, CulmSimMachine *machine, const CulmSimUnit *unit)
{
  static const struct {
    char kind;
    const char *module, *prefix, *product, *hardware, *version;
  } kinds[] = {
    { 'A', "ams", "006", "AMS", "AMS08", "00.01.06.62" },
    { 'L', "ams_f1", "03C", "AMS Lite", "AMS_F102", "00.00.08.15" },
    { 'M', "ams_f1", "03C", "AMS Lite", "AMS_F102", "00.00.08.15" },
    { 'P', "n3f", "19C", "AMS 2 Pro", "N3F05", "03.00.21.29" },
    { 'T', "n3s", "19F", "AMS HT", "N3S05", "02.00.19.67" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *name = NULL, *serial = NULL, *product = NULL;

    if (kinds[i].kind != unit->kind)
      continue;
    name = g_strdup_printf ("%s/%u", kinds[i].module, unit->id);
    serial = g_strdup_printf ("%s00A%.6s%03u", kinds[i].prefix, machine->serial + 6, unit->id);
    product = g_strdup_printf ("%s (%u)", kinds[i].product, unit->id >= 128 ? unit->id - 127 : unit->id + 1);
    add_module (modules, name, kinds[i].version, kinds[i].hardware, serial, product);
  }
}

JsonArray *
culm_sim_modules_new (CulmSimMachine *machine)
{
  JsonArray *modules = json_array_new ();

  add_module (modules, "ota", machine->upgrade.installed, machine->model->style == CULM_SIM_STYLE_P1 ? "OTA" : "N/A",
              machine->serial, machine->model->product_name);
  for (const Board *board = get_boards (machine->model); board->name != NULL; board++)
    add_module (modules, board->name, board->version, board->hardware, "N/A", "");
  for (guint i = 0; i < machine->ams.n_units; i++)
    add_unit (modules, machine, &machine->ams.units[i]);
  for (guint i = 16; culm_sim_model_has (machine->model, CULM_SIM_HAS_RACK) && i < 22; i++) {
    g_autofree char *name = g_strdup_printf ("wtm/%u", i);

    if (i != 20)
      add_module (modules, name, "01.00.11.19", "WTM04", "N/A", "WTM");
  }
  return modules;
}
