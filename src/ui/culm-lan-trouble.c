/* culm-lan-trouble.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-lan-trouble.h"
#include "culm-text-lan.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmLanTrouble {
  AdwBin parent_instance;
  AdwStatusPage *page;
  GtkWidget *fingerprints;
  GtkLabel *old_fingerprint, *new_fingerprint;
  GtkButton *act, *later;
};

G_DEFINE_FINAL_TYPE (CulmLanTrouble, culm_lan_trouble, ADW_TYPE_BIN)

static void
set_act (CulmLanTrouble *self, const char *label, const char *action, gboolean suggested)
{
  gtk_button_set_label (self->act, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act), action);
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->act), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->act), "suggested-action");
}

static void
show_changed (CulmLanTrouble *self, CulmLanPrinter *lan)
{
  const char *fresh = culm_lan_printer_get_new_fingerprint (lan);
  g_autofree char *before = culm_text_fingerprint (culm_lan_printer_get_fingerprint (lan));
  g_autofree char *now = culm_text_fingerprint (fresh != NULL ? fresh : "");

  adw_status_page_set_icon_name (self->page, "dialog-warning-symbolic");
  adw_status_page_set_title (self->page, _ ("The Certificate Has Changed"));
  adw_status_page_set_description (
      self->page,
      _ ("The printer’s firmware may have been updated, or the printer was reset. If neither is so, another "
         "device may be posing as it. Nothing was sent to it, not even the access code."));
  gtk_label_set_text (self->old_fingerprint, before);
  gtk_label_set_text (self->new_fingerprint, now);
  set_act (self, _ ("Trust the New One…"), "lan.trust", FALSE);
}

static void
culm_lan_trouble_class_init (CulmLanTroubleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-lan-trouble.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmLanTrouble, page);
  gtk_widget_class_bind_template_child (widget_class, CulmLanTrouble, fingerprints);
  gtk_widget_class_bind_template_child (widget_class, CulmLanTrouble, old_fingerprint);
  gtk_widget_class_bind_template_child (widget_class, CulmLanTrouble, new_fingerprint);
  gtk_widget_class_bind_template_child (widget_class, CulmLanTrouble, act);
  gtk_widget_class_bind_template_child (widget_class, CulmLanTrouble, later);
}

static void
culm_lan_trouble_init (CulmLanTrouble *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
culm_lan_trouble_is_due (CulmLanPrinter *lan)
{
  CulmLanState state = lan != NULL ? culm_lan_printer_get_state (lan) : CULM_LAN_ONLINE;

  return state == CULM_LAN_CHANGED || state == CULM_LAN_WRONG_CODE || state == CULM_LAN_WRONG_PRINTER ||
         state == CULM_LAN_TAKEN;
}

const char *
culm_lan_trouble_get_notice (CulmLanState state)
{
  switch (state) {
  case CULM_LAN_WRONG_CODE: return _ ("The printer does not accept its access code in this network.");
  case CULM_LAN_CHANGED: return _ ("The printer shows another certificate in this network.");
  case CULM_LAN_WRONG_PRINTER: return _ ("Another device answers at the printer’s address.");
  case CULM_LAN_TAKEN: return _ ("In this network the printer is busy with somebody else.");
  case CULM_LAN_CONNECTING:
  case CULM_LAN_ONLINE:
  case CULM_LAN_OFFLINE:
  default: return NULL;
  }
}

void
culm_lan_trouble_show (CulmLanTrouble *self, CulmLanPrinter *lan)
{
  CulmLanState state = culm_lan_printer_get_state (lan);
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (self->fingerprints, state == CULM_LAN_CHANGED);
  if (state == CULM_LAN_CHANGED) {
    show_changed (self, lan);
  } else if (state == CULM_LAN_WRONG_CODE) {
    adw_status_page_set_icon_name (self->page, "dialog-password-symbolic");
    adw_status_page_set_title (self->page, _ ("Another Access Code"));
    adw_status_page_set_description (
        self->page, _ ("The printer does not accept the access code any more. It gets a new one when LAN Only or "
                       "Developer Mode is switched, or when somebody asks for it. Read it on the printer’s screen."));
    set_act (self, _ ("Type the Code…"), "lan.new-code", TRUE);
  } else if (state == CULM_LAN_TAKEN) {
    adw_status_page_set_icon_name (self->page, "network-wired-acquiring-symbolic");
    adw_status_page_set_title (self->page, _ ("Somebody Else Is Connected"));
    adw_status_page_set_description (
        self->page, _ ("The printer answers, and closes each connection at once: it has room for few. Close the other "
                       "programs that use it, on other computers, too. Culm tries again, at longer and longer "
                       "intervals, so as not to put anybody out."));
    set_act (self, _ ("Try Again"), "lan.retry", TRUE);
  } else {
    sentence = g_strdup_printf (_ ("Another device answers at %s. Culm goes on listening for the printer; or add it "
                                   "once more at its new address."),
                                culm_lan_printer_get_host (lan));
    adw_status_page_set_icon_name (self->page, "network-server-symbolic");
    adw_status_page_set_title (self->page, _ ("Another Device Answers"));
    adw_status_page_set_description (self->page, sentence);
    set_act (self, _ ("Add Printer…"), "win.add-printer", FALSE);
  }
}
