/* culm-text-filament.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-filament.h"
#include <glib/gi18n-lib.h>
#include <math.h>

/* Hue in degrees, the rest 0–1. */
typedef struct {
  double hue, saturation, value, alpha;
} Hsv;

static gboolean
parse_color (const char *text, Hsv *hsv)
{
  gsize length = text != NULL ? strlen (text) : 0;
  guint64 bits;
  double r, g, b, high, low;

  if ((length != 7 && length != 9) || text[0] != '#' ||
      !g_ascii_string_to_unsigned (text + 1, 16, 0, G_MAXUINT32, &bits, NULL))
    return FALSE;
  if (length == 7)
    bits = bits << 8 | 0xFF;
  r = (bits >> 24 & 0xFF) / 255.0;
  g = (bits >> 16 & 0xFF) / 255.0;
  b = (bits >> 8 & 0xFF) / 255.0;
  high = MAX (r, MAX (g, b));
  low = MIN (r, MIN (g, b));
  hsv->value = high;
  hsv->saturation = high > 0 ? (high - low) / high : 0;
  hsv->alpha = (bits & 0xFF) / 255.0;
  if (high == low)
    hsv->hue = 0;
  else if (high == r)
    hsv->hue = 60 * fmod ((g - b) / (high - low) + 6, 6);
  else
    hsv->hue = high == g ? 60 * ((b - r) / (high - low) + 2) : 60 * ((r - g) / (high - low) + 4);
  return TRUE;
}

static const char *
get_grey (double value)
{
  return value < 0.2 ? _ ("Black") : value < 0.5 ? _ ("Dark grey") : value < 0.93 ? _ ("Grey") : _ ("White");
}

const char *
culm_text_color (const char *color)
{
  static const struct {
    double to; /* hue */
    const char *name, *dark;
  } hues[] = {
    { 15, N_ ("Red"), N_ ("Dark red") },
    { 42, N_ ("Orange"), N_ ("Brown") },
    { 70, N_ ("Yellow"), N_ ("Olive") },
    { 165, N_ ("Green"), N_ ("Dark green") },
    { 195, N_ ("Turquoise"), N_ ("Dark turquoise") },
    { 248, N_ ("Blue"), N_ ("Dark blue") },
    { 290, N_ ("Purple"), N_ ("Dark purple") },
    { 352, N_ ("Pink"), N_ ("Dark pink") },
    { 361, N_ ("Red"), N_ ("Dark red") },
  };
  Hsv hsv;

  if (!parse_color (color, &hsv))
    return NULL;
  if (hsv.alpha < 0.05)
    return _ ("Clear");
  if (hsv.saturation < 0.12 || hsv.value < 0.12)
    return get_grey (hsv.value);
  for (gsize i = 0; i < G_N_ELEMENTS (hues); i++) {
    if (hsv.hue < hues[i].to)
      return hsv.value < 0.55 ? _ (hues[i].dark) : _ (hues[i].name);
  }
  return NULL;
}

const char *
culm_text_filament (CulmAmsSlot *slot)
{
  const char *name = culm_ams_slot_get_name (slot), *material = culm_ams_slot_get_material (slot);

  if (name == NULL && material == NULL)
    return culm_ams_slot_get_empty (slot) ? _ ("Empty") : _ ("Unknown filament");
  return name != NULL ? name : material;
}

char *
culm_text_slot (CulmAmsSlot *slot)
{
  g_autoptr (GString) text = g_string_new (culm_text_filament (slot));
  const char *color = culm_text_color (culm_ams_slot_get_color (slot));

  if (culm_ams_slot_get_empty (slot))
    return g_string_free (g_steal_pointer (&text), FALSE);
  if (color != NULL)
    g_string_append_printf (text, ", %s", color);
  if (culm_ams_slot_get_remain (slot) >= 0)
    g_string_append_printf (text, _ (", %d %% left"), culm_ams_slot_get_remain (slot));
  if (culm_ams_slot_get_active (slot))
    g_string_append (text, _ (", in use"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
culm_text_ams (CulmAmsUnit *unit)
{
  const char *kind = culm_ams_unit_get_kind (unit);
  int id = culm_ams_unit_get_id (unit);

  if (g_strcmp0 (kind, "ams_ht") == 0)
    return g_strdup_printf (_ ("AMS HT %d"), id >= 128 ? id - 127 : id + 1);
  if (g_strcmp0 (kind, "ams_lite") == 0)
    return g_strdup (_ ("AMS Lite"));
  return g_strdup_printf (g_strcmp0 (kind, "ams_2_pro") == 0 ? _ ("AMS 2 Pro %c") : _ ("AMS %c"), 'A' + (id & 3));
}

char *
culm_text_climate (CulmAmsUnit *unit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int percent = culm_ams_unit_get_humidity (unit), level = culm_ams_unit_get_humidity_level (unit);
  double celsius = culm_ams_unit_get_temperature (unit);

  if (percent >= 0)
    g_string_append_printf (text, _ ("Humidity %d %%"), percent);
  else if (level > 0)
    g_string_append_printf (text, _ ("Dryness %d of 5"), level);
  if (!isnan (celsius) && celsius > 0)
    g_string_append_printf (text, "%s%.0f °C", text->len > 0 ? " · " : "", celsius);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
culm_text_nozzle_range (CulmAmsSlot *slot)
{
  int low = culm_ams_slot_get_nozzle_min (slot), high = culm_ams_slot_get_nozzle_max (slot);

  return low > 0 && high >= low ? g_strdup_printf (_ ("%d–%d °C"), low, high) : NULL;
}

const char *
culm_text_filament_step (CulmFilamentStep step)
{
  switch (step) {
  case CULM_FILAMENT_STEP_OTHER: return _ ("Changing the filament");
  case CULM_FILAMENT_STEP_HEAT: return _ ("Heating the nozzle");
  case CULM_FILAMENT_STEP_FEED: return _ ("Feeding the filament");
  case CULM_FILAMENT_STEP_RETRACT: return _ ("Pulling the filament back");
  case CULM_FILAMENT_STEP_CUT: return _ ("Cutting the filament");
  case CULM_FILAMENT_STEP_PUSH: return _ ("Pushing the filament in");
  case CULM_FILAMENT_STEP_PURGE: return _ ("Purging the nozzle");
  case CULM_FILAMENT_STEP_NONE:
  default: return NULL;
  }
}
