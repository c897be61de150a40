/* culm-overview-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-overview-page.h"
#include "culm-back-button.h"
#include "culm-box-filler.h"
#include "culm-follow.h"
#include "culm-printer-card.h"
#include "culm-ui.h"
#include "culm-upload-button.h"
#include <glib/gi18n-lib.h>

struct _CulmOverviewPage {
  AdwBin parent_instance;
  CulmBoxFiller *filler;
  CulmEngine *engine;
  char *search_text;
  GListModel *accounts;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkFlowBox *cards;
  AdwStatusPage *status;
  GtkButton *act;
  GtkWidget *add;
};

typedef enum { PROP_SEARCH_TEXT = 1 } CulmOverviewPageProp;
static GParamSpec *props[PROP_SEARCH_TEXT + 1];

G_DEFINE_FINAL_TYPE (CulmOverviewPage, culm_overview_page, ADW_TYPE_BIN)

/* How one state is counted: "2 printing". */
static char *
count_state (CulmPrinterState state, guint n)
{
  switch (state) {
  case CULM_PRINTER_STATE_FAILED:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u failed", "%u failed", n), n);
  case CULM_PRINTER_STATE_PAUSED:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u paused", "%u paused", n), n);
  case CULM_PRINTER_STATE_PREPARING:
  case CULM_PRINTER_STATE_PRINTING:
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u printing", "%u printing", n), n);
  case CULM_PRINTER_STATE_FINISHED:
  case CULM_PRINTER_STATE_CANCELLED:
  case CULM_PRINTER_STATE_IDLE: return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u ready", "%u ready", n), n);
  case CULM_PRINTER_STATE_OFFLINE:
  case CULM_PRINTER_STATE_UNKNOWN:
  default: return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u offline", "%u offline", n), n);
  }
}

/* Trouble first, as the cards are. Returns: (transfer full). */
static char *
count_states (GListModel *printers)
{
  static const CulmPrinterState order[] = {
    CULM_PRINTER_STATE_FAILED,   CULM_PRINTER_STATE_PAUSED,  CULM_PRINTER_STATE_PRINTING,
    CULM_PRINTER_STATE_FINISHED, CULM_PRINTER_STATE_OFFLINE,
  };
  guint counts[CULM_PRINTER_STATE_OFFLINE + 1] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    counts[culm_printer_get_state (printer)]++;
  }
  counts[CULM_PRINTER_STATE_PRINTING] += counts[CULM_PRINTER_STATE_PREPARING];
  counts[CULM_PRINTER_STATE_FINISHED] += counts[CULM_PRINTER_STATE_CANCELLED] + counts[CULM_PRINTER_STATE_IDLE];
  counts[CULM_PRINTER_STATE_OFFLINE] += counts[CULM_PRINTER_STATE_UNKNOWN];
  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    g_autofree char *part = counts[order[i]] > 0 ? count_state (order[i], counts[order[i]]) : NULL;

    if (part != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Why there is no printer: what the account in the best state says. */
static CulmAccountState
find_state (CulmOverviewPage *self)
{
  guint n_accounts = self->accounts != NULL ? g_list_model_get_n_items (self->accounts) : 0;
  CulmAccountState best = n_accounts > 0 ? CULM_ACCOUNT_EXPIRED : CULM_ACCOUNT_CONNECTING;

  for (guint i = 0; i < n_accounts; i++) {
    g_autoptr (CulmAccount) account = g_list_model_get_item (self->accounts, i);
    CulmAccountState state = culm_account_get_state (account);

    if (state == CULM_ACCOUNT_ONLINE)
      return state;
    best = MIN (best, state);
  }
  return best;
}

static void
show_status (CulmOverviewPage *self, CulmAccountState state)
{
  const char *icon = "culm-printer-symbolic";
  const char *title = _ ("No Printers Yet");
  const char *text = _ ("Add a printer of your network here, or to your account with the manufacturer’s app.");
  const char *label = _ ("_Look Again");
  const char *action = "win.refresh";

  switch (state) {
  case CULM_ACCOUNT_OFFLINE:
    icon = "network-offline-symbolic";
    title = _ ("No Connection");
    text = _ ("The printers will be here as soon as the service answers.");
    label = _ ("_Try Again");
    break;
  case CULM_ACCOUNT_EXPIRED:
    icon = "culm-accounts-symbolic";
    title = _ ("Sign In Again");
    text = _ ("The sign-in has expired.");
    label = _ ("_Sign In");
    action = "win.sign-in";
    break;
  case CULM_ACCOUNT_CONNECTING:
  case CULM_ACCOUNT_ONLINE:
  case CULM_ACCOUNT_RESTING:
  default: break;
  }
  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, text);
  gtk_widget_set_visible (self->add, state != CULM_ACCOUNT_EXPIRED);
  gtk_button_set_label (self->act, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act), action);
}

static void
show_page (CulmOverviewPage *self)
{
  GListModel *printers = culm_box_filler_get_model (self->filler);
  guint n_printers = printers != NULL ? g_list_model_get_n_items (printers) : 0;
  g_autofree char *counts = n_printers > 0 ? count_states (printers) : NULL;
  CulmAccountState state = find_state (self);
  const char *page = "cards";

  adw_window_title_set_subtitle (self->title, counts != NULL ? counts : "");
  if (n_printers == 0) {
    page = state == CULM_ACCOUNT_CONNECTING ? "loading" : "status";
    show_status (self, state);
  }
  culm_ui_show_page (self->stack, page);
}

static void
follow_accounts (CulmOverviewPage *self)
{
  guint n_accounts = self->accounts != NULL ? g_list_model_get_n_items (self->accounts) : 0;

  for (guint i = 0; i < n_accounts; i++) {
    g_autoptr (CulmAccount) account = g_list_model_get_item (self->accounts, i);

    g_signal_handlers_disconnect_by_func (account, show_page, self);
    g_signal_connect_object (account, "notify::state", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  }
  show_page (self);
}

static gboolean
filter_card (GtkFlowBoxChild *child, gpointer user_data)
{
  CulmOverviewPage *self = user_data;
  CulmPrinterCard *card = CULM_PRINTER_CARD (gtk_flow_box_child_get_child (child));

  return culm_printer_matches (culm_printer_card_get_printer (card), self->search_text);
}

static GtkWidget *
create_card (gpointer printer, gpointer user_data)
{
  CulmOverviewPage *self = user_data;
  GtkWidget *card = culm_printer_card_new (self->engine, printer);

  g_signal_connect_object (printer, "notify::state", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  return card;
}

static void
refresh_card (gpointer card, gpointer user_data G_GNUC_UNUSED)
{
  culm_printer_card_refresh (card);
}

static gboolean
refresh_cards (gpointer user_data)
{
  culm_box_filler_foreach (CULM_OVERVIEW_PAGE (user_data)->filler, refresh_card, NULL);
  return G_SOURCE_CONTINUE;
}

static void
culm_overview_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmOverviewPageProp) id) {
  case PROP_SEARCH_TEXT: g_value_set_string (value, CULM_OVERVIEW_PAGE (object)->search_text); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_overview_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((CulmOverviewPageProp) id) {
  case PROP_SEARCH_TEXT:
    culm_overview_page_set_search_text (CULM_OVERVIEW_PAGE (object), g_value_get_string (value));
    break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_overview_page_dispose (GObject *object)
{
  CulmOverviewPage *self = CULM_OVERVIEW_PAGE (object);

  if (self->filler != NULL) {
    culm_overview_page_set_accounts (self, NULL);
    culm_overview_page_set_printers (self, NULL, NULL);
  }
  g_clear_object (&self->filler);
  g_clear_pointer (&self->search_text, g_free);
  G_OBJECT_CLASS (culm_overview_page_parent_class)->dispose (object);
}

static void
culm_overview_page_class_init (CulmOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = culm_overview_page_dispose;
  object_class->get_property = culm_overview_page_get_property;
  object_class->set_property = culm_overview_page_set_property;
  props[PROP_SEARCH_TEXT] = g_param_spec_string ("search-text", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  g_type_ensure (CULM_TYPE_BACK_BUTTON);
  g_type_ensure (CULM_TYPE_UPLOAD_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmOverviewPage, title);
  gtk_widget_class_bind_template_child (widget_class, CulmOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmOverviewPage, cards);
  gtk_widget_class_bind_template_child (widget_class, CulmOverviewPage, status);
  gtk_widget_class_bind_template_child (widget_class, CulmOverviewPage, act);
  gtk_widget_class_bind_template_child (widget_class, CulmOverviewPage, add);
}

static void
culm_overview_page_init (CulmOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_ui_refresh_while_mapped (GTK_WIDGET (self), refresh_cards);
  self->filler = culm_box_filler_new (GTK_WIDGET (self->cards), create_card, self);
  gtk_flow_box_set_filter_func (self->cards, filter_card, self, NULL);
  show_page (self);
}

GtkWidget *
culm_overview_page_new (void)
{
  return g_object_new (CULM_TYPE_OVERVIEW_PAGE, NULL);
}

void
culm_overview_page_set_printers (CulmOverviewPage *self, CulmEngine *engine, GListModel *printers)
{
  GListModel *before;

  g_return_if_fail (CULM_IS_OVERVIEW_PAGE (self));
  before = culm_box_filler_get_model (self->filler);
  if (before != NULL)
    g_signal_handlers_disconnect_by_func (before, show_page, self);
  g_set_object (&self->engine, engine);
  culm_box_filler_set_model (self->filler, printers);
  if (printers != NULL)
    g_signal_connect_object (printers, "items-changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  show_page (self);
}

void
culm_overview_page_set_search_text (CulmOverviewPage *self, const char *text)
{
  g_return_if_fail (CULM_IS_OVERVIEW_PAGE (self));
  if (g_strcmp0 (self->search_text, text) == 0)
    return;
  g_free (self->search_text);
  self->search_text = g_strdup (text);
  gtk_flow_box_invalidate_filter (self->cards);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH_TEXT]);
}

void
culm_overview_page_set_accounts (CulmOverviewPage *self, GListModel *accounts)
{
  g_return_if_fail (CULM_IS_OVERVIEW_PAGE (self));
  if (self->accounts == accounts)
    return;
  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_func (self->accounts, follow_accounts, self);
  g_set_object (&self->accounts, accounts);
  if (accounts != NULL)
    g_signal_connect_object (accounts, "items-changed", G_CALLBACK (follow_accounts), self, G_CONNECT_SWAPPED);
  follow_accounts (self);
}
