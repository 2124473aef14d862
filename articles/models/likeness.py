"""What finds nearly the same pictures: 16 bits of each likeness, four times."""

from django.db import models

from articles.models.image import Image


class LikenessBand(models.Model):
    """A quarter of an image's likeness, with its place among the four."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="bands")
    band = models.PositiveIntegerField()

    class Meta:
        verbose_name = "likeness band"
        indexes = [models.Index(fields=["band", "image"], name="likeness_band")]

    def __str__(self) -> str:
        return f"{self.band:05x}"
