/* culm-contacts-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-contacts-page.h"
#include "culm-contacts.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

struct _CulmContactsPage {
  AdwPreferencesPage parent_instance;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* GtkWidget, not owned */
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (CulmContactsPage, culm_contacts_page, ADW_TYPE_PREFERENCES_PAGE)

static const char *
describe_purpose (CulmContactPurpose purpose)
{
  switch (purpose) {
  case CULM_CONTACT_ACCOUNT: return _ ("Account");
  case CULM_CONTACT_BROKER: return _ ("Live data of the cloud");
  case CULM_CONTACT_PRINTER: return _ ("Printer in this network");
  case CULM_CONTACT_PICTURE: return _ ("Pictures of prints");
  case CULM_CONTACT_UPLOAD: return _ ("Uploads");
  case CULM_CONTACT_FAULT_TEXTS: return _ ("Meaning of fault codes");
  case CULM_CONTACT_WEBHOOK: return _ ("Webhook");
  default: return CULM_TEXT_UNKNOWN;
  }
}

/* "Account · 12 times · 14:02 to 14:31" */
static char *
describe_contact (const CulmContact *contact)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint n = (guint) MIN (contact->count, G_MAXUINT);
  g_autofree char *count = g_strdup_printf (ngettext ("%u time", "%u times", n), n);
  g_autofree char *first = culm_text_clock (contact->first_at, now);
  g_autofree char *last = culm_text_clock (contact->last_at, now);

  /* TRANSLATORS: what a host was contacted for, how often, and the times of the first and the last contact. */
  return g_strdup_printf (_ ("%s · %s · first %s, last %s"), describe_purpose (contact->purpose), count, first, last);
}

static void
add_row (CulmContactsPage *self, const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle,
                                 "title-selectable", TRUE, "subtitle-lines", 0, NULL);

  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->group, row);
}

static void
on_copy (CulmContactsPage *self)
{
  g_autoptr (GPtrArray) contacts = culm_contacts_list ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < contacts->len; i++) {
    const CulmContact *contact = g_ptr_array_index (contacts, i);
    g_autofree char *words = describe_contact (contact);

    g_string_append_printf (text, "%s\t%s\n", contact->host, words);
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
culm_contacts_page_map (GtkWidget *widget)
{
  culm_contacts_page_refresh (CULM_CONTACTS_PAGE (widget));
  GTK_WIDGET_CLASS (culm_contacts_page_parent_class)->map (widget);
}

static void
culm_contacts_page_finalize (GObject *object)
{
  g_ptr_array_unref (CULM_CONTACTS_PAGE (object)->rows);
  G_OBJECT_CLASS (culm_contacts_page_parent_class)->finalize (object);
}

static void
culm_contacts_page_class_init (CulmContactsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_contacts_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = culm_contacts_page_map;
}

static void
culm_contacts_page_init (CulmContactsPage *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_valign (self->copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->copy, "flat");
  gtk_widget_set_tooltip_text (self->copy, _ ("Copy the List"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy the List"), -1);
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (on_copy), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (self->group, _ ("Hosts Contacted"));
  adw_preferences_group_set_description (self->group, _ ("Since Culm was started. Nothing else was told anything."));
  adw_preferences_group_set_header_suffix (self->group, self->copy);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->group);
}

CulmContactsPage *
culm_contacts_page_new (void)
{
  return g_object_new (CULM_TYPE_CONTACTS_PAGE, "title", _ ("Connections"), "icon-name", "network-server-symbolic",
                       NULL);
}

void
culm_contacts_page_refresh (CulmContactsPage *self)
{
  g_autoptr (GPtrArray) contacts = culm_contacts_list ();

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_sensitive (self->copy, contacts->len > 0);
  if (contacts->len == 0)
    add_row (self, _ ("None Yet"), _ ("No host was contacted since Culm was started."));
  for (guint i = 0; i < contacts->len; i++) {
    const CulmContact *contact = g_ptr_array_index (contacts, i);
    g_autofree char *words = describe_contact (contact);

    add_row (self, contact->host, words);
  }
}
