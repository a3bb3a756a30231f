"""What a title is evidently in, and that nothing is said where it is not evident."""

from __future__ import annotations

import pytest

from citemill.text.language import evident_language, with_title_language

CASES = {
    "Un index de jointure pour les entrepôts de données XML": "fr",
    "Sélection simultanée d’index et de vues matérialisées": "fr",
    "Zur iterativen Lösung von linearen Gleichungssystemen": "de",
    "Estudio exploratorio sobre las competencias de los estudiantes": "es",
    "Compressão de dados sem perdas para dispositivos IoT": "pt",
    "Studio e confronto delle strutture di Apache Spark con Hive": "it",
    "Antropologia de la Informatica Social: Teoria de la Convergencia": "und",  # Spanish, Catalan, French ...
    "深層学習入門 と その応用": "ja",
    "机器学习综述": "und",  # Chinese; or Japanese without kana
    "מבוא ללמידת מכונה": "he",
    "مدخل إلى تعلم الآلة": "ar",
    "Введение в машинное обучение: язык и мысль": "ru",
    # English, or nothing to be told
    "": "",
    "Attention Is All You Need": "",
    "On the theorem of de la Vallée Poussin": "",
    "Quantum de Finetti theorems": "",
    "Live Face De-Identification in Video": "",
    "Persistent Memory I/O Primitives": "",
    "Web Mining Techniques in E-Commerce Applications": "",
    "Σ-protocols and κ-trees": "",
    "RL²: Fast Reinforcement Learning via Slow Reinforcement Learning": "",
    "An Analysis of ラーメン Reviews": "",
    "L'eau": "",  # one word is not enough
}


@pytest.mark.parametrize(("title", "language"), CASES.items())
def test_titles(title: str, language: str) -> None:
    assert evident_language(title) == language


def test_what_a_record_says_itself_goes_before() -> None:
    french = {"id": "x", "type": "article", "title": "Un index pour les entrepôts"}
    assert with_title_language(french)["custom"] == {"title-language": "fr"}
    assert "language" not in with_title_language(french)
    said = {**french, "language": "en"}
    assert with_title_language(said) is said
    plain = {**french, "title": "An index", "custom": {"code": True}}
    assert with_title_language(plain) is plain
