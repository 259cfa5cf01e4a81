//! The colours of who waits: readable, and told apart by people who see few of
//! them. They are never alone (a shape says the same), but they should help.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::fs;
use std::path::Path;

type Rgb = [f64; 3];

/// How the three kinds of colour blindness change linear RGB, wholly: Machado,
/// Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
/// Color Vision Deficiency" (2009), severity 1.0; and not at all.
const SIGHT: [(&str, [Rgb; 3]); 4] = [
    (
        "all colours",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// The least distance in Oklab; two hundredths can just be told apart.
const APART: f64 = 0.09;

/// The file of a set of colours, and the least contrast of its text (WCAG 2.2,
/// 1.4.3 and 1.4.6).
const SETS: [(&str, f64); 2] = [("web/styles/tokens.css", 4.5), ("public/contrast.css", 7.0)];

#[test]
fn everybody_tells_them_apart() {
    for (file, _) in SETS {
        for dark in [false, true] {
            let colours = ["pass", "hold", "stop"].map(|name| colour(file, name, dark));
            for (sight, matrix) in &SIGHT {
                let seen = colours.map(|it| oklab(through(matrix, it)));
                for (one, other) in [(0, 1), (1, 2), (0, 2)] {
                    let apart = distance(seen[one], seen[other]);
                    assert!(
                        apart >= APART,
                        "{file}, dark: {dark}, {sight}: {one} and {other} are {apart:.3} apart"
                    );
                }
            }
        }
    }
}

#[test]
fn their_words_can_be_read() {
    for (file, least) in SETS {
        for dark in [false, true] {
            for name in ["pass", "hold", "stop"] {
                let text = luminance(colour(file, name, dark));
                for ground in ["paper", "panel", &format!("{name}-soft")] {
                    let ground_colour = luminance(colour(file, ground, dark));
                    let (light, dim) = (text.max(ground_colour), text.min(ground_colour));
                    let contrast = (light + 0.05) / (dim + 0.05);
                    assert!(
                        contrast >= least,
                        "{file}, dark: {dark}, {name} on {ground}: {contrast:.2}"
                    );
                }
            }
        }
    }
}

/// Linear RGB of `--name: light-dark(#rrggbb, #rrggbb);`.
fn colour(file: &str, name: &str, dark: bool) -> Rgb {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let css = fs::read_to_string(root.join(file)).expect("a style sheet");
    let (_, value) = css
        .split_once(&format!("--{name}: light-dark("))
        .expect("a colour of that name");
    let (both, _) = value.split_once(')').expect("an end");
    let (light, night) = both.split_once(", ").expect("two colours");
    let hex = if dark { night } else { light }.trim_start_matches('#');
    [0, 2, 4].map(|at| {
        let part = u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn through(matrix: &[Rgb; 3], colour: Rgb) -> Rgb {
    matrix.map(|row| dot(row, colour).max(0.0))
}

/// Björn Ottosson's Oklab, <https://bottosson.github.io/posts/oklab/>.
fn oklab(rgb: Rgb) -> Rgb {
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ]
    .map(|row| dot(row, rgb).cbrt());
    [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ]
    .map(|row| dot(row, cones))
}

fn luminance(rgb: Rgb) -> f64 {
    dot([0.2126, 0.7152, 0.0722], rgb)
}

fn distance(one: Rgb, other: Rgb) -> f64 {
    let apart = [0, 1, 2].map(|at| one[at] - other[at]);
    dot(apart, apart).sqrt()
}

fn dot(one: Rgb, other: Rgb) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
