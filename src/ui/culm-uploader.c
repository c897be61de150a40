/* culm-uploader.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-uploader.h"
#include "culm-engine-files.h"
#include "culm-engine-lan.h"
#include "culm-text-error.h"
#include "culm-text-files.h"
#include <glib/gi18n-lib.h>

struct _CulmUploader {
  GObject parent_instance;
  CulmEngine *engine;
  GCancellable *cancellable;
};

/* One hand-over: as many answers as files, then one signal. */
typedef struct {
  CulmUploader *self;
  GStrvBuilder *sentences;
  guint n_sentences;
  guint pending;
} Batch;

/* A file of a batch, for its callback. */
typedef struct {
  Batch *batch;
  char *name;
} BatchFile;

enum { SIGNAL_REFUSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmUploader, culm_uploader, G_TYPE_OBJECT)

static void
add_sentence (Batch *batch, char *sentence)
{
  g_strv_builder_add (batch->sentences, sentence);
  batch->n_sentences++;
  g_free (sentence);
}

static void
finish_batch (Batch *batch)
{
  g_auto (GStrv) sentences = NULL;

  if (--batch->pending > 0)
    return;
  sentences = g_strv_builder_end (batch->sentences);
  if (batch->n_sentences > 0)
    g_signal_emit (batch->self, signals[SIGNAL_REFUSED], 0, sentences);
  g_strv_builder_unref (batch->sentences);
  g_object_unref (batch->self);
  g_free (batch);
}

static void
upload_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  BatchFile *file = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmTransfer) transfer = culm_engine_upload_finish (CULM_ENGINE (engine), result, &error);

  if (transfer == NULL && !g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED))
    add_sentence (file->batch, culm_text_upload_error (error, file->name));
  finish_batch (file->batch);
  g_free (file->name);
  g_free (file);
}

/* Whether the printer's storage is where a file for it belongs: no account can take it there, or none may. */
static gboolean
goes_to_storage (CulmUploader *self, CulmPrinter *printer)
{
  CulmLanPrinter *lan =
      printer != NULL ? culm_engine_find_lan_printer (self->engine, culm_printer_get_serial (printer)) : NULL;

  return lan != NULL && (culm_lan_printer_get_lan_only (lan) || !culm_engine_can_upload (self->engine));
}

static void
send_to_storage (Batch *batch, GFile *file, CulmPrinter *printer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmTransfer) transfer =
      culm_engine_send_file (batch->self->engine, culm_printer_get_serial (printer), file, "/", &error);

  if (transfer == NULL)
    add_sentence (batch, culm_text_files_error (error));
}

static void
send_to_account (Batch *batch, GFile *file, CulmPrinter *printer)
{
  g_autofree char *base = g_file_get_basename (file);
  BatchFile *item = g_new0 (BatchFile, 1);

  item->batch = batch;
  item->name = g_filename_display_name (base != NULL ? base : "");
  batch->pending++;
  culm_engine_upload_async (batch->self->engine, file, printer, batch->self->cancellable, upload_cb, item);
}

static void
culm_uploader_dispose (GObject *object)
{
  CulmUploader *self = CULM_UPLOADER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_uploader_parent_class)->dispose (object);
}

static void
culm_uploader_class_init (CulmUploaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_uploader_dispose;
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
culm_uploader_init (CulmUploader *self)
{
  self->cancellable = g_cancellable_new ();
}

CulmUploader *
culm_uploader_new (CulmEngine *engine)
{
  CulmUploader *self = g_object_new (CULM_TYPE_UPLOADER, NULL);

  self->engine = g_object_ref (engine);
  return self;
}

void
culm_uploader_take (CulmUploader *self, GListModel *files, CulmPrinter *printer)
{
  guint n_files = g_list_model_get_n_items (files);
  gboolean to_storage;
  Batch *batch;

  g_return_if_fail (CULM_IS_UPLOADER (self));
  to_storage = goes_to_storage (self, printer);
  batch = g_new0 (Batch, 1);
  batch->self = g_object_ref (self);
  batch->sentences = g_strv_builder_new ();
  batch->pending = 1;
  if (!to_storage && !culm_engine_can_upload (self->engine)) {
    add_sentence (batch, g_strdup (_ ("Sign in first: files are sent to your account.")));
    n_files = 0;
  }
  for (guint i = 0; i < n_files; i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);

    if (to_storage)
      send_to_storage (batch, file, printer);
    else
      send_to_account (batch, file, printer);
  }
  finish_batch (batch);
}
