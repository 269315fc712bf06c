//! A text as a QR picture.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The text as an SVG, or nothing when it is too long for one.
pub(crate) fn picture(text: &str) -> String {
    QrCode::with_error_correction_level(text, EcLevel::M)
        .map(|code| code.render::<svg::Color<'_>>().min_dimensions(220, 220).build())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_becomes_a_picture() {
        let svg = picture(&"ABCD-".repeat(16));
        assert!(svg.contains("<svg") && svg.contains("</svg>"), "{svg}");
    }

    #[test]
    fn what_is_too_long_is_left_out() {
        assert_eq!(picture(&"A".repeat(10_000)), "");
    }
}
