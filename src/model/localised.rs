//! Values in several languages, with the default language behind them.

/// A language of the handbook: its place in the list of languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub(crate) usize);

impl Lang {
    /// The language that the handbook is written in first.
    pub const DEFAULT: Self = Self(0);
}

/// A value in some of the handbook's languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localised<T>(Vec<Option<T>>);

/// A value and the language it is in.
#[derive(Debug, PartialEq, Eq)]
pub struct Said<'a, T> {
    /// The value.
    pub value: &'a T,
    /// Its language, which may be another than the one asked for.
    pub lang: Lang,
}

impl<T> Clone for Said<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Said<'_, T> {}

impl<T> Default for Localised<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Localised<T> {
    /// A value in the default language only.
    pub fn plain(value: Option<T>) -> Self {
        Self(vec![value])
    }

    /// Says the value in a language.
    pub fn set(&mut self, lang: Lang, value: T) {
        if self.0.len() <= lang.0 {
            self.0.resize_with(lang.0 + 1, || None);
        }
        self.0[lang.0] = Some(value);
    }

    /// The value in exactly this language.
    pub fn own(&self, lang: Lang) -> Option<&T> {
        self.0.get(lang.0)?.as_ref()
    }

    /// The value in exactly this language, to be changed.
    pub fn own_mut(&mut self, lang: Lang) -> Option<&mut T> {
        self.0.get_mut(lang.0)?.as_mut()
    }

    /// The value in this language or, where it is missing, in the default one.
    pub fn get(&self, lang: Lang) -> Option<Said<'_, T>> {
        let said = |lang| self.own(lang).map(|value| Said { value, lang });
        said(lang).or_else(|| said(Lang::DEFAULT))
    }

    /// True where no language has a value.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// The values there are, with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.0.iter().enumerate().filter_map(|(at, value)| Some((Lang(at), value.as_ref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, Localised};

    #[test]
    fn a_missing_language_falls_back() {
        let mut title = Localised::plain(Some("Till"));
        title.set(Lang(2), "Kasa");
        assert_eq!(title.get(Lang(2)).map(|said| (*said.value, said.lang)), Some(("Kasa", Lang(2))));
        assert_eq!(title.get(Lang(1)).map(|said| (*said.value, said.lang)), Some(("Till", Lang::DEFAULT)));
        assert_eq!(Localised::<&str>::default().get(Lang(1)), None);
    }
}
