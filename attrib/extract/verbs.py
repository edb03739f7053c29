"""An inflected verb -> its dictionary form, by the irregular verbs of English and else by spelling rules."""

from __future__ import annotations

#: Irregular verbs that introduce contents in the news and that the lexicon of cues lacks by themselves.
_IRREGULAR = {
    form: verb
    for verb, forms in (
        ("become", "became becomes becoming"),
        ("begin", "began begun"),
        ("bend", "bent"),
        ("bite", "bit bitten biting"),
        ("break", "broke broken"),
        ("bring", "brought"),
        ("build", "built"),
        ("buy", "bought"),
        ("catch", "caught"),
        ("come", "came coming"),
        ("draw", "drew drawn"),
        ("drive", "drove driven driving"),
        ("fall", "fell fallen"),
        ("fight", "fought"),
        ("get", "got gotten getting"),
        ("give", "gave given giving"),
        ("go", "went gone goes"),
        ("grow", "grew grown"),
        ("keep", "kept"),
        ("lead", "led"),
        ("leave", "left leaving"),
        ("lose", "lost losing"),
        ("make", "made making"),
        ("pay", "paid"),
        ("ring", "rang rung"),
        ("rise", "rose risen rising"),
        ("run", "ran"),
        ("seek", "sought"),
        ("send", "sent"),
        ("set", "setting"),
        ("sink", "sank sunk"),
        ("spend", "spent"),
        ("stand", "stood"),
        ("stick", "stuck"),
        ("strike", "struck striking"),
        ("swing", "swung"),
        ("take", "took taken taking"),
        ("throw", "threw thrown"),
        ("try", "tries tried"),
        ("use", "used uses using"),
        ("wear", "wore worn"),
        ("win", "won"),
    )
    for form in forms.split()
}


def stem(verb: str) -> str:
    """Dictionary form of a verb that the lexicon lacks: "scoffed" -> "scoff", "tries" -> "try".

    Whether a doubled or dropped letter returns is decided by spelling rules, so that rare verbs may be wrong.
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith(("ies", "ied")) and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return verb[:-2]
    if verb.endswith("s") and not verb.endswith(("ss", "us", "is")) and len(verb) > 3:
        return verb[:-1]
    for ending in ("ing", "ed"):
        if (
            verb.endswith(ending)
            and len(verb) - len(ending) >= 2
            and any(c in "aeiouy" for c in verb[: -len(ending)])
        ):
            return _restore(verb[: -len(ending)])
    return verb


def _restore(base: str) -> str:
    """Undo what an ending did to a verb: double consonants, a dropped e."""
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in "aeiouflsz":
        return base[:-1]
    if base.endswith("eat"):
        return base
    if base[-1] in "cguvz" or base.endswith(("at", "ir", "rs", "ns", "bl", "dl", "gl", "tl", "pl", "ok")):
        return base + "e"
    consonant_vowel_consonant = len(base) > 2 and base[-1] in "rsdtkm" and base[-2] in "aiou"
    if (
        consonant_vowel_consonant
        and base[-3] not in "aeiou"
        and not base.endswith(("er", "or", "it", "et", "on", "en"))
    ):
        return base + "e"
    return base
