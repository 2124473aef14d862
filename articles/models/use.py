"""Which articles show which images in their text, so that nobody searches all texts."""

from django.db import models

from articles.models.article import Article
from articles.models.image import Image


class ImageUse(models.Model):
    """The article has shown this image in its text, at some save or other.

    Only ever added to, by every save; ``articles.usage`` finds out what still holds.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="image_uses", db_index=False
    )
    image = models.ForeignKey(
        Image, models.CASCADE, related_name="uses", db_index=False
    )

    class Meta:
        verbose_name = "use of an image"
        verbose_name_plural = "uses of images"
        constraints = [
            models.UniqueConstraint(
                fields=["image", "article"], name="imageuse_image_article"
            ),
        ]
        indexes = [models.Index(fields=["article"], name="imageuse_article")]

    def __str__(self) -> str:
        return f"{self.image_id} in {self.article_id}"
