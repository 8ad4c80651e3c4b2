"""Of good practices, and of who works together on the Global Goals."""

from .outcomes import ANYONE, KEEPERS, rows

ACCESS = {
    **rows(ANYONE, "community", "practices:practices", "practices:practices_csv", "practices:feed", "practices:practice"),
    **rows(
        KEEPERS,
        "practices:own_practices", "practices:propose", "practices:own_practice", "practices:withdraw", "practices:remove",
        "practices:photos", "practices:add_photo", "practices:remove_photo",
    ),
}  # fmt: skip
