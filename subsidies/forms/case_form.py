"""The form by which a civil servant does one thing with a case: it says what it will do, and calls one action."""

from django import forms

from ..actions import handling


def long_text(label, most, **kwargs):
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 8}), **kwargs)


class CaseForm(forms.Form):
    """What is done with a case: `action` is its name in `permissions.py` and in `actions/handling.py`."""

    action = ""
    title = button = ""
    template = "admin/subsidies/application/act.html"
    # After it was done the page comes back, to do the same once more.
    goes_on = False

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        self.prepare()

    def prepare(self):
        pass

    @classmethod
    def named(cls, application):
        """Return what it is called in a case."""
        return cls.title

    def begin(self, request):
        """Fill in, on a page that is opened, what is known from who opens it or from its address."""

    def explanation(self) -> list[str]:
        """Return what will happen, in sentences."""
        return []

    @staticmethod
    def is_of_use(application) -> bool:
        """Tell whether there is anything to do it to."""
        return True

    def perform(self, by) -> None:
        getattr(handling, self.action)(application=self.application, by=by, **self.cleaned_data)
