"""The entities of an article while they are resolved: what is learnt is added here, read at the end."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attrib.sources import vocabulary

if TYPE_CHECKING:
    from attrib.records import Kind, MentionForm, Naming, Span
    from attrib.sources.vocabulary import Gender


@dataclass(slots=True)
class Entity:
    """Somebody or something that is mentioned.

    Attributes:
        kind: Its kind.
        naming: How it is named.
        grade: Highest grade of its unnamed mentions; None for the named.
        name: Its fullest form so far.
        fullness: How full that form is; a fuller one replaces it.
        plural: Whether it is several people.
        told: Genders that titles and roles tell.
        given: What its given name tells.
        seen: Log-odds of "he" against "she" from pronouns resolved to it.
        description: What the article says it is.
        organisation: The entity it speaks for.
        withheld: Whether the article says that its name is kept back.
        placed: How many of its names stand where those of places do.
        called: Whether one of its mentions as a source is no pronoun.
        sources: Its mentions as sources with their forms.
        names: Where it is named.
        offsets: Where its mentions stand, ordered.
    """

    kind: Kind
    naming: Naming
    grade: int | None = None
    name: str = ""
    fullness: tuple[int, ...] = ()
    plural: bool = False
    told: set[Gender] = field(default_factory=set)
    given: Gender | None = None
    seen: float = 0.0
    description: Span | None = None
    organisation: int | None = None
    withheld: bool = False
    placed: int = 0
    called: bool = False
    sources: dict[Span, MentionForm] = field(default_factory=dict)
    names: list[Span] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    @property
    def gender(self) -> Gender | None:
        """The gender told, None when nothing or both are told."""
        return next(iter(self.told)) if len(self.told) == 1 else None

    @property
    def place(self) -> bool:
        """Whether most of its names stand where those of places do ("in Leeds", "the Capitol")."""
        return 2 * self.placed >= max(1, len(self.names))

    def may_be(self, gender: Gender | None) -> bool:
        """Whether nothing told or seen of it clashes with a gender."""
        known = self.gender or self.given
        return gender is None or known in {None, gender}

    def tell(self, words: tuple[str, ...] | frozenset[str]) -> None:
        """Note the gender that title or role words tell."""
        self.told |= {vocabulary.GENDER[word] for word in words if word in vocabulary.GENDER}

    def see(self, number: str | None, vote: float) -> None:
        """Note that it was "he" ("male") or "she" ("female")."""
        if number in {"male", "female"}:
            self.seen += vote if number == "male" else -vote

    def suggest_name(self, name: str, *fullness: int) -> None:
        """Take a form as the name when it is fuller than what is known."""
        if not self.name or fullness > self.fullness:
            self.name, self.fullness = " ".join(name.split()), fullness

    def withhold(self) -> None:
        """Note that the name is kept back, which goes before every description but a name."""
        if self.naming in {"role", "group"}:
            self.naming = "anonymous"
        self.withheld = True

    def mention_source(self, span: Span, form: MentionForm) -> None:
        """Add a source phrase as a mention."""
        if span not in self.sources:
            self.sources[span] = form
            self.called = self.called or form != "pronoun"
            insort(self.offsets, span.start)

    def last_before(self, offset: int) -> int:
        """Offset of the last mention before an offset, -1 for none."""
        index = bisect_left(self.offsets, offset)
        return self.offsets[index - 1] if index else -1
