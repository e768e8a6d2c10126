"""Reports get cover papers, which those that are there already do not have; a cover paper has a kept PDF of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questionnaire", "0004_check_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="cover",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="reportpdf",
            name="paper",
            field=models.CharField(choices=[("report", "Report"), ("cover", "Cover")], default="report", max_length=10),
        ),
        migrations.AlterField(
            model_name="reportpdf",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pdfs", to="questionnaire.report"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportpdf",
            constraint=models.UniqueConstraint(fields=("report", "paper"), name="pdf_once_per_report_and_paper"),
        ),
        migrations.AddConstraint(
            model_name="reportpdf",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper__in", ["report", "cover"])), name="paper_is_known"
            ),
        ),
    ]
