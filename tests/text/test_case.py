"""Sentence case: names keep their capitals, ordinary words lose them, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citemill.text.case import is_title_case, protected, sentence_case, words
from citemill.text.case_table import CaseTable, load, pack


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "TensorFlow: Large-Scale Machine Learning on Heterogeneous Distributed Systems",
            "TensorFlow: Large-scale machine learning on heterogeneous distributed systems",
        ),
        ("Neural GPUs Learn Algorithms", "Neural GPUs learn algorithms"),
        ("GPT-4 Technical Report", "GPT-4 technical report"),
        (
            "Continuous Deep Q-Learning with Model-based Acceleration",
            "Continuous deep Q-learning with model-based acceleration",
        ),
        ("A Survey of Bayesian Methods for Markov Chains", "A survey of Bayesian methods for Markov chains"),
        ("Detecting Hate Speech in Arabic on Twitter", "Detecting hate speech in Arabic on Twitter"),
        (
            "RL<sup>2</sup>: Fast Learning via <i>Slow</i> Learning",
            "RL<sup>2</sup>: Fast learning via <i>slow</i> learning",
        ),
        (
            'The <span class="nocase">Deep</span> Ritz Method',
            'The <span class="nocase">Deep</span> Ritz method',
        ),
        ("K-Means Clustering and N-Gram Models", "K-means clustering and n-gram models"),
        ("3D Reconstruction of 2D Images", "3D reconstruction of 2D images"),
        ("On the Euler-Lagrange Formula", "On the Euler-Lagrange formula"),
        ("Is It So? Yes, It Is", "Is it so? Yes, it is"),
        ("LEARNING TO EXECUTE BAYESIAN PROGRAMS", "LEARNING to execute Bayesian programs"),
        ("Étude of Neural Networks", "Étude of neural networks"),
        ("Bayes' Theorem and Amdahl's Law", "Bayes' theorem and Amdahl's law"),
        ("A Robot's Eye, a Dog's Nose", "A robot's eye, a dog's nose"),
        ("The Haigh-Westergaard Space", "The Haigh-Westergaard space"),
        ("Taxis of New York City in a New City", "Taxis of New York City in a new city"),
        ("T Cells and Vitamin D in the United States", "T cells and vitamin D in the United States"),
        ("A Survey of Ios, iOS and ITunes on X86", "A survey of ios, iOS and iTunes on x86"),
        ("MRNA at 5 MW and 7.2 PH", "mRNA at 5 MW and 7.2 pH"),
        ("Noise W.R.T. I.I.D. Data: Batch vs. Online", "Noise w.r.t. i.i.d. data: Batch vs. online"),
        (
            'Comment on "All-Optical Learning in Deep Networks"',
            'Comment on "All-optical learning in deep networks"',
        ),
        ("Measuring α-Synuclein at 37 °C", "Measuring α-synuclein at 37 °C"),
        ("Salmon, Mates and Weird Fences", "Salmon, mates and weird fences"),
        ("", ""),
        ("深度学习 Networks", "深度学习 networks"),
    ],
)
def test_sentence_case(title: str, expected: str) -> None:
    assert sentence_case(title) == expected


def test_the_abstract_decides() -> None:
    title = "Jukebox and Gym for Learning in Minecraft"
    abstract = "We use a gym. The gym is open, and so is the world of Minecraft. Players of Minecraft build."
    assert sentence_case(title, abstract=abstract).endswith("gym for learning in Minecraft")
    named = "We call it Gym. With Gym one trains; all of Gym is free, and Gym runs on Linux."
    assert "Gym" in sentence_case(title, abstract=named)


def test_context_counts_as_the_abstract_does() -> None:
    said = ["the theory of Foobarism and of Foobarism alone"]
    assert sentence_case("Notes on Foobarism", context=said) == "Notes on Foobarism"
    assert sentence_case("Notes on Foobarism", abstract="what foobarism means") == "Notes on foobarism"


@pytest.mark.parametrize(
    ("title", "yes"),
    [
        ("Learning Transferable Visual Models From Natural Language Supervision", True),
        ("Scaling and evaluating sparse autoencoders", False),
        ("Consistency Models", True),
        ("Learning to Execute", True),
        ("Detecting Twitter bots with BERT in Python", False),
        ("An online sequence-to-sequence model for noisy speech recognition", False),
        ("Adam", False),
        ("", False),
    ],
)
def test_is_title_case(title: str, yes: bool) -> None:
    assert is_title_case(title) is yes


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Deep learning: A survey", "Deep learning: A survey"),
        ("Deep learning with PyTorch", 'Deep learning with <span class="nocase">PyTorch</span>'),
        ("GPT-4 technical report", '<span class="nocase">GPT-4</span> technical report'),
        (
            "On <i>E. coli</i> in Paris",
            'On <i><span class="nocase">E</span>. coli</i> in <span class="nocase">Paris</span>',
        ),
        ('The <span class="nocase">RL</span> way', 'The <span class="nocase">RL</span> way'),
    ],
)
def test_protected(title: str, expected: str) -> None:
    assert protected(title) == expected


@given(st.text(alphabet=st.sampled_from("abAB éÉ:.-'<>$\\^ i/spanß1(\"ﬁİ"), max_size=40))
def test_only_letter_case_changes(title: str) -> None:
    found = sentence_case(title)
    assert found.casefold() == title.casefold() or len(found) == len(title)
    assert [word.start for word in words(title)] == sorted(word.start for word in words(title))
    again = protected(title)
    assert again.replace('<span class="nocase">', "").replace("</span>", "") == title.replace(
        '<span class="nocase">', ""
    ).replace("</span>", "")


def test_table_is_written_as_it_is_read() -> None:
    sections = {
        "small": "deep learning",
        "large": "bayes",
        "endings": "* -10 ian 25",
        "singles": "k- -9 x 7",
        "forms": "fMRI",
    }
    assert pack(sections) == pack(dict(reversed(sections.items())))
    table = CaseTable(sections)
    assert table.verdict("Learning") < 0 < table.verdict("Bayes")
    assert table.verdict("Lagrangian") == 2.5
    assert table.verdict("Zzz") == -1.0
    assert table.verdict("Learnings") < 0
    assert table.single("K-mea") < 0 < table.single("X rays")
    assert table.forms == {"FMRI": "fMRI"}


def test_the_shipped_table_is_small_and_knows_names() -> None:
    table = load()
    for name in ("Bayesian", "Markov", "Gaussian", "Arabic", "Twitter", "Nash", "Turing"):
        assert table.verdict(name) > 0, name
    for word in ("learning", "network", "deep", "systems", "quantum", "reviews"):
        assert table.verdict(word) < 0, word
