import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import tahqiq.casebook.models.rules
import tahqiq.vocab.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.SlugField(max_length=200, unique=True)),
                ("title_en", models.TextField()),
                ("title_ar", models.TextField(blank=True, default="")),
                ("summary_en", models.TextField(blank=True, default="")),
                ("summary_ar", models.TextField(blank=True, default="")),
                ("assessed_by", models.CharField(default="tahqiq", max_length=200)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name="casebook_case_slug_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title_en", ""), _negated=True),
                        name="casebook_case_title_en_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("assessed_by", ""), _negated=True),
                        name="casebook_case_assessed_by_filled",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.case",
                    ),
                ),
                ("actor", models.CharField(max_length=200)),
                ("account", models.CharField(blank=True, default="", max_length=200)),
                ("action", models.CharField(max_length=200)),
                ("target_kind", models.CharField(max_length=200)),
                ("target_id", models.CharField(max_length=200)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "audit entries",
                "ordering": ("at", "id"),
                "indexes": [
                    models.Index(fields=["case", "at"], name="audit_by_time"),
                    models.Index(fields=["target_id"], name="audit_by_target"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("actor", ""), _negated=True),
                        name="casebook_auditentry_actor_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action", ""), _negated=True),
                        name="casebook_auditentry_action_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target_kind", ""), _negated=True),
                        name="casebook_auditentry_target_kind_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target_id", ""), _negated=True),
                        name="casebook_auditentry_target_id_filled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                ("subject", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=35)),
                ("guardian", models.CharField(blank=True, default="", max_length=200)),
                ("minor", models.BooleanField(default=False)),
                ("keep", models.BooleanField(default=False)),
                ("share_with_court", models.BooleanField(default=False)),
                ("publish_words", models.BooleanField(default=False)),
                ("publish_voice", models.BooleanField(default=False)),
                ("publish_image", models.BooleanField(default=False)),
                ("publish_name", models.BooleanField(default=False)),
                ("given_on", models.DateField()),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("recorded_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("subject", "given_on", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_consent_withdrawal_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject", ""), _negated=True),
                        name="casebook_consent_subject_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language", ""), _negated=True),
                        name="casebook_consent_language_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="casebook_consent_recorded_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None), ("given_on__lt", models.F("expires_on")), _connector="OR"
                        ),
                        name="casebook_consent_given_before_it_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minor", False), models.Q(("guardian", ""), _negated=True), _connector="OR"
                        ),
                        name="casebook_consent_guardian_for_a_minor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("keep", True),
                            models.Q(
                                ("publish_image", False),
                                ("publish_name", False),
                                ("publish_voice", False),
                                ("publish_words", False),
                                ("share_with_court", False),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_consent_kept_before_used",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("dataset", models.CharField(max_length=200)),
                ("files", models.JSONField(default=dict)),
                ("progress", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("state", models.CharField(default="running", max_length=12)),
                ("report_path", models.TextField(blank=True, default="")),
                ("started_by", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-started_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dataset", ""), _negated=True),
                        name="casebook_importrun_dataset_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("started_by", ""), _negated=True),
                        name="casebook_importrun_started_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["abandoned", "finished", "running"])),
                        name="casebook_importrun_state_in_vocabulary",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("case", "dataset"),
                        name="casebook_importrun_one_runs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True), ("finished_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="casebook_importrun_finished_when_it_ended",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                ("kind", models.CharField(max_length=16)),
                ("left", models.UUIDField()),
                ("right", models.UUIDField()),
                ("verdict", models.CharField(max_length=12)),
                ("reason", models.TextField(blank=True, default="")),
                ("judged_by", models.CharField(max_length=200)),
                ("judged_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("left", "right", "judged_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_judgement_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("left", "right", "judged_by"),
                        name="casebook_judgement_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["incident", "victim"])),
                        name="casebook_judgement_kind_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["different", "same", "unsure"])),
                        name="casebook_judgement_verdict_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("judged_by", ""), _negated=True),
                        name="casebook_judgement_judged_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))),
                        name="casebook_judgement_smaller_id_first",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("slug", models.CharField(max_length=200)),
                ("name_en", models.TextField()),
                ("name_ar", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ("slug", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "slug"), name="casebook_party_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name="casebook_party_slug_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True),
                        name="casebook_party_name_en_filled",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("name_en", models.TextField(blank=True, default="")),
                ("name_ar", models.TextField(blank=True, default="")),
                ("precision", models.CharField(default="unknown", max_length=24)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
            ],
            options={
                "ordering": ("name_en", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "precision__in",
                                [
                                    "city",
                                    "country",
                                    "district",
                                    "exact",
                                    "nearby_landmark",
                                    "neighbourhood",
                                    "province",
                                    "street",
                                    "sub_district",
                                    "town",
                                    "unknown",
                                    "village",
                                    "within_100m",
                                    "within_1m",
                                ],
                            )
                        ),
                        name="casebook_place_precision_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(
                                ("lat__gte", -90),
                                ("lat__isnull", False),
                                ("lat__lte", 90),
                                ("lon__gte", -180),
                                ("lon__isnull", False),
                                ("lon__lte", 180),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_place_position_on_the_globe",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("slug", models.CharField(max_length=200)),
                ("title_en", models.TextField()),
                ("title_ar", models.TextField(blank=True, default="")),
                ("note_en", models.TextField(blank=True, default="")),
                ("note_ar", models.TextField(blank=True, default="")),
                ("position", models.IntegerField(default=0)),
            ],
            options={
                "ordering": ("position", "slug", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "slug"), name="casebook_population_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        name="casebook_population_slug_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title_en", ""), _negated=True),
                        name="casebook_population_title_en_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 0)),
                        name="casebook_population_position_counts_up",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("content", models.CharField(max_length=64)),
                ("path", models.TextField()),
                ("status", models.CharField(default="unapproved", max_length=12)),
                ("created_by", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-created_at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "content"), name="casebook_release_content_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                tahqiq.casebook.models.rules.WithoutHex(models.F("content")), models.Value("")
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("content")), models.Value(64)
                            ),
                        ),
                        name="casebook_release_content_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("path", ""), _negated=True), name="casebook_release_path_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("created_by", ""), _negated=True),
                        name="casebook_release_created_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["approved", "unapproved"])),
                        name="casebook_release_status_in_vocabulary",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("slug", models.CharField(max_length=200)),
                ("name_en", models.TextField()),
                ("name_ar", models.TextField(blank=True, default="")),
                ("kind", models.CharField(default="other", max_length=40)),
                ("url", models.TextField(blank=True, default="")),
                ("note_en", models.TextField(blank=True, default="")),
                ("note_ar", models.TextField(blank=True, default="")),
                ("reliability", models.CharField(blank=True, default="", max_length=1)),
                ("name_basis", models.TextField(blank=True, default="")),
                ("name_basis_by", models.CharField(blank=True, default="", max_length=200)),
                ("name_basis_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("slug", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "slug"), name="casebook_source_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True), name="casebook_source_slug_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True),
                        name="casebook_source_name_en_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "armed_actor",
                                    "body_recovery_team",
                                    "casualty_recorder",
                                    "commentary",
                                    "government",
                                    "human_rights_organisation",
                                    "international_organisation",
                                    "local_authority",
                                    "monitoring_group",
                                    "other",
                                    "press",
                                    "relative",
                                    "un_body",
                                    "witness",
                                ],
                            )
                        ),
                        name="casebook_source_kind_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reliability__in", ["", "A", "B", "C", "D", "E", "F"])),
                        name="casebook_source_reliability_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("name_basis", ""), _negated=True),
                                models.Q(("name_basis_by", ""), _negated=True),
                                ("name_basis_at__isnull", False),
                            ),
                            models.Q(
                                ("name_basis", ""),
                                ("name_basis_by", ""),
                                models.Q(("name_basis_at__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_source_name_basis_whole",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ImportProblem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="casebook.importrun",
                    ),
                ),
                ("sequence", models.BigIntegerField()),
                ("file", models.TextField()),
                ("record", models.BigIntegerField()),
                ("row", models.BigIntegerField()),
                ("column", models.TextField(blank=True, default="")),
                ("value", models.TextField(blank=True, default="")),
                ("problem", models.TextField()),
                ("action", models.CharField(max_length=8)),
            ],
            options={
                "ordering": ("run", "sequence"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "sequence"), name="casebook_importproblem_reported_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ["refused", "repaired"])),
                        name="casebook_importproblem_action_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("problem", ""), _negated=True),
                        name="casebook_importproblem_problem_filled",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="RecoverySite",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("name_en", models.TextField()),
                ("name_ar", models.TextField(blank=True, default="")),
                ("kind", models.CharField(max_length=200)),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="casebook.place",
                    ),
                ),
                ("note_en", models.TextField(blank=True, default="")),
                ("note_ar", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ("name_en", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "name_en"), name="casebook_recoverysite_named_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), _negated=True),
                        name="casebook_recoverysite_name_en_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", ""), _negated=True),
                        name="casebook_recoverysite_kind_filled",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="casebook.release",
                    ),
                ),
                ("content", models.CharField(max_length=64)),
                ("created_by", models.CharField(max_length=200)),
                ("approved_by", models.CharField(max_length=200)),
                ("approved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("release", "approved_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "approved_by"), name="casebook_approval_approved_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", ""), _negated=True),
                        name="casebook_approval_approved_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("created_by")), _negated=True),
                        name="casebook_approval_approved_by_another",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(default="application/octet-stream", max_length=200)),
                ("size", models.BigIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="casebook.source",
                    ),
                ),
                ("title_en", models.TextField(blank=True, default="")),
                ("title_ar", models.TextField(blank=True, default="")),
                ("url", models.TextField(blank=True, default="")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derived",
                        to="casebook.item",
                    ),
                ),
                ("operation", models.CharField(blank=True, default="", max_length=200)),
                ("own_words", models.BooleanField(default=False)),
                ("consent_needed", models.BooleanField(default=False)),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="casebook.consent",
                    ),
                ),
            ],
            options={
                "ordering": ("sha256", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "sha256"), name="casebook_item_sealed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                tahqiq.casebook.models.rules.WithoutHex(models.F("sha256")), models.Value("")
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("sha256")), models.Value(64)
                            ),
                        ),
                        name="casebook_item_sha256_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 0)), name="casebook_item_size_counts_bytes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("operation", ""), ("parent", None)),
                            models.Q(("parent__isnull", False), models.Q(("operation", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="casebook_item_derived_by_an_operation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_item_no_child_of_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consent_needed", True), ("consent", None), _connector="OR"),
                        name="casebook_item_consent_where_needed",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("code", models.CharField(max_length=200)),
                ("previous_codes", models.JSONField(blank=True, default=list)),
                ("title_en", models.TextField(blank=True, default="")),
                ("title_ar", models.TextField(blank=True, default="")),
                ("summary_en", models.TextField(blank=True, default="")),
                ("summary_ar", models.TextField(blank=True, default="")),
                ("start", models.DateField(blank=True, null=True)),
                ("end", models.DateField(blank=True, null=True)),
                ("time_wording", models.TextField(blank=True, default="")),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="casebook.place",
                    ),
                ),
                ("strike_type", models.TextField(blank=True, default="")),
                ("url", models.TextField(blank=True, default="")),
                ("counted", models.BooleanField(default=True)),
                ("not_counted_en", models.TextField(blank=True, default="")),
                ("not_counted_ar", models.TextField(blank=True, default="")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="casebook.source",
                    ),
                ),
                ("source_key", models.CharField(blank=True, default="", max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="casebook.item",
                    ),
                ),
                ("fingerprint", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ],
            options={
                "ordering": ("code", "id"),
                "indexes": [models.Index(fields=["case", "start", "end"], name="incident_by_days")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "code"), name="casebook_incident_code_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source", "source_key"),
                        name="casebook_incident_source_key_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="casebook_incident_code_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start__isnull", True),
                            ("end__isnull", True),
                            ("start__lt", models.F("end")),
                            _connector="OR",
                        ),
                        name="casebook_incident_start_before_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counted", True), ("not_counted_en", "")),
                            models.Q(("counted", False), models.Q(("not_counted_en", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="casebook_incident_kept_apart_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", None), ("source_key", "")),
                            models.Q(("source__isnull", False), models.Q(("source_key", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="casebook_incident_source_and_its_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="casebook.item"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.TextField()),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("extractor", models.CharField(max_length=200)),
                ("version", models.CharField(max_length=200)),
                (
                    "original",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="casebook.text",
                    ),
                ),
                ("translator", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "ordering": ("item", "sha256", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "sha256", "language"), name="casebook_text_extracted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                tahqiq.casebook.models.rules.WithoutHex(models.F("sha256")), models.Value("")
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("sha256")), models.Value(64)
                            ),
                        ),
                        name="casebook_text_sha256_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("extractor", ""), _negated=True),
                        name="casebook_text_extractor_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("original", None), ("translator", "")),
                            models.Q(
                                ("original__isnull", False), models.Q(("translator", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="casebook_text_translated_by_somebody",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.item",
                    ),
                ),
                ("locator", models.CharField(blank=True, default="", max_length=8)),
                ("start", models.BigIntegerField(blank=True, null=True)),
                ("end", models.BigIntegerField(blank=True, null=True)),
                ("record", models.BigIntegerField(blank=True, null=True)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("quote", models.TextField(blank=True, default="")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="casebook.incident",
                    ),
                ),
                ("assessor", models.CharField(max_length=200)),
                ("grade", models.CharField(blank=True, default="", max_length=16)),
                ("killed_min", models.BigIntegerField(blank=True, null=True)),
                ("killed_max", models.BigIntegerField(blank=True, null=True)),
                ("injured_min", models.BigIntegerField(blank=True, null=True)),
                ("injured_max", models.BigIntegerField(blank=True, null=True)),
                ("strike_status", models.CharField(blank=True, default="", max_length=16)),
                ("harm_reported", models.BooleanField(blank=True, null=True)),
                ("rules", models.CharField(blank=True, default="", max_length=200)),
                ("profile", models.CharField(blank=True, default="", max_length=200)),
                ("reasons_en", models.JSONField(blank=True, default=list)),
                ("reasons_ar", models.JSONField(blank=True, default=list)),
                ("claims", models.JSONField(blank=True, default=list)),
                ("working", models.JSONField(blank=True, default=dict)),
                ("author", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("signed_off_by", models.CharField(blank=True, default="", max_length=200)),
                ("signed_off_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("incident", "assessor", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", True),
                                ("locator", ""),
                                ("record__isnull", True),
                                ("start__isnull", True),
                                ("columns", []),
                                ("quote", ""),
                            ),
                            models.Q(
                                ("end__isnull", False),
                                ("item__isnull", False),
                                ("locator", "span"),
                                ("start__isnull", False),
                                ("columns", []),
                                ("end__gt", models.F("start")),
                                ("record__isnull", True),
                                ("start__gte", 0),
                            ),
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", False),
                                ("locator", "cells"),
                                ("start__isnull", True),
                                ("record__gte", 0),
                                ("record__isnull", False),
                                models.Q(("columns", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_assessment_locator_fits_its_fields",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_assessment_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("incident", "assessor"),
                        name="casebook_assessment_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("assessor", ""), _negated=True),
                        name="casebook_assessment_assessor_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("author", ""), _negated=True),
                        name="casebook_assessment_author_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade__in", ["", "confirmed", "contested", "discounted", "fair", "weak"])
                        ),
                        name="casebook_assessment_grade_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("strike_status__in", ["", "contested", "declared", "likely", "single_source"])
                        ),
                        name="casebook_assessment_strike_status_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("killed_min__isnull", True), ("killed_min__gte", 0), _connector="OR"),
                            models.Q(("killed_max__isnull", True), ("killed_max__gte", 0), _connector="OR"),
                            models.Q(
                                ("killed_min__isnull", True),
                                ("killed_max__isnull", True),
                                ("killed_min__lte", models.F("killed_max")),
                                _connector="OR",
                            ),
                        ),
                        name="casebook_assessment_killed_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("injured_min__isnull", True), ("injured_min__gte", 0), _connector="OR"),
                            models.Q(("injured_max__isnull", True), ("injured_max__gte", 0), _connector="OR"),
                            models.Q(
                                ("injured_min__isnull", True),
                                ("injured_max__isnull", True),
                                ("injured_min__lte", models.F("injured_max")),
                                _connector="OR",
                            ),
                        ),
                        name="casebook_assessment_injured_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_off_at", None), ("signed_off_by", "")),
                            models.Q(
                                models.Q(("signed_off_by", ""), _negated=True),
                                ("signed_off_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_assessment_sign_off_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("signed_off_by", models.F("author")), _negated=True),
                        name="casebook_assessment_signed_off_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assessor", "tahqiq"), models.Q(("rules", ""), _negated=True)),
                            models.Q(
                                models.Q(("assessor", "tahqiq"), _negated=True),
                                ("profile", ""),
                                ("rules", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_assessment_rules_are_ours",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Blame",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blames",
                        to="casebook.incident",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blames",
                        to="casebook.party",
                    ),
                ),
            ],
            options={
                "ordering": ("incident", "party"),
                "constraints": [
                    models.UniqueConstraint(fields=("incident", "party"), name="casebook_blame_blamed_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.item",
                    ),
                ),
                ("locator", models.CharField(blank=True, default="", max_length=8)),
                ("start", models.BigIntegerField(blank=True, null=True)),
                ("end", models.BigIntegerField(blank=True, null=True)),
                ("record", models.BigIntegerField(blank=True, null=True)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("quote", models.TextField(blank=True, default="")),
                ("text_sha256", models.CharField(max_length=64)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="casebook.source",
                    ),
                ),
                ("source_key", models.CharField(blank=True, default="", max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="casebook.incident",
                    ),
                ),
                (
                    "population",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="casebook.population",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="casebook.recoverysite",
                    ),
                ),
                ("statement_en", models.TextField()),
                ("statement_ar", models.TextField(blank=True, default="")),
                ("statement_ar_by", models.CharField(blank=True, default="", max_length=200)),
                ("effect", models.CharField(default="not_stated", max_length=24)),
                ("category", models.CharField(default="other", max_length=32)),
                ("of_whom", models.TextField(blank=True, default="")),
                ("unit", models.TextField(blank=True, default="")),
                ("min", models.BigIntegerField(blank=True, null=True)),
                ("max", models.BigIntegerField(blank=True, null=True)),
                ("hedge", models.CharField(default="exact", max_length=16)),
                ("negated", models.BooleanField(default=False)),
                ("stance", models.CharField(default="asserts", max_length=24)),
                ("scope", models.CharField(default="event", max_length=16)),
                ("chain", models.JSONField(blank=True, default=list)),
                ("basis", models.TextField(blank=True, default="")),
                ("blamed", models.TextField(blank=True, default="")),
                ("place", models.TextField(blank=True, default="")),
                ("span_start", models.DateField(blank=True, null=True)),
                ("span_end", models.DateField(blank=True, null=True)),
                ("said_start", models.DateField(blank=True, null=True)),
                ("said_end", models.DateField(blank=True, null=True)),
                ("said_note", models.TextField(blank=True, default="")),
                ("standard", models.CharField(blank=True, default="", max_length=32)),
                ("note", models.TextField(blank=True, default="")),
                (
                    "within",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="casebook.claim",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="casebook.claim",
                    ),
                ),
                ("status", models.CharField(default="proposed", max_length=12)),
                ("decided_by", models.CharField(blank=True, default="", max_length=200)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["case", "status", "incident", "id"], name="claim_by_status")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", True),
                                ("locator", ""),
                                ("record__isnull", True),
                                ("start__isnull", True),
                                ("columns", []),
                                ("quote", ""),
                            ),
                            models.Q(
                                ("end__isnull", False),
                                ("item__isnull", False),
                                ("locator", "span"),
                                ("start__isnull", False),
                                ("columns", []),
                                ("end__gt", models.F("start")),
                                ("record__isnull", True),
                                ("start__gte", 0),
                            ),
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", False),
                                ("locator", "cells"),
                                ("start__isnull", True),
                                ("record__gte", 0),
                                ("record__isnull", False),
                                models.Q(("columns", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_claim_locator_fits_its_fields",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("locator", ""), _negated=True),
                        name="casebook_claim_stands_in_an_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_claim_withdrawal_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quote", ""), _negated=True), name="casebook_claim_quote_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                tahqiq.casebook.models.rules.WithoutHex(models.F("text_sha256")),
                                models.Value(""),
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("text_sha256")),
                                models.Value(64),
                            ),
                        ),
                        name="casebook_claim_text_sha256_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "effect__in",
                                [
                                    "bodies_recovered",
                                    "damaged_or_destroyed",
                                    "destroyed",
                                    "detained",
                                    "displaced",
                                    "injured",
                                    "killed",
                                    "killed_or_injured",
                                    "left",
                                    "missing",
                                    "not_stated",
                                    "remained",
                                ],
                            )
                        ),
                        name="casebook_claim_effect_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "buildings",
                                    "children",
                                    "civilians",
                                    "civilians_and_combatants",
                                    "combatants",
                                    "men",
                                    "other",
                                    "people",
                                    "residents",
                                    "women",
                                    "women_and_children",
                                ],
                            )
                        ),
                        name="casebook_claim_category_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "hedge__in",
                                [
                                    "about",
                                    "at_least",
                                    "at_most",
                                    "dozens",
                                    "exact",
                                    "hundreds",
                                    "many",
                                    "more_than",
                                    "no_report",
                                    "probably",
                                    "range",
                                    "thousands",
                                    "unspecified",
                                ],
                            )
                        ),
                        name="casebook_claim_hedge_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stance__in",
                                [
                                    "admits",
                                    "asserts",
                                    "demands",
                                    "denies",
                                    "disputes",
                                    "estimates",
                                    "finds",
                                    "is_investigating",
                                    "received_information",
                                    "testifies",
                                ],
                            )
                        ),
                        name="casebook_claim_stance_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["cumulative", "event", "superseded"])),
                        name="casebook_claim_scope_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standard__in",
                                [
                                    "",
                                    "balance_of_probabilities",
                                    "beyond_reasonable_doubt",
                                    "reasonable_grounds_to_believe",
                                    "reasonable_suspicion",
                                ],
                            )
                        ),
                        name="casebook_claim_standard_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["accepted", "proposed", "rejected", "withdrawn"])),
                        name="casebook_claim_status_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("min__isnull", True), ("min__gte", 0), _connector="OR"),
                            models.Q(("max__isnull", True), ("max__gte", 0), _connector="OR"),
                            models.Q(
                                ("min__isnull", True),
                                ("max__isnull", True),
                                ("min__lte", models.F("max")),
                                _connector="OR",
                            ),
                        ),
                        name="casebook_claim_min_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("span_start__isnull", True),
                            ("span_end__isnull", True),
                            ("span_start__lt", models.F("span_end")),
                            _connector="OR",
                        ),
                        name="casebook_claim_span_start_before_span_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("said_start__isnull", True),
                            ("said_end__isnull", True),
                            ("said_start__lt", models.F("said_end")),
                            _connector="OR",
                        ),
                        name="casebook_claim_said_start_before_said_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", "")),
                            models.Q(
                                models.Q(("decided_by", ""), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="casebook_claim_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "withdrawn"),
                            models.Q(("decided_by", ""), ("status", "proposed")),
                            models.Q(
                                ("status__in", ["accepted", "rejected"]),
                                models.Q(("decided_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_claim_status_fits_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(
                                models.Q(("status", "withdrawn"), _negated=True), ("withdrawn_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="casebook_claim_status_fits_withdrawal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("within", None),
                            models.Q(("within", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_claim_not_within_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes", None),
                            models.Q(("supersedes", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_claim_supersedes_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("statement_ar", ""), _negated=True),
                            ("statement_ar_by", ""),
                            _connector="OR",
                        ),
                        name="casebook_claim_translated_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("pseudonym", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField(default=1)),
                ("interviewer", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=35)),
                ("held_start", models.DateField(blank=True, null=True)),
                ("held_end", models.DateField(blank=True, null=True)),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.place",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="casebook.consent",
                    ),
                ),
                (
                    "recording",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="casebook.item",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="casebook.incident",
                    ),
                ),
            ],
            options={
                "ordering": ("pseudonym", "number", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "pseudonym", "number"), name="casebook_interview_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pseudonym", ""), _negated=True),
                        name="casebook_interview_pseudonym_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interviewer", ""), _negated=True),
                        name="casebook_interview_interviewer_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language", ""), _negated=True),
                        name="casebook_interview_language_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_start__isnull", True),
                            ("held_end__isnull", True),
                            ("held_start__lt", models.F("held_end")),
                            _connector="OR",
                        ),
                        name="casebook_interview_held_start_before_held_end",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.item",
                    ),
                ),
                ("locator", models.CharField(blank=True, default="", max_length=8)),
                ("start", models.BigIntegerField(blank=True, null=True)),
                ("end", models.BigIntegerField(blank=True, null=True)),
                ("record", models.BigIntegerField(blank=True, null=True)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("quote", models.TextField(blank=True, default="")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="casebook.incident",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="casebook.party",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="casebook.source",
                    ),
                ),
                ("source_key", models.CharField(blank=True, default="", max_length=200)),
                ("kind", models.CharField(max_length=200)),
                ("said_start", models.DateField(blank=True, null=True)),
                ("said_end", models.DateField(blank=True, null=True)),
                ("url", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ("incident", "said_start", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", True),
                                ("locator", ""),
                                ("record__isnull", True),
                                ("start__isnull", True),
                                ("columns", []),
                                ("quote", ""),
                            ),
                            models.Q(
                                ("end__isnull", False),
                                ("item__isnull", False),
                                ("locator", "span"),
                                ("start__isnull", False),
                                ("columns", []),
                                ("end__gt", models.F("start")),
                                ("record__isnull", True),
                                ("start__gte", 0),
                            ),
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", False),
                                ("locator", "cells"),
                                ("start__isnull", True),
                                ("record__gte", 0),
                                ("record__isnull", False),
                                models.Q(("columns", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_statement_locator_fits_its_fields",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("locator", ""), _negated=True),
                        name="casebook_statement_stands_in_an_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_statement_withdrawal_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("said_start__isnull", True),
                            ("said_end__isnull", True),
                            ("said_start__lt", models.F("said_end")),
                            _connector="OR",
                        ),
                        name="casebook_statement_said_start_before_said_end",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Victim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="victims",
                        to="casebook.incident",
                    ),
                ),
                ("name_en", models.TextField(blank=True, default="")),
                ("name_ar", models.TextField(blank=True, default="")),
                ("sex", models.CharField(blank=True, default="", max_length=8)),
                ("age_group", models.CharField(blank=True, default="", max_length=8)),
                ("age", models.TextField(blank=True, default="")),
                ("pregnant", models.BooleanField(blank=True, null=True)),
                ("status", models.CharField(blank=True, default="", max_length=8)),
                ("civilian_contested", models.BooleanField(blank=True, null=True)),
                ("description_en", models.TextField(blank=True, default="")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="victims",
                        to="casebook.source",
                    ),
                ),
                ("source_key", models.CharField(blank=True, default="", max_length=200)),
                ("name_basis", models.TextField(blank=True, default="")),
                ("name_basis_by", models.CharField(blank=True, default="", max_length=200)),
                ("name_basis_at", models.DateTimeField(blank=True, null=True)),
                ("fingerprint", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ],
            options={
                "ordering": ("incident", "source_key", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_victim_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source", "source_key"),
                        name="casebook_victim_source_key_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["", "female", "male"])),
                        name="casebook_victim_sex_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age_group__in", ["", "adult", "child"])),
                        name="casebook_victim_age_group_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["", "injured", "killed"])),
                        name="casebook_victim_status_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("name_basis", ""), _negated=True),
                                models.Q(("name_basis_by", ""), _negated=True),
                                ("name_basis_at__isnull", False),
                            ),
                            models.Q(
                                ("name_basis", ""),
                                ("name_basis_by", ""),
                                models.Q(("name_basis_at__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_victim_name_basis_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", None), ("source_key", "")),
                            models.Q(("source__isnull", False), models.Q(("source_key", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="casebook_victim_source_and_its_key",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.item",
                    ),
                ),
                ("locator", models.CharField(blank=True, default="", max_length=8)),
                ("start", models.BigIntegerField(blank=True, null=True)),
                ("end", models.BigIntegerField(blank=True, null=True)),
                ("record", models.BigIntegerField(blank=True, null=True)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("quote", models.TextField(blank=True, default="")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="casebook.incident",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="casebook.party",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="casebook.source",
                    ),
                ),
                ("source_key", models.CharField(blank=True, default="", max_length=200)),
                ("state", models.CharField(max_length=20)),
                ("reasons", models.JSONField(blank=True, default=list)),
                ("reason_wording", models.TextField(blank=True, default="")),
                ("killed_min", models.BigIntegerField(blank=True, null=True)),
                ("killed_max", models.BigIntegerField(blank=True, null=True)),
                ("injured_min", models.BigIntegerField(blank=True, null=True)),
                ("injured_max", models.BigIntegerField(blank=True, null=True)),
                ("grid_reference", models.TextField(blank=True, default="")),
                ("location_wording", models.TextField(blank=True, default="")),
                ("report", models.TextField(blank=True, default="")),
                ("report_url", models.TextField(blank=True, default="")),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="casebook.claim",
                    ),
                ),
                ("fingerprint", models.CharField(blank=True, default="", editable=False, max_length=32)),
            ],
            options={
                "ordering": ("incident", "party", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", True),
                                ("locator", ""),
                                ("record__isnull", True),
                                ("start__isnull", True),
                                ("columns", []),
                                ("quote", ""),
                            ),
                            models.Q(
                                ("end__isnull", False),
                                ("item__isnull", False),
                                ("locator", "span"),
                                ("start__isnull", False),
                                ("columns", []),
                                ("end__gt", models.F("start")),
                                ("record__isnull", True),
                                ("start__gte", 0),
                            ),
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", False),
                                ("locator", "cells"),
                                ("start__isnull", True),
                                ("record__gte", 0),
                                ("record__isnull", False),
                                models.Q(("columns", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_answer_locator_fits_its_fields",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("locator", ""), _negated=True),
                        name="casebook_answer_stands_in_an_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_answer_withdrawal_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source", "source_key"),
                        name="casebook_answer_source_key_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "credible",
                                    "duplicate",
                                    "non_credible",
                                    "not_yet_assessed",
                                    "open",
                                    "received",
                                    "reopened",
                                ],
                            )
                        ),
                        name="casebook_answer_state_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("killed_min__isnull", True), ("killed_min__gte", 0), _connector="OR"),
                            models.Q(("killed_max__isnull", True), ("killed_max__gte", 0), _connector="OR"),
                            models.Q(
                                ("killed_min__isnull", True),
                                ("killed_max__isnull", True),
                                ("killed_min__lte", models.F("killed_max")),
                                _connector="OR",
                            ),
                        ),
                        name="casebook_answer_killed_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("injured_min__isnull", True), ("injured_min__gte", 0), _connector="OR"),
                            models.Q(("injured_max__isnull", True), ("injured_max__gte", 0), _connector="OR"),
                            models.Q(
                                ("injured_min__isnull", True),
                                ("injured_max__isnull", True),
                                ("injured_min__lte", models.F("injured_max")),
                                _connector="OR",
                            ),
                        ),
                        name="casebook_answer_injured_range",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, default="")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.item",
                    ),
                ),
                ("locator", models.CharField(blank=True, default="", max_length=8)),
                ("start", models.BigIntegerField(blank=True, null=True)),
                ("end", models.BigIntegerField(blank=True, null=True)),
                ("record", models.BigIntegerField(blank=True, null=True)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("quote", models.TextField(blank=True, default="")),
                (
                    "victim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="casebook.victim",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="casebook.source",
                    ),
                ),
                ("source_key", models.CharField(blank=True, default="", max_length=200)),
                ("url", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ("victim", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", True),
                                ("locator", ""),
                                ("record__isnull", True),
                                ("start__isnull", True),
                                ("columns", []),
                                ("quote", ""),
                            ),
                            models.Q(
                                ("end__isnull", False),
                                ("item__isnull", False),
                                ("locator", "span"),
                                ("start__isnull", False),
                                ("columns", []),
                                ("end__gt", models.F("start")),
                                ("record__isnull", True),
                                ("start__gte", 0),
                            ),
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", False),
                                ("locator", "cells"),
                                ("start__isnull", True),
                                ("record__gte", 0),
                                ("record__isnull", False),
                                models.Q(("columns", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_listing_locator_fits_its_fields",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("locator", ""), _negated=True),
                        name="casebook_listing_stands_in_an_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("withdrawn_by", ""), _negated=True),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("withdrawn_by", ""),
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_listing_withdrawal_whole",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Remains",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                ("code", models.CharField(max_length=200)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remains",
                        to="casebook.recoverysite",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="casebook.remains",
                    ),
                ),
                ("recovered_start", models.DateField(blank=True, null=True)),
                ("recovered_end", models.DateField(blank=True, null=True)),
                ("position_in_grave", models.TextField(blank=True, default="")),
                ("completeness", models.TextField(blank=True, default="")),
                ("apparent_sex", models.CharField(blank=True, default="", max_length=8)),
                ("apparent_sex_basis", models.TextField(blank=True, default="")),
                ("apparent_age", models.TextField(blank=True, default="")),
                ("apparent_age_basis", models.TextField(blank=True, default="")),
                ("clothing", models.TextField(blank=True, default="")),
                ("belongings", models.TextField(blank=True, default="")),
                ("condition", models.TextField(blank=True, default="")),
                ("identification", models.CharField(default="none", max_length=12)),
                ("identified_by", models.CharField(blank=True, default="", max_length=16)),
                (
                    "victim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remains",
                        to="casebook.victim",
                    ),
                ),
                (
                    "reburied_at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.place",
                    ),
                ),
                ("family_notified_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "remains",
                "ordering": ("code", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "code"), name="casebook_remains_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="casebook_remains_code_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recovered_start__isnull", True),
                            ("recovered_end__isnull", True),
                            ("recovered_start__lt", models.F("recovered_end")),
                            _connector="OR",
                        ),
                        name="casebook_remains_recovered_start_before_recovered_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("apparent_sex__in", ["", "female", "male"])),
                        name="casebook_remains_apparent_sex_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identification__in", ["identified", "none", "presumptive"])),
                        name="casebook_remains_identification_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identified_by__in", ["", "dental", "dna", "fingerprints"])),
                        name="casebook_remains_identified_by_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("apparent_sex", ""),
                            models.Q(("apparent_sex_basis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_remains_sex_has_a_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("apparent_age", ""),
                            models.Q(("apparent_age_basis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_remains_age_has_a_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of", None),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="casebook_remains_no_part_of_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("identification", "identified"),
                                ("victim__isnull", False),
                                models.Q(("identified_by", ""), _negated=True),
                            ),
                            models.Q(
                                ("identification", "presumptive"),
                                ("identified_by", ""),
                                ("victim__isnull", False),
                            ),
                            models.Q(("identification", "none"), ("identified_by", ""), ("victim", None)),
                            _connector="OR",
                        ),
                        name="casebook_remains_identified_by_a_primary_identifier",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AnswerEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.item",
                    ),
                ),
                ("locator", models.CharField(blank=True, default="", max_length=8)),
                ("start", models.BigIntegerField(blank=True, null=True)),
                ("end", models.BigIntegerField(blank=True, null=True)),
                ("record", models.BigIntegerField(blank=True, null=True)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("quote", models.TextField(blank=True, default="")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="casebook.answer",
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("state", models.CharField(max_length=20)),
                ("reasons", models.JSONField(blank=True, default=list)),
                ("killed_min", models.BigIntegerField(blank=True, null=True)),
                ("killed_max", models.BigIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("recorded_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("answer", "sequence"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", True),
                                ("locator", ""),
                                ("record__isnull", True),
                                ("start__isnull", True),
                                ("columns", []),
                                ("quote", ""),
                            ),
                            models.Q(
                                ("end__isnull", False),
                                ("item__isnull", False),
                                ("locator", "span"),
                                ("start__isnull", False),
                                ("columns", []),
                                ("end__gt", models.F("start")),
                                ("record__isnull", True),
                                ("start__gte", 0),
                            ),
                            models.Q(
                                ("end__isnull", True),
                                ("item__isnull", False),
                                ("locator", "cells"),
                                ("start__isnull", True),
                                ("record__gte", 0),
                                ("record__isnull", False),
                                models.Q(("columns", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casebook_answerevent_locator_fits_its_fields",
                    ),
                    models.UniqueConstraint(
                        fields=("answer", "sequence"), name="casebook_answerevent_step_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "credible",
                                    "duplicate",
                                    "non_credible",
                                    "not_yet_assessed",
                                    "open",
                                    "received",
                                    "reopened",
                                ],
                            )
                        ),
                        name="casebook_answerevent_state_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("killed_min__isnull", True), ("killed_min__gte", 0), _connector="OR"),
                            models.Q(("killed_max__isnull", True), ("killed_max__gte", 0), _connector="OR"),
                            models.Q(
                                ("killed_min__isnull", True),
                                ("killed_max__isnull", True),
                                ("killed_min__lte", models.F("killed_max")),
                                _connector="OR",
                            ),
                        ),
                        name="casebook_answerevent_killed_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="casebook_answerevent_recorded_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)),
                        name="casebook_answerevent_steps_count_from_one",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tahqiq.vocab.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.case"
                    ),
                ),
                (
                    "remains",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="casebook.remains",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="casebook.item",
                    ),
                ),
                ("handed_by", models.CharField(max_length=200)),
                ("received_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casebook.place",
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("handed_by", ""), _negated=True),
                        name="casebook_handover_handed_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_by", ""), _negated=True),
                        name="casebook_handover_received_by_filled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handed_by", models.F("received_by")), _negated=True),
                        name="casebook_handover_between_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item", None), ("remains__isnull", False)),
                            models.Q(("item__isnull", False), ("remains", None)),
                            _connector="OR",
                        ),
                        name="casebook_handover_of_one_thing",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.AddField(
            model_name="incident",
            name="blamed",
            field=models.ManyToManyField(
                blank=True, related_name="incidents", through="casebook.Blame", to="casebook.party"
            ),
        ),
    ]
