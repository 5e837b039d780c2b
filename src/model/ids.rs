//! Ids: places in the atlas's lists, one type for each list.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) usize);)+
    };
}

ids! {
    /// A page.
    PageId,
    /// A persona.
    PersonaId,
    /// A journey.
    JourneyId,
    /// A stage.
    StageId,
    /// A step.
    StepId,
    /// A touchpoint.
    TouchpointId,
    /// A channel.
    ChannelId,
    /// A phase.
    PhaseId,
    /// A metric.
    MetricId,
    /// A data set.
    DataId,
}

/// Lets the atlas be asked for what an id stands for: `atlas[step]`.
macro_rules! indexed {
    ($($item:ident[$id:ident] in $list:ident,)+) => {
        $(impl std::ops::Index<$id> for Atlas {
            type Output = $item;
            fn index(&self, id: $id) -> &$item {
                &self.$list[id.0]
            }
        })+
    };
}
pub(super) use indexed;
