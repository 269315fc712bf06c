//! Two administrators: one has lost the key, the other helps.

use super::*;

/// Two installations, of which the second is an administrator of the first.
async fn two() -> (Run, Run) {
    let (one, other) = (Run::with(&["a"]).await, Run::with(&["of the other"]).await);
    let code = other.vault.own_identity(&other.store, AT).await.unwrap().to_code();
    one.vault.add_administrator(&one.store, "Sam", &code.to_lowercase(), NOW).await.unwrap();
    (one, other)
}

/// The first loses its key and starts again.
async fn robbed(one: Run) -> Run {
    let one = one.again().await;
    one.played.change(BTreeMap::clear);
    one
}

async fn number(run: &Run) -> u16 {
    let doors = run.store.doors().await.unwrap();
    let door = doors.iter().find(|door| door.kind == "administrator").unwrap();
    u16::try_from(door.id).unwrap()
}

async fn helped(one: &Run, other: &Run) -> String {
    let asked = one.vault.ask_for_help(&one.store, number(one).await).await.unwrap();
    let given = other.vault.give_help(&other.store, &asked.text, AT).await.unwrap();
    assert_eq!(asked.fingerprint, given.fingerprint, "both see the same on the telephone");
    given.text
}

async fn use_help(run: &Run, answer: &str) -> Result<u32, VaultTrouble> {
    run.vault.use_help(&run.store, answer, NewPlace::Keychain, NOW).await
}

#[tokio::test]
async fn another_administrator_opens_the_vault_and_a_new_key_is_kept() {
    let (one, other) = two().await;
    let one = robbed(one).await;
    let answer = helped(&one, &other).await;
    // As a mail program breaks it.
    let broken: Vec<&str> =
        answer.as_bytes().chunks(60).map(|c| str::from_utf8(c).unwrap()).collect();
    use_help(&one, &broken.join("\n > ").replace(" >", "")).await.unwrap();
    let one = one.again().await;
    assert!(one.holds("a").await);
}

#[tokio::test]
async fn an_administrator_still_helps_after_a_change_of_the_data_key() {
    let (one, other) = two().await;
    one.rekey().await.unwrap();
    other.rekey().await.unwrap();
    let one = robbed(one).await;
    use_help(&one, &helped(&one, &other).await).await.unwrap();
    assert!(one.holds("a").await);
}

#[tokio::test]
async fn somebody_else_cannot_help_and_is_told_so() {
    let (one, _other) = two().await;
    let stranger = Run::with(&["x"]).await;
    let asked = one.vault.ask_for_help(&one.store, number(&one).await).await.unwrap();
    let given = stranger.vault.give_help(&stranger.store, &asked.text, AT).await;
    assert!(matches!(given, Err(VaultTrouble::HelpNotForUs)));
}

#[tokio::test]
async fn an_answer_opens_only_the_request_it_was_given_for() {
    let (one, other) = two().await;
    let one = robbed(one).await;
    let old = helped(&one, &other).await;
    let one = one.again().await;
    assert!(matches!(use_help(&one, &old).await, Err(VaultTrouble::HelpNotAwaited)));
    let new = helped(&one, &other).await;
    assert!(matches!(use_help(&one, &old).await, Err(VaultTrouble::HelpNotAwaited)));
    use_help(&one, &new).await.unwrap();
    assert!(matches!(use_help(&one, &new).await, Err(VaultTrouble::HelpNotAwaited)));
}

#[tokio::test]
async fn an_answer_on_its_way_still_opens_when_help_is_asked_for_again() {
    let (one, other) = two().await;
    let one = robbed(one).await;
    let answer = helped(&one, &other).await;
    one.vault.ask_for_help(&one.store, number(&one).await).await.unwrap();
    use_help(&one, &answer).await.unwrap();
    assert!(one.holds("a").await);
}

#[tokio::test]
async fn a_request_is_read_before_anything_is_given_out() {
    let (one, other) = two().await;
    let asked = one.vault.ask_for_help(&one.store, number(&one).await).await.unwrap();
    let read = other.vault.read_request(&other.store, &asked.text, AT).await.unwrap();
    assert_eq!(read.fingerprint, asked.fingerprint);
    assert_eq!(read.firm, one.store.facts().await.unwrap().installation.id);
    let stranger = Run::with(&["x"]).await;
    let read = stranger.vault.read_request(&stranger.store, &asked.text, AT).await;
    assert!(matches!(read, Err(VaultTrouble::HelpNotForUs)));
}

#[tokio::test]
async fn an_answer_of_who_was_removed_meanwhile_opens_nothing() {
    let (one, other) = two().await;
    let answer = helped(&one, &other).await;
    // Another program takes him away: this one still waits for the answer.
    let door = number(&one).await;
    one.store.retire_door(door.into(), NOW).await.unwrap();
    assert!(matches!(use_help(&one, &answer).await, Err(VaultTrouble::AdministratorUnknown(_))));
}

#[tokio::test]
async fn a_code_has_as_many_letters_as_the_page_counts() {
    let run = Run::with(&["a"]).await;
    let code = run.vault.own_identity(&run.store, AT).await.unwrap().to_code();
    let letters = code.chars().filter(|letter| *letter != '-').count();
    assert_eq!(letters, patchbay_contract::AdministratorCode::LETTERS);
}

#[tokio::test]
async fn who_was_removed_cannot_be_asked() {
    let (one, _other) = two().await;
    let number = number(&one).await;
    one.vault.remove_administrator(&one.store, number, NOW).await.unwrap();
    let asked = one.vault.ask_for_help(&one.store, number).await;
    assert!(matches!(asked, Err(VaultTrouble::AdministratorUnknown(n)) if n == number));
    assert!(one.store.wraps_of(number.into()).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_no_request_and_no_answer_is_called_that() {
    let run = Run::with(&["a"]).await;
    for text in ["", "hello", "PATCHBAY-HELP-1:", "PATCHBAY-HELP-1:!!", "PATCHBAY-HELP-1:e30"] {
        let given = run.vault.give_help(&run.store, text, AT).await;
        assert!(matches!(given, Err(VaultTrouble::NotHelp { .. })), "{text}");
        assert!(matches!(use_help(&run, text).await, Err(VaultTrouble::NotHelp { .. })), "{text}");
    }
}
