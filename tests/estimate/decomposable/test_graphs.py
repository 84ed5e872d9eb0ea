from itertools import combinations

import pytest

from tahqiq.estimate.decomposable import decomposable_graphs


@pytest.mark.parametrize(("k", "number"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822)])
def test_all_decomposable_graphs_are_found_once(k, number):
    graphs = decomposable_graphs(k)

    assert len(graphs) == number
    assert len({graph.cliques for graph in graphs}) == number


def test_the_ring_of_four_lists_is_left_out():
    edges = {
        frozenset(pair)
        for graph in decomposable_graphs(4)
        for pair in [
            frozenset(
                edge
                for edge in combinations(range(4), 2)
                if any(clique >> edge[0] & clique >> edge[1] & 1 for clique in graph.cliques)
            )
        ]
    }
    rings = [frozenset({(0, 1), (1, 2), (2, 3), (0, 3)}), frozenset({(0, 1), (1, 3), (2, 3), (0, 2)})]

    assert len(edges) == 61
    assert not any(ring in edges for ring in rings)


def test_cliques_stand_above_the_line_and_separators_below():
    chain = next(graph for graph in decomposable_graphs(3) if graph.formula("ABC") == "[A·B][B·C]")

    powers = chain.powers()

    assert {mask: power for mask, power in enumerate(powers) if power} == {
        0b110: 1,
        0b011: 1,
        0b010: -1,
        0: -1,
    }


def test_lists_apart_are_cliques_of_their_own():
    assert decomposable_graphs(3)[0].formula(["press", "hospital", "court"]) == "[press][hospital][court]"
