"""What each rule of the reading checks is for, in two sentences: what is wrong, and what to do."""

from __future__ import annotations

RULES: dict[str, str] = {
    "long-sentence": "A sentence has more words (20) than most people keep in mind. "
    "Split it, with one idea to each sentence.",
    "long-paragraph": "A paragraph, list item or definition has more sentences (3) than people like to read. "
    "Begin a new paragraph, or make a list.",
    "long-list": "A list has more items (7) than people take in. "
    "Make two lists of it, each with its own heading or opening line.",
    "acronym": "An acronym is not spelt out where the page first uses it. "
    "Write the full words and then the acronym in brackets, or list it in terms.yaml as a short form.",
    "misspelt-term": "A word is nearly a medical word or a term of the site, or it is a common typing error. "
    "Write the word that is suggested; if yours is right, add it to 'right' in the word lists.",
    "doubled-word": "A word stands twice in a row, as in 'the the'. Delete one of the two.",
    "unsupported-claim": "A claim such as 'most advanced' or 'pain-free' has no source. "
    "Give the evidence in a footnote in the same sentence, or say plainly what is known.",
    "unsafe-advice": "The text recommends rest in bed, or gives two conditions as one. "
    "Guidance says to keep active, so say how; tell the two conditions apart.",
    "shop-text": "Text of a shop, such as 'add to cart', stands in an article about health. "
    "Delete it; what can be bought has its own page, of kind 'service'.",
    "typed-phone": "A phone number is typed into the text, where it goes stale when the number changes. "
    "Write [](phone:NAME), with the name that the number has under 'contacts' in config.yaml.",
    "promised-email": "The text promises an answer by e-mail or asks for one, and the page gives no address. "
    "Add a link such as [](email:NAME), with a name under 'contacts' in config.yaml.",
    "reading-grade": "The page is harder to read than the site allows, by SMOG, Flesch-Kincaid or INFLESZ. "
    "Use shorter sentences and plainer words, and begin with the sentences that the message names.",
    "near-duplicate": "More than half of an article also stands in another one. "
    "Make one page of the two, or say on each only what the other does not.",
    "off-topic": "A case study never names the condition that it belongs to. "
    "Say how the case bears on the condition, or put it under the condition that it is about.",
}
