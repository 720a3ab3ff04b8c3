"""The fictional people whom the stories, the demo and the tests are about."""

from settings import ROOT

DEMO_DIRECTORY = ROOT / "reference" / "directory-demo.toml"
