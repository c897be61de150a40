/* culm-sim-rest-account.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-exchange.h"

/* Sign-in and the account: rest.md §7 and §8. world: a CulmSimWorld. */
void culm_sim_rest_account_login      (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_send_email (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_send_sms   (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_ticket     (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_csrf       (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_tfa        (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_refresh    (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_logout     (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_profile    (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_account_preference (gpointer world, CulmSimExchange *exchange);
