"""Reports get check codes; those that are there already get one each."""

from django.db import migrations, models

import questionnaire.check_codes


def give_codes(apps, schema_editor):
    reports = apps.get_model("questionnaire", "Report").objects
    for key in list(reports.values_list("pk", flat=True)):
        reports.filter(pk=key).update(check_code=questionnaire.check_codes.new_check_code())


class Migration(migrations.Migration):
    dependencies = [
        ("questionnaire", "0003_report_pdfs"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="check_code",
            field=models.CharField(editable=False, max_length=20, null=True),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="report",
            name="check_code",
            field=models.CharField(
                default=questionnaire.check_codes.new_check_code, editable=False, max_length=20, unique=True
            ),
        ),
    ]
