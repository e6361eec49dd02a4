"""To create is to choose the next piece, again and again: learning to spell from a column of names."""

from core.generation.counts import Counts, count
from core.generation.network import SpellingModel, SpellingNetwork, spelling_network
from core.generation.sampling import Sample, Step, sample, samples, spell, tempered
from core.generation.score import NextSymbol, cross_entropy, perplexity, table
from core.generation.softmax import Logits, SoftmaxTable, softmax_table
from core.generation.text import END, Alphabet, Corpus, Note, TextError, prepare

__all__ = ["END", "Alphabet", "Corpus", "Counts", "Logits", "NextSymbol", "Note", "Sample", "SoftmaxTable",
           "SpellingModel", "SpellingNetwork", "Step", "TextError", "count", "cross_entropy", "perplexity",
           "prepare", "sample", "samples", "softmax_table", "spell", "spelling_network", "table", "tempered"]
