//! The words of forms for keys in English.

use super::KeyFormWords;

/// The words.
pub(in crate::words) static WORDS: KeyFormWords = KeyFormWords {
    // The form.
    connect_by_key: "Connect with a key",
    connect_by_password: "Connect with a password",
    lead: |provider| {
        format!("Paste what {provider} shows you. It is tried out before anything is saved.")
    },
    empty: "Fill this in.",
    choose: "Choose…",
    in_sight: |check| format!("Prove it: {check}"),
    in_sight_help: "Others can see this. Without it the address is saved unproven.",
    save: "Test and save",
    ends_in: |end| format!("The key ends in {end}."),
    replace: "Replace key",
    replace_title: |account| format!("Replace the key of {account}"),
    replace_lead: "The new key is tried out first. Until it works, the old one stays.",
    replace_save: "Test and replace",
    switch_account: "The new key is for another account, on purpose",
    switch_account_help: "Otherwise a key of another account is refused. What the firm does with this one by default has to be chosen again.",
    done_text: |provider, account| format!("{provider} is connected to {account}."),
    done_plain: |provider| format!("{provider} is connected."),
    replaced: "The new key is in place.",
    another: "Connect another account",
    not_proven: "Saved without proof: nothing could be tried out.",
    // Where it is kept.
    encrypted: "Your keys are stored encrypted.",
    in_the_keychain: "They are sealed on this computer, with a key that its keychain keeps.",
    by_a_passphrase: "They are sealed on this computer, with a key that only your passphrase opens.",
    in_memory: "They are sealed on this computer, with a key that is in memory only: after Patchbay is closed they cannot be opened any more.",
    made_with_it: "The vault is made with the first one, on this computer; its key goes to the keychain.",
    chosen_before_it: "The vault is made with the first one, on this computer. No keychain works here, so choose under Security first where its key is kept.",
    // Testing.
    test: "Test now",
    test_of: |account| format!("Test now: {account}"),
    testing: "Testing…",
    works: "It works.",
    test_all: "Test all",
    all_work: |count| match count {
        1 => "The one connection works.".to_owned(),
        _ => format!("All {count} connections work."),
    },
    some_do_not: |failed, count| format!("{failed} of {count} did not pass their test."),
    nothing_to_test: "There is nothing to test yet.",
};
