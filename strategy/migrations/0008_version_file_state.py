from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategy", "0007_origins_and_agreements")]

    operations = [
        migrations.AddField(
            model_name="versionfile",
            name="made_of",
            field=models.CharField(
                blank=True, default="", max_length=64, verbose_name="Prüfsumme des Standes"
            ),
            preserve_default=False,
        ),
    ]
