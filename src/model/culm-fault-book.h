/* culm-fault-book.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmFaultBook:
 *
 * The vendor's sentences for fault codes in one language (reference/hms.md §2, §3), beside our own short ones of
 * culm-fault-texts.h. Filled once by whoever makes it, then only read, and counted: any thread may read it.
 */
#define CULM_TYPE_FAULT_BOOK (culm_fault_book_get_type ())
typedef struct _CulmFaultBook CulmFaultBook;
GType culm_fault_book_get_type (void);

/* `language` is the vendor's word for it ("en", "zh-cn"); `fetched` unix seconds. Returns: (transfer full). */
CulmFaultBook *culm_fault_book_new (const char *language, gint64 fetched);
CulmFaultBook *culm_fault_book_ref (CulmFaultBook *self);
void           culm_fault_book_unref (CulmFaultBook *self);

const char *culm_fault_book_get_language (const CulmFaultBook *self);
gint64      culm_fault_book_get_fetched (const CulmFaultBook *self);
guint       culm_fault_book_get_size (const CulmFaultBook *self); /* entries */

/* `code` is 8 hexadecimal digits for a print error, 16 for an HMS entry, in any case. FALSE, and nothing is kept, when
 * it is neither, when the text is empty, no UTF-8 or longer than 4 KiB, or when the book holds 65 536 entries. Blanks
 * and line ends become single blanks. */
gboolean culm_fault_book_add (CulmFaultBook *self, const char *code, const char *text);

/* Calls for each entry with its code in upper case. */
typedef void (*CulmFaultBookFunc) (const char *code, const char *text, gpointer user_data);
void culm_fault_book_foreach (const CulmFaultBook *self, CulmFaultBookFunc func, gpointer user_data);

/* What the book says. An AMS unit that is not in it is looked up as unit A, and its name put in (reference/hms.md §1).
 * Returns: (transfer full) (nullable). */
char *culm_fault_book_dup_print_error (const CulmFaultBook *self, guint32 print_error);
char *culm_fault_book_dup_hms (const CulmFaultBook *self, guint32 attr, guint32 code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmFaultBook, culm_fault_book_unref)

G_END_DECLS
