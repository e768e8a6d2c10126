"""The database refuses to change or delete a published edition."""

from django.db import migrations

from models_catalogue.guard import lift_guard, raise_guard


class Migration(migrations.Migration):
    dependencies = [("models_catalogue", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: raise_guard(schema_editor.connection),
            lambda apps, schema_editor: lift_guard(schema_editor.connection),
        )
    ]
