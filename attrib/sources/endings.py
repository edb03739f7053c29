"""Last words of names of organisations that head no phrase: nothing goes in, a set of folded words comes out.

"Corve Records" is a company, "his records" are none; so these stand in no lexicon of nouns. Compiled by us
from general knowledge of how companies, clubs and bodies are called.
"""

NAMES = frozenset(
    (
        "lines ferries shipping shipyard railways trains buses couriers records pictures studios productions "
        "films entertainment games partners capital holdings investments securities industries systems "
        "technologies solutions labs laboratories pharmaceuticals therapeutics biosciences chemicals steel "
        "energy petroleum gas foods farms breweries brewery distillery stores supermarkets hotels homes "
        "housing properties developments construction engineering aerospace electronics instruments "
        "semiconductors telecom communications wireless mobile insurance assurance rovers athletic wanderers "
        "albion hotspur rangers harriers rowing cricket rugby athletics publishers publishing books magazine "
        "times guardian observer weekly review tv fm federation infirmary hospice academy primary grammar "
        "seminary conservatory orchestra philharmonic ballet opera theatre gallery zoo aquarium archive "
        "archives library libraries directorate taskforce brigade battalion squadron fleet watch action "
        "alliance aid relief trustees charities ministries fellowship"
    ).split()
)
