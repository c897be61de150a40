/* culm-box-filler.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* Makes the child for an item. Returns: (transfer floating). */
typedef GtkWidget *(*CulmBoxFillerCreate) (gpointer item, gpointer user_data);

/**
 * CulmBoxFiller:
 *
 * Keeps one child of a GtkListBox or a GtkFlowBox for each item of a model, in the model's order. A child lives as
 * long as its item is in the model: selection, focus and a pressed button survive when the order changes. Children
 * that the filler did not make come first and stay.
 */
#define CULM_TYPE_BOX_FILLER (culm_box_filler_get_type ())
G_DECLARE_FINAL_TYPE (CulmBoxFiller, culm_box_filler, CULM, BOX_FILLER, GObject)

/* `box` must outlive the filler: its owner drops the filler in dispose. */
CulmBoxFiller *culm_box_filler_new (GtkWidget *box, CulmBoxFillerCreate create, gpointer user_data);
void           culm_box_filler_set_model (CulmBoxFiller *self, GListModel *model); /* nullable */
GListModel    *culm_box_filler_get_model (CulmBoxFiller *self);                    /* (transfer none) (nullable) */

/* The child of an item. (transfer none) (nullable). */
GtkWidget *culm_box_filler_find (CulmBoxFiller *self, gpointer item);

/* Calls `each (child, user_data)` for every child that the filler made. */
void culm_box_filler_foreach (CulmBoxFiller *self, GFunc each, gpointer user_data);

G_END_DECLS
