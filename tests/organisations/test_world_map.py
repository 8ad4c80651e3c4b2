from hypothesis import given
from hypothesis import strategies as st

from organisations import world_map


def test_committed_map_is_what_the_data_draw():
    assert world_map.DRAWING.read_text(encoding="utf-8") == world_map.drawing()


@given(st.floats(-180, 180), st.floats(-60, 85))
def test_every_place_falls_on_the_map(longitude, latitude):
    x, y = world_map.project(longitude, latitude)
    # The date line itself lies six units beyond the edge; nobody lives there.
    assert -6 <= x <= world_map.WIDTH + 6
    assert 0 <= y <= world_map.HEIGHT


points = st.lists(st.tuples(st.floats(0, 960), st.floats(0, 460)), min_size=1, max_size=30)


@given(points, st.sampled_from([0.6, 0.8, 1, 2.1]), st.sampled_from([0, 0.45]))
def test_viewbox_holds_all_points_and_stays_on_the_map(points, ratio, aside):
    x, y, width, height = map(float, world_map.viewbox(points, ratio=ratio, aside=aside).split())
    assert x >= 0 and y >= 0 and x + width <= 961 and y + height <= 461
    assert all(x - 1 <= px <= x + width + 1 and y - 1 <= py <= y + height + 1 for px, py in points)


@given(
    st.lists(
        st.tuples(st.sampled_from(["Oeganda 3", "Bosnië en Herzegovina 1"]), st.floats(0, 960), st.floats(0, 460)),
        max_size=25,
    )
)
def test_labels_never_overlap(labels):
    boxes = []
    for label in world_map.place_labels(labels):
        if label:
            text, x, y, anchor = label
            width = len(text) * 8.5 * 0.56
            left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
            boxes.append((left + 0.2, y - 8.5 + 0.2, left + width - 0.2, y + 2 - 0.2))
    for index, box in enumerate(boxes):
        assert not any(world_map._overlap(box, other) for other in boxes[index + 1 :])


def test_rounding_never_adds_up():
    ring = "M0,0" + "".join(f"L{n * 0.04:.2f},{n * 0.04:.2f}" for n in range(1, 500)) + "Z"
    numbers = world_map.relative(ring).strip("mz")
    steps = numbers.replace("l", " ").replace("-", " -").split()
    assert abs(sum(map(float, steps[2::2])) - 499 * 0.04) < 0.1
