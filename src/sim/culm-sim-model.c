/* culm-sim-model.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-model.h"

#include <string.h>

#define X1_TRAITS                                                                                                      \
  (CULM_SIM_HAS_AUX_FAN | CULM_SIM_HAS_CHAMBER_FAN | CULM_SIM_HAS_DOOR | CULM_SIM_HAS_CHAMBER_SENSOR |                 \
   CULM_SIM_HAS_RTSP | CULM_SIM_HAS_LIDAR | CULM_SIM_HAS_DETECTORS)
#define A1_TRAITS (CULM_SIM_SENDS_DELTAS | CULM_SIM_HAS_SOUND)
#define P2_TRAITS                                                                                                      \
  (CULM_SIM_HAS_AUX_FAN | CULM_SIM_HAS_DOOR | CULM_SIM_HAS_CHAMBER_SENSOR | CULM_SIM_HAS_RTSP |                        \
   CULM_SIM_HAS_DETECTORS | CULM_SIM_HAS_AIR_PARTS | CULM_SIM_HAS_AIR_MODES | CULM_SIM_TAKES_TYPED |                   \
   CULM_SIM_TAKES_TYPED_BED | CULM_SIM_HAS_SOUND)
#define H2_TRAITS                                                                                                      \
  (P2_TRAITS | CULM_SIM_HAS_CHAMBER_FAN | CULM_SIM_HAS_CHAMBER_HEATER | CULM_SIM_HAS_LIGHT2 | CULM_SIM_HAS_BUZZER |    \
   CULM_SIM_HIDES_LIVE_VIEW)

/* reference/models.md §1–§3. `fun` is that of the captures there, without bit 29 (no signature asked) and with bit 49
 * wherever the model skips objects. */
static const CulmSimModel models[] = {
  { "X1 Carbon", "Bambu Lab X1-Carbon", "BL-P001", "X1C 3DPrinterX1Carbon X1Carbon", "00M", "01.09.00.01",
    CULM_SIM_STYLE_NEW, X1_TRAITS, 1, 0, 300, 120, 0, G_GUINT64_CONSTANT (0x20011830F9CFB), 0, "A0P0", FALSE },
  { "X1", "Bambu Lab X1", "BL-P002", "3DPrinterX1", "00W", "01.07.00.00", CULM_SIM_STYLE_X1, X1_TRAITS, 1, 0, 300, 110,
    0, 0, 0, "A0", FALSE },
  { "X1E", "Bambu Lab X1E", "C13", "", "03W", "01.02.00.00", CULM_SIM_STYLE_NEW,
    X1_TRAITS | CULM_SIM_HAS_CHAMBER_HEATER, 1, 0, 320, 110, 60, G_GUINT64_CONSTANT (0x20011830F9CFF), 0, "A0", FALSE },
  { "P1P", "Bambu Lab P1P", "C11", "", "01S", "01.07.00.00", CULM_SIM_STYLE_P1,
    CULM_SIM_SENDS_DELTAS | CULM_SIM_HAS_AUX_FAN | CULM_SIM_HAS_CHAMBER_FAN, 1, 0, 300, 100, 0, 0, 0, "A0", FALSE },
  { "P1S", "Bambu Lab P1S", "C12", "", "01P", "01.08.02.00", CULM_SIM_STYLE_P1,
    CULM_SIM_SENDS_DELTAS | CULM_SIM_HAS_AUX_FAN | CULM_SIM_HAS_CHAMBER_FAN, 1, 0, 300, 100, 0, 0, 0, "A0", FALSE },
  { "P2S", "Bambu Lab P2S", "N7", "", "22E", "01.02.00.00", CULM_SIM_STYLE_NEW, P2_TRAITS, 1, 0, 300, 110, 0,
    G_GUINT64_CONSTANT (0x60029FD183FF9CB7), 0x21, "P0", FALSE },
  { "X2D", "Bambu Lab X2D", "N6", "", "20P", "01.01.00.00", CULM_SIM_STYLE_NEW,
    P2_TRAITS | CULM_SIM_HAS_AUX2_FAN | CULM_SIM_HAS_CHAMBER_FAN | CULM_SIM_HAS_CHAMBER_HEATER, 2, 1, 300, 120, 65,
    G_GUINT64_CONSTANT (0x40029FD1930F9CB7), 0xB7B77, "P1", FALSE },
  { "A1 mini", "Bambu Lab A1 mini", "N1", "", "030", "01.07.02.00", CULM_SIM_STYLE_P1, A1_TRAITS, 1, 0, 300, 80, 0, 0,
    0, "L0", TRUE },
  { "A1", "Bambu Lab A1", "N2S", "", "039", "01.05.00.00", CULM_SIM_STYLE_P1, A1_TRAITS, 1, 0, 300, 100, 0, 0, 0, "L0",
    TRUE },
  { "A2L", "Bambu Lab A2L", "N9", "", "26A", "01.00.02.00", CULM_SIM_STYLE_NEW,
    A1_TRAITS | CULM_SIM_HAS_AIR_PARTS | CULM_SIM_HAS_DETECTORS | CULM_SIM_TAKES_TYPED_BED, 1, 0, 300, 80, 0,
    G_GUINT64_CONSTANT (0x20FD1830F9CB7), 0x1, "M0", TRUE },
  { "H2D", "Bambu Lab H2D", "O1D", "", "094", "01.01.02.07", CULM_SIM_STYLE_NEW, H2_TRAITS, 2, 0, 350, 120, 65,
    G_GUINT64_CONSTANT (0x200418FFF9CFF), 0x2E, "A0T1", FALSE },
  { "H2D Pro", "Bambu Lab H2D Pro", "O1E", "O2D", "239", "01.01.02.00", CULM_SIM_STYLE_NEW, H2_TRAITS, 2, 0, 350, 120,
    65, G_GUINT64_CONSTANT (0x4023FF18FFF9CB7), 0x2E, "P0P1", FALSE },
  { "H2S", "Bambu Lab H2S", "O1S", "", "093", "01.01.00.00", CULM_SIM_STYLE_NEW, H2_TRAITS, 1, 0, 350, 120, 65,
    G_GUINT64_CONSTANT (0x4023FF18FFF9CB7), 0x2E, "P0T0", FALSE },
  { "H2C", "Bambu Lab H2C", "O1C", "O1C2", "31B", "01.01.50.00", CULM_SIM_STYLE_NEW, H2_TRAITS | CULM_SIM_HAS_RACK, 2,
    0, 350, 120, 65, G_GUINT64_CONSTANT (0x14023FF18FFF9CB7), 0x2E, "P0T1", FALSE },
};

static char *
fold_name (const char *name)
{
  GString *folded = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (folded, g_ascii_toupper (*c));
  return g_string_free (folded, FALSE);
}

static gboolean
match_name (const CulmSimModel *model, const char *folded)
{
  g_auto (GStrv) aliases = g_strsplit (model->aliases, " ", -1);
  const char *const own[] = { model->name, model->product_name, model->id };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++) {
    g_autofree char *candidate = fold_name (own[i]);

    if (g_str_equal (candidate, folded))
      return TRUE;
  }
  for (guint i = 0; aliases[i] != NULL; i++)
    if (g_ascii_strcasecmp (aliases[i], folded) == 0)
      return TRUE;
  return FALSE;
}

const CulmSimModel *
culm_sim_model_find (const char *name)
{
  g_autofree char *folded = fold_name (name);

  if (strlen (folded) > 2 && g_str_has_suffix (folded, "V2")) /* a revision of the same model (models.md §1) */
    folded[strlen (folded) - 2] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (match_name (&models[i], folded))
      return &models[i];
  return NULL;
}

const CulmSimModel *
culm_sim_model_list (guint *n_models)
{
  *n_models = G_N_ELEMENTS (models);
  return models;
}
