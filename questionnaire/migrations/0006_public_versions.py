"""Reports get public versions, which those that are there already do not have, with PDFs and links of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questionnaire", "0005_cover_papers"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="link",
            name="link_role_is_known",
        ),
        migrations.AddField(
            model_name="report",
            name="public_body",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="report",
            name="public_check_code",
            field=models.CharField(blank=True, editable=False, max_length=20, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name="reportpdf",
            name="paper",
            field=models.CharField(
                choices=[("report", "Report"), ("public", "Public"), ("cover", "Cover")],
                default="report",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="link",
            name="role",
            field=models.CharField(
                choices=[("owner", "Owner"), ("reader", "Reader"), ("public", "Public")], max_length=10
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["owner", "reader", "public"])), name="link_role_is_known"
            ),
        ),
        migrations.RemoveConstraint(model_name="reportpdf", name="paper_is_known"),
        migrations.AddConstraint(
            model_name="reportpdf",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper__in", ["report", "public", "cover"])), name="paper_is_known"
            ),
        ),
    ]
