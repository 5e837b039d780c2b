//! A picture for those who share a link: a title and a curve, 1200 × 630 pixels, which is what programs that show links take.

use std::sync::Arc;

use crate::locale::Direction;
use crate::map::Scene as Strip;
use crate::map::layout::{Line as Stretch, Mark};
use crate::map::sheet::scene::{Form, Ink, Item, Line, Scene, Segment, Shape, Stroke, Weight};
use crate::map::sheet::text::{Align, Block, Style, Typesetter};
use crate::map::sheet::{Palette, Words, leading, marks, png};

/// Its size.
pub const SIZE: (f64, f64) = (1200.0, 630.0);
/// What is kept free at its edges.
const MARGIN: f64 = 72.0;
/// Where the curve begins and ends, from above.
const CURVE: (f64, f64) = (300.0, 525.0);
/// How much lower the words stand where there is no curve below them.
const LOWER: f64 = 110.0;

/// What a picture says.
#[derive(Clone, Debug)]
pub struct Card {
    /// What stands above the title: the kind of page, or nothing.
    pub kicker: Words,
    /// The title.
    pub title: Words,
    /// What stands below: the handbook's title.
    pub footer: Words,
    /// The curve.
    pub strip: Strip,
    /// The direction of time.
    pub flow: Direction,
}

/// Draws a card as PNG.
pub fn draw(card: &Card, setter: &mut Typesetter, palette: &Palette) -> Arc<[u8]> {
    let mut scene = lay_out(card, setter);
    if !setter.missing().is_empty() {
        // A curve without words is better than boxes in their place.
        scene.items.retain(|item| matches!(item, Item::Shape(_)));
    }
    // Its size is fixed, and small enough.
    png::png(&scene, palette, 1.0).unwrap_or_default().into()
}

fn lay_out(card: &Card, setter: &mut Typesetter) -> Scene {
    let (width, height) = SIZE;
    let flow = card.title.direction;
    let mut items = vec![bar(Form::Box(0.0, 0.0, width, 12.0, 0.0), "accent")];
    let room = width - 2.0 * MARGIN;
    let mut put = |block: Block, top: f64| {
        let moved = block.lines.into_iter().map(|line| Line { x: line.x + MARGIN, y: line.y + top, ..line });
        items.extend(moved.map(Item::Line));
    };
    let kicker = set(setter, &card.kicker, 26.0, Weight::Bold, "accent", room, flow);
    let top = if card.strip.lines.is_empty() { LOWER } else { 0.0 };
    put(kicker, top + 60.0);
    let titles = [64.0, 52.0, 42.0].map(|size| set(setter, &card.title, size, Weight::Bold, "ink", room, flow));
    let fits = titles.iter().position(|block| block.height <= 190.0);
    let [large, middle, small] = titles;
    let mut title = match fits {
        Some(0) => large,
        Some(1) => middle,
        _ => small,
    };
    // A title of very many words ends where the curve begins.
    title.lines.retain(|line| line.y <= 190.0);
    put(title, top + 102.0);
    let footer = set(setter, &card.footer, 28.0, Weight::Regular, "ink-2", room, flow);
    put(Block { lines: footer.lines.into_iter().take(1).collect(), ..footer }, height - 70.0);
    curve(card, &mut items);
    Scene {
        width,
        height,
        title: card.title.text.clone(),
        description: String::new(),
        lang: card.title.lang.clone(),
        direction: flow,
        paper: Ink("paper"),
        items,
        frames: Vec::new(),
    }
}

fn set(
    setter: &mut Typesetter,
    words: &Words,
    size: f64,
    weight: Weight,
    ink: &'static str,
    room: f64,
    flow: Direction,
) -> Block {
    let style = Style {
        size,
        weight,
        ink: Ink(ink),
        lang: words.lang.clone(),
        direction: words.direction,
        align: if words.direction == flow { Align::Start } else { Align::End },
        leading: leading(&words.lang),
    };
    setter.set(&words.text, &style, room)
}

fn bar(form: Form, ink: &'static str) -> Item {
    Item::Shape(Shape { form, fill: Some(Ink(ink)), stroke: None })
}

/// The line that stands for all, with its points; those of persons would be too fine.
fn curve(card: &Card, items: &mut Vec<Item>) {
    let strip = &card.strip;
    let overall = strip.lines.iter().map(|line| line.series).min();
    let (top, bottom) = CURVE;
    let stretch = (bottom - top) / strip.height.max(1.0);
    let place = |(share, y): (f64, f64)| (MARGIN + share * (SIZE.0 - 2.0 * MARGIN), top + y * stretch);
    let zero = strip.grid.iter().find(|(_, is_zero)| *is_zero).map(|(y, _)| *y);
    let lines = || strip.lines.iter().filter(|line| Some(line.series) == overall);
    if let Some(zero) = zero {
        // What lies between good and bad is seen from afar.
        items.extend(lines().map(|one| bar(Form::Path(area(one, zero, place)), "accent-soft")));
        let ends = [place((0.0, zero)), place((1.0, zero))];
        let path = vec![Segment::Move(ends[0].0, ends[0].1), Segment::Line(ends[1].0, ends[1].1)];
        items.push(line(path, "rule-strong", 2.0));
    }
    items.extend(lines().map(|one| line(way(one, place), "accent", 7.0)));
    for point in &strip.points {
        let (x, y) = place(point.at);
        // The pale middle of the scale is told from the paper by its edge.
        let Mark::Face(level) = point.mark else { continue };
        let fill = ["level-n2", "level-n1", "level-0", "level-p1", "level-p2"][(level.clamp(-2, 2) + 2) as usize];
        let edge = Stroke { ink: Ink("accent"), width: 4.0, dash: &[] };
        let form = Form::Circle(x, y, if point.halo { 17.0 } else { 12.0 });
        items.push(Item::Shape(Shape { form, fill: Some(Ink(fill)), stroke: Some(edge) }));
        if point.star {
            items.push(Item::Shape(marks::star((x, y - 34.0), 28.0)));
        }
    }
}

fn way(line: &Stretch, place: impl Fn((f64, f64)) -> (f64, f64)) -> Vec<Segment> {
    let (x, y) = place(line.start);
    let pieces = line.pieces.iter().map(|[first, second, end]| {
        let ((ax, ay), (bx, by), (ex, ey)) = (place(*first), place(*second), place(*end));
        Segment::Curve(ax, ay, bx, by, ex, ey)
    });
    [Segment::Move(x, y)].into_iter().chain(pieces).collect()
}

/// What lies between a line and a height.
fn area(line: &Stretch, height: f64, place: impl Fn((f64, f64)) -> (f64, f64) + Copy) -> Vec<Segment> {
    let end = line.pieces.last().map_or(line.start, |[.., end]| *end);
    let back = [end, line.start].map(|(share, _)| place((share, height))).map(|(x, y)| Segment::Line(x, y));
    way(line, place).into_iter().chain(back).collect()
}

fn line(path: Vec<Segment>, ink: &'static str, width: f64) -> Item {
    let stroke = Stroke { ink: Ink(ink), width, dash: &[] };
    Item::Shape(Shape { form: Form::Path(path), fill: None, stroke: Some(stroke) })
}

/// The sign of the default theme as a square picture without round corners, which screens cut for themselves.
pub fn icon(size: f64, palette: &Palette) -> Arc<[u8]> {
    let at = |x: f64| x / 32.0 * size;
    let curve = |from: [f64; 6]| {
        let [ax, ay, bx, by, ex, ey] = from.map(at);
        Segment::Curve(ax, ay, bx, by, ex, ey)
    };
    let way = vec![
        Segment::Move(at(7.0), at(19.6)),
        curve([10.6, 19.6, 10.6, 11.5, 14.2, 11.5]),
        curve([17.8, 11.5, 17.8, 20.5, 21.4, 20.5]),
        curve([25.0, 20.5, 24.1, 17.8, 25.0, 15.1]),
    ];
    let stroke = Stroke { ink: Ink("on-accent"), width: at(2.4), dash: &[] };
    let items = vec![
        Item::Shape(Shape { form: Form::Path(way), fill: None, stroke: Some(stroke) }),
        bar(Form::Circle(at(14.2), at(11.5), at(2.4)), "on-accent"),
    ];
    let (title, description, lang) = Default::default();
    let (direction, frames) = (Direction::Ltr, Vec::new());
    let scene =
        Scene { width: size, height: size, title, description, lang, direction, paper: Ink("accent"), items, frames };
    png::png(&scene, palette, 1.0).unwrap_or_default().into()
}
