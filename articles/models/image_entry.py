"""The words of an image, as the library searches them."""

from django.db import models

from articles.models.image import Image


class ImageEntry(models.Model):
    """All that is said of one image: folded words, with spaces between.

    Apart from the image, whose row is ten times as long: searching reads them all.
    """

    image = models.OneToOneField(
        Image, models.CASCADE, primary_key=True, related_name="entry"
    )
    words = models.TextField()

    class Meta:
        verbose_name = "words of an image"
        verbose_name_plural = "words of images"

    def __str__(self) -> str:
        return f"{self.pk}"
