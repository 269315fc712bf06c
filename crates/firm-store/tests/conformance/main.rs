//! One suite of stories, told to the store on SQLite and on PostgreSQL: whatever holds on one
//! holds on the other.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod audit;
mod backup;
mod custody;
mod firm;
mod leases;
mod mail;
mod moving;
mod once;
mod people;
mod relayed;
mod schema;
mod sign_ins;
mod stage;
mod tidying;
#[cfg(unix)]
mod tls;

/// Tells each story to both.
macro_rules! on_both {
    ($($module:ident :: $story:ident,)*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $story() {
                super::$module::$story(super::stage::Stage::sqlite().await).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            async fn $story() {
                super::$module::$story(super::stage::Stage::postgres().await).await;
            })*
        }
    };
}

on_both! {
    mail::the_newest_headers_are_kept_with_what_is_known_of_their_folder,
    mail::a_mailbox_is_due_when_its_time_has_come_and_it_is_held,
    mail::mail_goes_with_the_custody_and_another_hand_over_begins_anew,
    relayed::an_answer_is_kept_once_for_its_time_and_the_oldest_make_room,
    schema::a_new_database_is_named_once_and_stays_the_same,
    schema::a_database_of_a_newer_program_is_left_alone,
    schema::a_database_without_tables_is_not_ready,
    schema::many_that_migrate_at_once_make_one_server,
    once::of_many_that_take_one_link_at_once_one_does,
    once::the_same_request_is_done_once_however_often_it_comes,
    once::a_change_that_is_given_up_leaves_nothing,
    once::a_view_does_not_change_while_it_is_looked_at,
    people::somebody_who_is_invited_comes_in_once_with_one_device,
    people::a_member_who_leaves_takes_their_devices_along,
    people::a_row_that_somebody_else_changed_is_not_changed_again,
    people::a_key_that_rotates_is_taken_by_both_secrets_for_a_while,
    people::a_token_is_renewed_once,
    sign_ins::a_sign_in_is_taken_once_and_in_its_time_and_then_forgotten,
    sign_ins::an_account_is_one_members_and_only_in_its_own_directory,
    sign_ins::an_address_is_found_in_any_case_of_its_letters_and_as_nothing_else,
    firm::what_is_known_of_a_connection_comes_back_as_it_went,
    firm::a_connection_that_was_removed_may_come_back,
    firm::pages_follow_each_other_and_miss_nothing,
    firm::settings_are_set_by_whoever_knows_what_stands_there,
    firm::what_was_changed_comes_once_and_in_order,
    firm::pages_of_changes_miss_nothing_that_is_changed_meanwhile,
    audit::entries_follow_from_each_other_and_are_found,
    audit::an_entry_cannot_be_changed_or_removed,
    audit::many_that_enter_at_once_make_one_chain,
    backup::a_backup_of_one_fills_the_same_kind,
    backup::a_backup_of_one_fills_the_other_kind,
    backup::a_backup_that_is_not_as_it_was_written_is_refused_and_fills_nothing,
    custody::a_hand_over_goes_step_by_step_and_every_computer_is_told,
    custody::what_is_held_is_replaced_by_nothing_that_comes_late,
    custody::a_number_that_was_called_back_is_never_taken_again,
    custody::of_many_that_take_and_withdraw_at_once_one_order_holds,
    custody::one_renews_and_what_came_late_is_not_saved,
    custody::what_is_found_is_told_where_it_is_news,
    custody::what_is_sealed_anew_is_so_in_parts_and_no_key_goes_that_is_needed,
    leases::the_databases_clock_goes_as_its_machines_does,
    leases::of_many_that_would_lead_one_does_and_goes_on_to,
    leases::who_was_away_too_long_finds_that_another_one_leads,
    leases::what_is_due_is_done_once_and_made_up_for_once,
    tidying::what_has_ended_goes_and_nothing_else,
    moving::a_server_moves_to_the_same_kind_and_loses_nothing,
    moving::a_server_moves_to_the_other_kind_and_loses_nothing,
    moving::a_move_that_is_cut_off_anywhere_never_leaves_two_that_live,
    moving::who_would_change_what_is_just_moved_is_told_where_it_went,
    moving::a_move_to_where_something_is_changes_nothing,
}
