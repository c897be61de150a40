/* culm-sim-exchange.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

/* One HTTP request being answered: what the handlers of the cloud and of the control interface are given. */
typedef struct {
  SoupServerMessage *message;
  const char *method;
  const char *path;
  char *part;        /* (owned) (nullable): what the "*" of the route stood for */
  GHashTable *query; /* (nullable) */
  JsonNode *body;    /* (owned) (nullable): what came, if it was JSON */
  gboolean seed_contract;
} CulmSimExchange;

/* Frees what it owns, not the struct. */
void culm_sim_exchange_clear (CulmSimExchange *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulmSimExchange, culm_sim_exchange_clear)

/* Reads the body of a message whose body is complete. The rest points into the message. */
void culm_sim_exchange_init (CulmSimExchange *self, SoupServerMessage *message, const char *path, GHashTable *query);

typedef void (*CulmSimHandler) (gpointer world, CulmSimExchange *exchange);

/* A "*" in `path` stands for one part of a path, not empty. `open` routes need no bearer. */
typedef struct {
  const char *method;
  const char *path;
  CulmSimHandler handler;
  gboolean open;
} CulmSimRoute;

/* Looks a route up and sets exchange->part. known: whether the path has any method.
 * Returns: (nullable): NULL when there is none */
const CulmSimRoute *culm_sim_exchange_find_route (CulmSimExchange *exchange, const CulmSimRoute *routes, gsize n,
                                                  gboolean *known);

/* A string of the body's object, or of the query. Returns: (nullable) */
const char *culm_sim_exchange_get_text  (CulmSimExchange *exchange, const char *member);
const char *culm_sim_exchange_get_query (CulmSimExchange *exchange, const char *name);
/* A number of the query, `fallback` when there is none that is 0 or more. */
gint64      culm_sim_exchange_get_count (CulmSimExchange *exchange, const char *name, gint64 fallback);
/* Returns: (transfer none) (nullable): the body when it is an object */
JsonObject *culm_sim_exchange_get_body  (CulmSimExchange *exchange);

/* node, object: (transfer full) */
void culm_sim_exchange_answer_node   (CulmSimExchange *exchange, guint status, JsonNode *node);
void culm_sim_exchange_answer_object (CulmSimExchange *exchange, guint status, JsonObject *object);
void culm_sim_exchange_answer_text   (CulmSimExchange *exchange, guint status, const char *type, const char *text);

/* How long a number of seconds asks, at most an hour. */
void culm_sim_exchange_delay (SoupServerMessage *message, double seconds);

/* The answer waits until each pause was resumed. */
void culm_sim_exchange_pause  (SoupServerMessage *message);
void culm_sim_exchange_resume (SoupServerMessage *message);
/* Breaks the connection so that the peer sees a reset. */
void culm_sim_exchange_reset (SoupServerMessage *message);
