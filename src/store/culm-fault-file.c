/* culm-fault-file.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-file.h"
#include "culm-error.h"
#include "culm-file.h"
#include <json-glib/json-glib.h>

#define MAX_BYTES (16 * 1024 * 1024)
#define FETCHED "fetched"
#define TEXTS "texts"

/* A language comes from the environment of the program: no path may be made of it. */
static char *
make_path (const char *language)
{
  g_autofree char *safe =
      g_strcanon (g_strdup (language), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-", '-');
  g_autofree char *name = g_strdup_printf ("fault-texts-%.16s.json", safe);

  return g_build_filename (g_get_user_cache_dir (), "culm", name, NULL);
}

static void
add_text (JsonObject *texts G_GNUC_UNUSED, const char *code, JsonNode *text, gpointer book)
{
  if (JSON_NODE_HOLDS_VALUE (text) && json_node_get_value_type (text) == G_TYPE_STRING)
    culm_fault_book_add (book, code, json_node_get_string (text));
}

static CulmFaultBook *
read_book (JsonNode *root, const char *language)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *fetched = object != NULL ? json_object_get_member (object, FETCHED) : NULL;
  JsonNode *texts = object != NULL ? json_object_get_member (object, TEXTS) : NULL;
  CulmFaultBook *book;

  if (fetched == NULL || !JSON_NODE_HOLDS_VALUE (fetched) || json_node_get_value_type (fetched) != G_TYPE_INT64 ||
      texts == NULL || !JSON_NODE_HOLDS_OBJECT (texts))
    return NULL;
  book = culm_fault_book_new (language, json_node_get_int (fetched));
  json_object_foreach_member (json_node_get_object (texts), add_text, book);
  return book;
}

static void
load_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  const char *language = data;
  g_autofree char *path = make_path (language);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GBytes) text = NULL;
  CulmFaultBook *book = NULL;
  GError *error = NULL;

  text = culm_file_read (path, MAX_BYTES, &error);
  if (text == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (json_parser_load_from_data (parser, g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), NULL))
    book = read_book (json_parser_get_root (parser), language);
  if (book != NULL)
    g_task_return_pointer (task, book, (GDestroyNotify) culm_fault_book_unref);
  else
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, "%s is damaged", path));
}

static void
write_text (const char *code, const char *text, gpointer builder)
{
  json_builder_set_member_name (builder, code);
  json_builder_add_string_value (builder, text);
}

static char *
write_book (CulmFaultBook *book)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, FETCHED);
  json_builder_add_int_value (builder, culm_fault_book_get_fetched (book));
  json_builder_set_member_name (builder, TEXTS);
  json_builder_begin_object (builder);
  culm_fault_book_foreach (book, write_text, builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
save_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  CulmFaultBook *book = data;
  g_autofree char *path = make_path (culm_fault_book_get_language (book));
  g_autofree char *text = write_book (book);
  GError *error = NULL;

  if (culm_file_write (path, text, -1, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
culm_fault_file_load_async (const char *language, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_fault_file_load_async);
  g_task_set_task_data (task, g_strdup (language), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

CulmFaultBook *
culm_fault_file_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_fault_file_save_async (CulmFaultBook *book, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_fault_file_save_async);
  g_task_set_task_data (task, culm_fault_book_ref (book), (GDestroyNotify) culm_fault_book_unref);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
culm_fault_file_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
