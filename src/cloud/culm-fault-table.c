/* culm-fault-table.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-table.h"
#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-task.h"
#include <string.h>

#define PATH "/query.php"
#define FALLBACK "en"

/* What was asked and what came. The data of the task and of its worker. */
typedef struct {
  char *language;
  CulmEnvelope *envelope;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->language);
  g_clear_pointer (&question->envelope, culm_envelope_unref);
  g_free (question);
}

/* The rows of a language: its own name, a longer one of it ("zh-cn" for "zh"), or English. */
static JsonArray *
find_rows (JsonObject *table, const char *language)
{
  JsonArray *rows = culm_json_read_array (table, language);
  g_autoptr (GList) names = rows == NULL && table != NULL ? json_object_get_members (table) : NULL;

  for (GList *link = names; link != NULL && rows == NULL; link = link->next) {
    const char *name = link->data;

    if (g_str_has_prefix (name, language) && name[strlen (language)] == '-')
      rows = culm_json_read_array (table, name);
  }
  return rows != NULL ? rows : culm_json_read_array (table, FALLBACK);
}

static void
add_rows (CulmFaultBook *book, JsonArray *rows)
{
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    JsonObject *row = culm_json_read_element (rows, i);
    g_autofree char *code = culm_json_read_string (row, "ecode");
    g_autofree char *text = culm_json_read_string (row, "intro");

    if (code != NULL && text != NULL)
      culm_fault_book_add (book, code, text);
  }
}

static void
read_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Question *question = data;
  CulmFaultBook *book = culm_fault_table_read (culm_envelope_get_object (question->envelope), question->language,
                                               g_get_real_time () / G_USEC_PER_SEC);

  if (book != NULL)
    g_task_return_pointer (task, book, (GDestroyNotify) culm_fault_book_unref);
  else
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED, "There are no fault texts in the answer"));
}

static void
fetch_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  question->envelope = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);
  if (question->envelope != NULL)
    culm_task_run_in_thread (task, read_in_thread);
  else
    g_task_return_error (task, error);
}

void
culm_fault_table_fetch_async (CulmCloudClient *client, const char *language, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (client, NULL, callback, user_data);
  Question *question = g_new0 (Question, 1);
  g_autofree char *escaped = g_uri_escape_string (language, NULL, FALSE);
  g_autofree char *query = g_strconcat ("lang=", escaped, NULL);

  g_task_set_source_tag (task, culm_fault_table_fetch_async);
  question->language = g_strdup (language);
  g_task_set_task_data (task, question, free_question);
  culm_cloud_client_call_async (client, "GET", PATH, query, NULL, CULM_CLOUD_CALL_ANONYMOUS | CULM_CLOUD_CALL_LOOKUP,
                                cancellable, fetch_cb, task);
}

CulmFaultBook *
culm_fault_table_fetch_finish (CulmCloudClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

CulmFaultBook *
culm_fault_table_read (JsonObject *document, const char *language, gint64 fetched)
{
  g_autoptr (CulmFaultBook) book = culm_fault_book_new (language, fetched);

  add_rows (book, find_rows (culm_json_read_object (document, "device_hms"), language));
  add_rows (book, find_rows (culm_json_read_object (document, "device_error"), language));
  return culm_fault_book_get_size (book) > 0 ? g_steal_pointer (&book) : NULL;
}
