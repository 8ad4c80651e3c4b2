"""The steps of the form by which an organisation applies."""


def fill(application, rules) -> None:
    raise NotImplementedError


def copy(source, target, by) -> None:
    raise NotImplementedError
