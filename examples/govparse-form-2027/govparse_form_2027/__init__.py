"""An imagined form for reports on 2027 and later, as a package that govparse finds by its entry point."""

from pathlib import Path

from govparse.forms import Form

FORM = Form(
    "2027",
    Path(__file__).with_name("form2027.lark"),
    first_year=2027,
    document="（示例，并无此文件）",
    english={"major_projects": "major construction projects", "work_secret": "work secret"},
)
