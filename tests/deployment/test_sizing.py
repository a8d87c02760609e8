"""What the operations guide says of an office's size follows from the figures that stand above it."""

from bench import sizing


def test_the_guide_reckons_its_sizes_from_its_own_figures():
    guide = sizing.GUIDE.read_text("utf-8")
    assert sizing.written(guide) == guide, "python -m bench.sizing"


def test_twice_the_petitions_are_twice_the_work_and_never_less_than_two_of_each():
    of = sizing.figures(sizing.GUIDE.read_text("utf-8"))
    one, two = sizing.size(100_000, of), sizing.size(200_000, of)
    assert abs(two.busy - 2 * one.busy) < 1e-9
    assert two.papers == 2 * one.papers
    assert min(one.web, one.workers, one.cores) >= 2
    assert sizing.size(300, of).workers == 0
