"""Syllables are counted as a dictionary counts them."""

from __future__ import annotations

import pytest

from plainleaf.words.readability.syllables import english_syllables, spanish_syllables

ENGLISH = """
ache 1 area 3 arthritis 3 backyard 2 behavior 3 being 2 bladder 2 business 2 buttock 2 called 1 cartilage 3
chiropractic 4 comfortable 4 completely 3 coordination 5 created 3 diabetes 4 diagnosis 4 didn't 2 doctor 2
don't 1 earlier 3 easiest 3 electromyography 7 element 3 emergency 4 epidural 4 everyone 3 exercises 4
fascia 2 fatigue 2 fibromyalgia 6 fluid 2 follow-up 3 general 3 gluteus 3 headaches 2 helped 1 herniated 4
idea 3 imaging 3 inflammation 4 injection 3 insurance 3 leg 1 lifestyle 2 ligament 3 magnetic 3 management 3
medicine 3 movement 2 muscle 2 muscles 2 myofascial 4 needed 2 nerve 1 nerves 1 numbness 2 osteoarthritis 6
over-the-counter 5 patient 2 people 2 percutaneous 5 physiotherapy 6 piriformis 4 posterior 4 pregnancy 3
previous 3 quiet 2 radiculopathy 7 reality 4 resonance 3 rested 2 rhythm 2 sacroiliac 5 safety 2 sciatic 3
sciatica 4 science 2 serious 3 settled 2 several 3 situation 4 someone 2 sometimes 2 spasm 2
spondylolisthesis 7 stabilization 5 stenosis 3 surgeon 2 surgery 3 table 2 technique 2 therapist 3 tibial 3
tingling 2 tongue 1 treatment 2 ultrasound 3 urgent 2 used 1 usually 4 vertebra 3 vertebrae 3 video 3
weakness 2 wednesday 2 x-ray 2
"""
SPANISH = """
ahora 3 aéreo 4 agua 2 bien 1 bilingüe 3 ciática 3 ciudad 2 cuidado 3 día 2 dolor 2 ejercicio 4 espalda 3
fisioterapia 5 guía 2 guerra 2 hueso 2 inflamación 4 leer 2 línea 3 médico 3 muy 1 músculo 3 nervio 2 oír 2
país 2 pierna 2 pingüino 3 quien 1 que 1 radiculopatía 7 reúne 3 rodilla 3 sacroilíaca 5 síntoma 3
tratamiento 4 vértebra 3 y 1 yo 1
"""


def counts(text: str) -> list[tuple[str, int]]:
    """Words, each with its number of syllables."""
    parts = text.split()
    return [(word, int(number)) for word, number in zip(parts[::2], parts[1::2], strict=True)]


@pytest.mark.parametrize(("word", "number"), counts(ENGLISH))
def test_english_words(word: str, number: int) -> None:
    assert english_syllables(word) == number


@pytest.mark.parametrize(("word", "number"), counts(SPANISH))
def test_spanish_words(word: str, number: int) -> None:
    assert spanish_syllables(word) == number
