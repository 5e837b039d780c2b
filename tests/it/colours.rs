//! The colours of the theme, measured: contrast, and what is left of them in other kinds of colour vision.
//!
//! Contrast is that of WCAG 2.2. Kinds of vision are simulated in linear light after Machado, Oliveira and Fernandes, “A
//! physiologically-based model for simulation of color vision deficiency” (2009), at full severity. Differences are
//! distances in CIELAB (ΔE*ab, 1976), under D65.

use rihla::map::sheet::scene::Ink;
use rihla::map::sheet::{Look, Palette};
use rihla::site::default_files;

type Colour = [f64; 3];
type Matrix = [Colour; 3];

const NORMAL: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
const PROTAN: Matrix =
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
const DEUTAN: Matrix =
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
const TRITAN: Matrix =
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];

const LEVELS: [&str; 5] = ["level-n2", "level-n1", "level-0", "level-p1", "level-p2"];
const SERIES: [&str; 6] = ["series-0", "series-1", "series-2", "series-3", "series-4", "series-5"];

fn palettes() -> [(Look, Palette); 2] {
    let tokens = default_files().iter().find(|(path, _)| *path == "styles/tokens.css").expect("built in").1;
    [Look::Light, Look::Dark].map(|look| (look, Palette::read(&[tokens], look)))
}

fn times(matrix: &Matrix, colour: Colour) -> Colour {
    matrix.map(|row| row.iter().zip(colour).map(|(factor, part)| factor * part).sum())
}

/// A token's colour in linear light.
fn linear(palette: &Palette, token: &'static str) -> Colour {
    palette.rgb(Ink(token)).map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn contrast(palette: &Palette, one: &'static str, other: &'static str) -> f64 {
    let light = |token| {
        let [red, green, blue] = linear(palette, token);
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

fn lab(colour: Colour) -> Colour {
    const TO_XYZ: Matrix =
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
    let [x, y, z] = times(&TO_XYZ, colour);
    let curve = |part: f64| {
        if part > 216.0 / 24389.0 { part.cbrt() } else { (24389.0 / 27.0 * part + 16.0) / 116.0 }
    };
    let (x, y, z) = (curve(x / 0.95047), curve(y), curve(z / 1.08883));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How different two tokens look to eyes of a kind.
fn difference(palette: &Palette, eyes: &Matrix, one: &'static str, other: &'static str) -> f64 {
    let seen = |token| lab(times(eyes, linear(palette, token)).map(|part| part.clamp(0.0, 1.0)));
    let (one, other) = (seen(one), seen(other));
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn words_can_be_read_on_every_ground() {
    for (look, palette) in palettes() {
        for ground in ["paper", "surface", "sunken"] {
            for ink in ["ink", "ink-2", "ink-3", "accent", "low", "high"] {
                let found = contrast(&palette, ink, ground);
                assert!(found >= 4.5, "{look:?}: {ink} on {ground} is {found:.2}");
            }
        }
        for ink in SERIES {
            for ground in ["paper", "surface"] {
                let found = contrast(&palette, ink, ground);
                assert!(found >= 4.5, "{look:?}: {ink} on {ground} is {found:.2}");
            }
        }
        for (level, ink) in
            LEVELS.iter().zip(["on-level-n2", "on-level-n1", "on-level-0", "on-level-p1", "on-level-p2"])
        {
            let found = contrast(&palette, ink, level);
            assert!(found >= 4.5, "{look:?}: {ink} on {level} is {found:.2}");
        }
    }
}

#[test]
fn unhappy_and_delighted_are_told_apart_in_every_kind_of_vision() {
    for (look, palette) in palettes() {
        for (name, eyes, ends) in
            [("normal", NORMAL, 95.0), ("protan", PROTAN, 90.0), ("deutan", DEUTAN, 95.0), ("tritan", TRITAN, 50.0)]
        {
            let found = difference(&palette, &eyes, LEVELS[0], LEVELS[4]);
            assert!(found >= ends, "{look:?}, {name}: the ends are {found:.0} apart");
            for pair in LEVELS.windows(2) {
                let found = difference(&palette, &eyes, pair[0], pair[1]);
                assert!(found >= 20.0, "{look:?}, {name}: {} and {} are {found:.0} apart", pair[0], pair[1]);
            }
        }
    }
}

#[test]
fn the_measure_finds_what_is_wrong() {
    // Red and green are far apart for some eyes only: the reason why they are no scale.
    let palette = Palette::read(&[":root{--level-n2:#d7191c;--level-p2:#1a9641}"], Look::Light);
    assert!(difference(&palette, &NORMAL, "level-n2", "level-p2") > 100.0);
    assert!(difference(&palette, &DEUTAN, "level-n2", "level-p2") < 30.0);
}
