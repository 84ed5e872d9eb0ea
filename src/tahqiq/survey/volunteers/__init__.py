"""What many people saw in image after image of a building, and what they saw together.

    answers = read_answers(path)                  who said what of which building
    consensus = agree(answers)                    when each building changed, and how well each volunteer sees
    consensus.windows()                           last seen intact, first seen damaged

A building's state is the number k of the first image that shows it damaged: 0 where every image does, and
the number of images where none does. It was damaged between images k - 1 and k.
"""
