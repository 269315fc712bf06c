//! Which language a browser asks for.

/// Of the languages a page is written in, by their tags, the one that the browser's
/// `Accept-Language` wants most.
#[must_use]
pub fn preferred_language<'a>(accepted: &str, written_in: &[&'a str]) -> Option<&'a str> {
    let mut best: Option<(f32, &'a str)> = None;
    for part in accepted.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let language = pieces.next().unwrap_or_default().split('-').next().unwrap_or_default();
        let weight = pieces
            .find_map(|piece| piece.strip_prefix("q="))
            .map_or(1.0, |text| text.parse().unwrap_or(0.0));
        let known = written_in.iter().find(|tag| tag.eq_ignore_ascii_case(language));
        if let Some(tag) = known
            && weight > best.map_or(0.0, |(heaviest, _)| heaviest)
        {
            best = Some((weight, tag));
        }
    }
    best.map(|(_, tag)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_wanted_most_is_chosen() {
        for (accepted, expected) in [
            ("es", Some("es")),
            ("es-MX,es;q=0.9,en;q=0.8", Some("es")),
            ("en-US,en;q=0.9,es;q=0.8", Some("en")),
            ("fr-FR, es;q=0.4, en;q=0.7", Some("en")),
            ("ES-419", Some("es")),
            ("es;q=0, en", Some("en")),
            ("de, fr", None),
            ("*", None),
            ("", None),
            (",;q=x;;,es;q=much", None),
        ] {
            assert_eq!(preferred_language(accepted, &["en", "es"]), expected, "{accepted}");
        }
    }
}
