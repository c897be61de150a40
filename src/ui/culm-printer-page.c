/* culm-printer-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-page.h"
#include "culm-back-button.h"
#include "culm-text-printer.h"
#include "culm-ui.h"

struct _CulmPrinterPage {
  AdwBin parent_instance;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (CulmPrinterPage, culm_printer_page, ADW_TYPE_BIN)

static void
culm_printer_page_class_init (CulmPrinterPageClass *klass)
{
  g_type_ensure (CULM_TYPE_BACK_BUTTON);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), CULM_RESOURCE_PATH "/ui/culm-printer-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), CulmPrinterPage, title);
}

static void
culm_printer_page_init (CulmPrinterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_printer_page_new (CulmEngine *engine G_GNUC_UNUSED)
{
  return g_object_new (CULM_TYPE_PRINTER_PAGE, NULL);
}

void
culm_printer_page_set_printer (CulmPrinterPage *self, CulmPrinter *printer)
{
  g_autofree char *subtitle = printer != NULL ? culm_text_model_and_route (printer) : NULL;

  g_return_if_fail (CULM_IS_PRINTER_PAGE (self));
  adw_window_title_set_title (self->title, printer != NULL ? culm_printer_get_name (printer) : "");
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
}
