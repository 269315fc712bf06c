//! Which model of an AI the firm chose: its checks ask that one, as they do at a computer.

use patchbay_firm_store::{Session, StoreError};
use patchbay_providers::Provider;

/// What stands before a provider's id in the name of the setting.
const NAME: &str = "ai_model.";

/// The longest name of a model.
const LONGEST: usize = 200;

/// The model that the firm chose of this provider; nothing where it chose none, or what is set there
/// is no name.
pub(super) async fn chosen_model(
    view: &mut Session,
    provider: &Provider,
) -> Result<Option<String>, StoreError> {
    if provider.ai.is_none() {
        return Ok(None);
    }
    let setting = view.setting(&format!("{NAME}{}", provider.id)).await?;
    let name: Option<String> =
        setting.and_then(|setting| serde_json::from_str(&setting.value).unwrap_or_default());
    let fits = |name: &String| {
        (1..=LONGEST).contains(&name.chars().count()) && !name.chars().any(char::is_control)
    };
    Ok(name.filter(fits))
}
