"""Accounts in the back-office."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from organisations.models import User

from . import my_data


class UserForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts of all. Only an administrator gives rights, and changes or removes somebody who may use the back-office."""

    form = UserForm
    add_form = NewUserForm
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    filter_horizontal = ["groups"]
    readonly_fields = ["last_login", "joined_at"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_staff", "is_superuser", "groups"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_touch(request.user, obj)

    def save_model(self, request, user, form, change):
        super().save_model(request, user, form, change)
        if change and "email" in form.changed_data:
            # The old one opens the account no longer; the new one is proved at the next sign-in.
            EmailAddress.objects.filter(user=user).delete()

    def get_deleted_objects(self, users, request):
        """What goes with an account needs no right of its own; the last owner of an organisation stays."""
        found, counts, lacking, protected = super().get_deleted_objects(users, request)
        last_of = [str(organisation) for organisation in my_data.only_owner_of(*users)]
        return found, counts, lacking & {self.opts.verbose_name}, [*protected, *last_of]

    def delete_model(self, request, user):
        my_data.remove(user)

    def delete_queryset(self, request, users):
        for user in users:
            my_data.remove(user)


def may_touch(user, other):
    return user.is_superuser or other is None or not (other.is_staff or other.is_superuser)
