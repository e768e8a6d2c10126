"""Files that editors have sent and not confirmed yet."""

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A file on its way from the dry run to the confirmation. Its sender alone sees it, and it does not stay."""

    name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_by = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
