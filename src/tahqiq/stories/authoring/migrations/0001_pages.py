"""Pages of stories: a case, its stories, their chapters."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import tahqiq.stories.authoring.models.written


class Migration(migrations.Migration):
    """Makes them."""

    initial = True

    dependencies = [
        ("casebook", "0016_forms"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChapterPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "title_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="English"),
                ),
                ("title_ar", models.CharField(blank=True, default="", max_length=200, verbose_name="Arabic")),
                (
                    "summary_en",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="English"),
                ),
                (
                    "summary_ar",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="Arabic"),
                ),
                (
                    "content_note_en",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="English"),
                ),
                (
                    "content_note_ar",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="Arabic"),
                ),
                (
                    "translated_by_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="English"),
                ),
                (
                    "translated_by_ar",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="Arabic"),
                ),
                (
                    "body",
                    tahqiq.stories.authoring.models.written.BlocksField(
                        [], blank=True, verbose_name="Blocks"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="StoryPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "title_en",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="English"),
                ),
                ("title_ar", models.CharField(blank=True, default="", max_length=200, verbose_name="Arabic")),
                (
                    "summary_en",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="English"),
                ),
                (
                    "summary_ar",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="Arabic"),
                ),
                (
                    "cover",
                    tahqiq.stories.authoring.models.written.BlocksField([], blank=True, verbose_name="Cover"),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="CasePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
    ]
